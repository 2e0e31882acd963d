import express, { type Response, Router } from 'express'
import { z } from 'zod'
import { renderPage } from '../../../launch/web/render.ts'
import type { RegisteredClient } from './client.ts'
import { CLINICIANS } from './clinicians.ts'
import type { EhrFaults } from './faults/ehr-faults.ts'
import type { Grants } from './grants.ts'
import { MessagePage } from './message-page.tsx'
import { safeId } from './ownership.ts'
import { PanelPage } from './panel-page.tsx'
import { currentEncounter, listPatients, readPatient } from './patient-list.ts'
import { PickerPage } from './picker-page.tsx'

export interface LaunchRouterDeps {
  readonly fhirBaseUrl: string
  readonly issuer: string
  readonly client: RegisteredClient
  readonly grants: Grants
  readonly faults: EhrFaults
}

/** `?fault=` once, several times or not at all; `none` says it in so many words. */
const faultQuery = z.object({
  fault: z
    .union([z.string().transform(each => [each]), z.array(z.string())])
    .default([])
    .transform(names => names.filter(name => name !== 'none')),
})
/** `?check=on` opens the app's check of this EHR in place of a consultation; `write` also lets it write. */
const checkQuery = z.object({ check: z.enum(['on', 'write']).optional().catch(undefined) })
const CHECK_PATHS = { on: '/ehr-check/launch', write: '/ehr-check/launch-and-write' } as const

/** The button that was pressed says whom, and how the app opens. */
const launchForm = z
  .object({
    clinician: z.string(),
    /** Nothing picked is no intent; what is sent in its place goes to the app as it is, right or wrong. */
    intent: z
      .string()
      .max(200)
      .optional()
      .transform(intent => intent || undefined),
  })
  .and(z.union([z.object({ patient: safeId }), z.object({ panel: safeId })]))

const UNKNOWN_FAULT = {
  title: 'No such fault',
  what: 'This EHR knows no fault of that name.',
  next: 'Leave the fault out of the address, or use a name of the page /faults.',
}

function sendMessage(response: Response, status: number, props: Parameters<typeof MessagePage>[0]): void {
  response.status(status).send(renderPage(MessagePage(props)))
}

/** The pages of the make-believe EHR: pick a patient and a clinician, launch the app. */
export function createLaunchRouter({ fhirBaseUrl, issuer, client, grants, faults }: LaunchRouterDeps): Router {
  const appLaunch = (launch: string, { check }: z.infer<typeof checkQuery> = {}): string => {
    const acting = faults.acting(grants.launches.find(launch)?.faults)
    const right = { iss: issuer, launch }
    const given = acting.reduce<Record<string, string>>((each, fault) => fault.opening?.(each) ?? each, right)
    const address = check === undefined ? client.launchUrl : new URL(CHECK_PATHS[check], client.launchUrl).href
    return `${address}?${new URLSearchParams(given)}`
  }
  /** The faults that the address asks for; undefined when one of them is not known. */
  const faultsOf = (query: unknown): readonly string[] | undefined => {
    const parsed = faultQuery.safeParse(query)
    return parsed.success && parsed.data.fault.every(faults.isKnown) ? parsed.data.fault : undefined
  }

  const router = Router()
  router.get('/', async (request, response) => {
    const named = faultsOf(request.query)
    if (named === undefined) return sendMessage(response, 400, UNKNOWN_FAULT)
    const list = await listPatients(fhirBaseUrl)
    if (!list.ok)
      return sendMessage(response, 502, {
        title: 'The patients cannot be read',
        what: 'The FHIR server behind this EHR does not answer, or not in FHIR R4.',
        next: 'Check that it is running and that SANDBOX_FHIR_URL is its FHIR base, then load this page again.',
      })
    const { check } = checkQuery.parse(request.query)
    const query = new URLSearchParams(named.map(each => ['fault', each]))
    if (check !== undefined) query.set('check', check)
    const on = faults.acting(named).map(({ name }) => name)
    const action = query.size === 0 ? '/launch' : `/launch?${query}`
    const page = PickerPage({ ...list.value, action, faults: on, checks: check !== undefined })
    response.set('Cache-Control', 'no-store').send(renderPage(page))
  })

  router.post('/launch', express.urlencoded({ extended: false, limit: '20kb' }), async (request, response) => {
    const named = faultsOf(request.query)
    if (named === undefined) return sendMessage(response, 400, UNKNOWN_FAULT)
    const form = launchForm.safeParse(request.body)
    const clinician = CLINICIANS.find(each => form.success && each.key === form.data.clinician)
    const patientId = !form.success ? undefined : 'patient' in form.data ? form.data.patient : form.data.panel
    const patient = patientId === undefined ? undefined : await readPatient(fhirBaseUrl, patientId)
    if (!form.success || clinician === undefined || patient === undefined)
      return sendMessage(response, 400, {
        title: 'Nothing to launch',
        what: 'The patient or the clinician that was picked is not one of this EHR.',
        next: 'Go back to the list, pick both and launch again.',
      })
    const encounterId = await currentEncounter(fhirBaseUrl, patient.id)
    const launch = grants.launches.mint({
      patientId: patient.id,
      practitionerId: clinician.practitionerId,
      faults: named,
      ...(form.data.intent === undefined ? {} : { intent: form.data.intent }),
      ...(encounterId === undefined ? {} : { encounterId }),
    })
    faults.pressed(named)
    response
      .set('Cache-Control', 'no-store')
      .redirect(303, 'panel' in form.data ? `/panel/${launch}` : appLaunch(launch, checkQuery.parse(request.query)))
  })

  router.get('/panel/:launch', async (request, response) => {
    const context = grants.launches.find(request.params.launch)
    const patient = context === undefined ? undefined : await readPatient(fhirBaseUrl, context.patientId)
    const clinician = CLINICIANS.find(each => each.practitionerId === context?.practitionerId)
    if (patient === undefined || clinician === undefined)
      return sendMessage(response, 404, {
        title: 'This launch has run out',
        what: 'A launch can be opened for ten minutes.',
        next: 'Go back to the list of patients and open the panel again.',
      })
    const page = PanelPage({ patient, clinician, src: appLaunch(request.params.launch) })
    response.set('Cache-Control', 'no-store').send(renderPage(page))
  })
  return router
}
