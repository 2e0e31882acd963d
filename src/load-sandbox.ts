import { fail, ok, type Result } from './domain/result.ts'

/*
 * The one door to `src/sandbox`. Production is installed without that folder, and without the package that only it needs: it is loaded
 * where it is wanted, and may not be there (docs/adr/0004). The lint keeps out every other import of it.
 */
export type Sandbox = import('./sandbox/sandbox.ts').Sandbox
export type SandboxOptions = import('./sandbox/sandbox.ts').SandboxOptions

/** The failure is half a plain sentence: that this installation has no sandbox, and what of it was missed first. */
type Loaded<T> = Promise<Result<T, string>>

/** The make-believe EHR, FHIR server and hub. */
export const loadSandbox = () => ifThere(() => import('./sandbox/sandbox.ts'))

/** The make-believe records as the app would read them. */
export const loadSyntheticRecords = () => ifThere(() => import('./sandbox/patients/synthetic-records.ts'))

/** The make-believe practice, clinicians and patients, and what writes them into a FHIR server. */
export const loadSeed = () =>
  ifThere(async () => {
    const [{ clinicianResources }, { syntheticPatients }, { seed }] = await Promise.all([
      import('./sandbox/ehr/clinicians.ts'),
      import('./sandbox/patients/synthetic-patients.ts'),
      import('./sandbox/patients/seed.ts'),
    ])
    return { clinicianResources, syntheticPatients, seed }
  })

async function ifThere<T>(load: () => Promise<T>): Loaded<T> {
  try {
    return ok(await load())
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ERR_MODULE_NOT_FOUND')
      return fail(`this installation is without the sandbox (${error.message.split('\n', 1)[0]})`)
    throw error
  }
}
