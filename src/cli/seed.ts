import { londonDay } from '../domain/local-date.ts'
import { clinicianResources } from '../sandbox/ehr/clinicians.ts'
import { type SeedStep, seed } from '../sandbox/patients/seed.ts'
import { syntheticPatients } from '../sandbox/patients/synthetic-patients.ts'

// npm run seed -- <FHIR base>: loads the make-believe practice, clinicians and patients into a FHIR R4 server.

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
  process.exitCode = 1
}

const counts = ({ created, updated, unchanged }: Omit<SeedStep, 'load'>): string =>
  `${created} new, ${updated} changed, ${unchanged} as they were`

async function run(base: string): Promise<void> {
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
