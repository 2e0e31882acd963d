import type { Check } from './checks/check.ts'
import { DISCOVERY_CHECKS } from './checks/discovery-checks.ts'
import { FHIR_BASE_CHECKS } from './checks/fhir-base-checks.ts'
import { KEY_CHECKS } from './checks/key-checks.ts'
import { RECORD_CHECKS } from './checks/record-checks.ts'
import { REFUSAL_CHECKS } from './checks/refusal-checks.ts'
import { SIGN_IN_CHECKS } from './checks/sign-in-checks.ts'
import { SIGN_OFF_CHECKS } from './checks/sign-off-checks.ts'
import { TOKEN_CHECKS } from './checks/token-checks.ts'
import type { Observations } from './observations.ts'
import { type Checked, type Report, summaryOf } from './report.ts'

interface Group {
  readonly title: string
  readonly checks: readonly Check[]
}

const WITHOUT_SIGN_IN: readonly Group[] = [
  { title: 'Discovery', checks: DISCOVERY_CHECKS },
  { title: 'Keys', checks: KEY_CHECKS },
  { title: 'What the authorization server refuses', checks: REFUSAL_CHECKS },
  { title: 'FHIR base', checks: FHIR_BASE_CHECKS },
]

const WITH_SIGN_IN: readonly Group[] = [
  { title: 'Sign-in', checks: SIGN_IN_CHECKS },
  { title: 'Token and launch context', checks: TOKEN_CHECKS },
  { title: 'The record', checks: RECORD_CHECKS },
  { title: 'The end of the sign-in', checks: SIGN_OFF_CHECKS },
]

const groupsOf = (depth: Report['depth']): readonly Group[] =>
  depth === 'full' ? [...WITHOUT_SIGN_IN, ...WITH_SIGN_IN] : WITHOUT_SIGN_IN

/** Every check, in the order of the report. */
export const ALL_CHECKS: readonly Check[] = groupsOf('full').flatMap(({ checks }) => checks)

/** From what was seen to the report: each check on its own, whatever the others say. */
export function judge(seen: Observations, now: Date): Report {
  const depth = seen.signIn === undefined ? 'without-sign-in' : 'full'
  const checks = groupsOf(depth).flatMap(({ title, checks }) =>
    checks.map((check): Checked => {
      const { id, name, clause, todo } = check
      const verdict = check.judge(seen)
      const isFine = verdict.status === 'pass' || verdict.status === 'not-run'
      return { id, group: title, name, clause, ...verdict, ...(isFine ? {} : { todo }) }
    }),
  )
  return { issuer: seen.ehr.issuer, depth, checkedAt: now.toISOString(), summary: summaryOf(checks), checks }
}
