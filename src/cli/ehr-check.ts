import { judge } from '../../launch/ehr-check/judge.ts'
import { observe } from '../../launch/ehr-check/observe.ts'
import type { Report } from '../../launch/ehr-check/report.ts'
import { type CheckArguments, readCheckArguments, USAGE } from './ehr-check-arguments.ts'

// npm run ehr-check -- <iss>: what can be told of an EHR without signing in. Ends with 0 (nothing failed), 1 (something did) or 2 (usage).

const WORDS = { pass: 'pass   ', warn: 'warn   ', fail: 'FAIL   ', 'not-run': 'not run' } as const

function asText({ issuer, checkedAt, summary, checks }: Report): string {
  const lines = checks.flatMap(({ id, name, status, seen, clause, todo }) => [
    `${WORDS[status]}  ${id}: ${name}. ${seen}`,
    ...(todo === undefined ? [] : [`         ${clause}`, `         What to do: ${todo}`]),
  ])
  const counts = `${summary.pass} passed, ${summary.warn} warnings, ${summary.fail} failed, ${summary['not-run']} not run.`
  return [`EHR check of ${issuer}, ${checkedAt}`, '', ...lines, '', counts].join('\n')
}

async function run({ iss, 'client-id': clientId, 'redirect-uri': redirectUri, origin, json }: CheckArguments) {
  const client = clientId && redirectUri ? { clientId, redirectUri, auth: 'public' } : undefined
  const ehr = { issuer: iss, endpointOrigins: origin, client }
  const report = judge(await observe(ehr, { credential: { kind: 'public' }, timeoutMs: 5000 }), new Date())
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : asText(report)}\n`)
  process.exitCode = report.summary.fail > 0 ? 1 : 0
}

const given = readCheckArguments(process.argv.slice(2))
if (given.ok) await run(given.value)
else {
  process.stderr.write(`${given.failure}\n\n${USAGE}`)
  process.exitCode = 2
}
