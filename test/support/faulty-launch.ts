import { z } from 'zod'
import { type Clinician, createClinician, type Seen } from './clinician.ts'
import type { RunningApp } from './running-app.ts'

/** Presses the launch button of a patient with one fault for this launch, and follows the browser to where it ends. */
export async function launchWith(
  app: RunningApp,
  fault: string,
  patient = 'patient-typical',
): Promise<{ page: Seen; clinician: Clinician }> {
  const clinician = createClinician(app)
  const picker = { url: `${app.sandboxUrl}/`, status: 200, html: '' }
  return { clinician, page: await clinician.submit(picker, { patient, clinician: 'gp' }, `/launch?fault=${fault}`) }
}

const faultList = z.object({
  faults: z.array(z.object({ name: z.string(), code: z.string().optional(), sees: z.string() })),
  elsewhere: z.object({ requests: z.number(), withAuthorization: z.number() }),
})

/** The EHR's faults, and what its trap on another host has seen. */
export const faultsOf = async (app: RunningApp): Promise<z.infer<typeof faultList>> =>
  faultList.parse(await (await fetch(`${app.sandboxUrl}/faults`)).json())

/** The words of a page without its tags. */
export const wordsOf = ({ html }: Seen): string =>
  html
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
