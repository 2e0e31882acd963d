import { londonDay } from '../domain/local-date.ts'
import { loadSeed } from '../load-sandbox.ts'

// npm run seed -- <FHIR base>: loads the make-believe practice, clinicians and patients into a FHIR R4 server.

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
  process.exitCode = 1
}

const counts = ({ created, updated, unchanged }: Record<'created' | 'updated' | 'unchanged', number>): string =>
  `${created} new, ${updated} changed, ${unchanged} as they were`

async function run(base: string): Promise<void> {
  const loaded = await loadSeed()
  if (!loaded.ok) {
    complain(`There are no synthetic patients here: ${loaded.failure}.`)
    return
  }
  const { clinicianResources, syntheticPatients, seed } = loaded.value
  const patients = syntheticPatients(londonDay(new Date()))
  const scenarios = new Map(patients.map(({ id, scenario }) => [id, scenario]))
  const result = await seed(base, [...clinicianResources(), ...patients.flatMap(each => each.resources)], {
    onStep: step =>
      say(`${step.load}: ${counts(step)}${scenarios.has(step.load) ? ` (${scenarios.get(step.load)})` : ''}`),
  })
  if (!result.ok) {
    complain(`Stopped at ${result.failure.load}. ${result.failure.message}`)
    return
  }
  say(`Done: ${patients.length} synthetic patients are on ${base}. Resources: ${counts(result.value)}.`)
}

const base = process.argv[2]
if (base === undefined || !/^https?:$/.test(URL.canParse(base) ? new URL(base).protocol : '')) {
  complain('Say into which FHIR R4 server: npm run seed -- http://localhost:8080/fhir')
} else {
  await run(base)
}
