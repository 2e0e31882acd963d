import express, { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { CLINICIANS } from './clinicians.ts'
import type { EhrFaults } from './faults/ehr-faults.ts'
import type { AccessGrant, Grants } from './grants.ts'
import { safeId } from './ownership.ts'
import { currentEncounter, readPatient } from './patient-list.ts'

export interface SmartLaunchServiceDeps {
  readonly fhirBaseUrl: string
  readonly launchUrl: string
  readonly grants: Grants
  readonly faults: EhrFaults
}

const asked = z.object({
  launchUrl: z.string(),
  parameters: z.object({
    patient: safeId,
    encounter: safeId.optional(),
    intent: z.string().max(200).optional(),
    /** What the card gave to its link; the app gets it back untouched. */
    appContext: z.string().max(10_000).optional(),
  }),
})

/** A CDS Hooks sandbox runs in a browser on another site. */
const fromAnySite: RequestHandler = (request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'authorization, content-type, accept',
    'Access-Control-Allow-Methods': 'POST',
    'Cache-Control': 'no-store',
  })
  if (request.method === 'OPTIONS') response.status(204).end()
  else next()
}

const FIRST_CLINICIAN = CLINICIANS[0]?.practitionerId ?? ''

/**
 * `POST [base]/_services/smart/Launch`: no standard, but what CDS Hooks sandboxes ask before they open the SMART link of a card. As open as the
 * page of launch buttons; with an access token of this EHR, the launch is by that token's clinician and for its patient only.
 */
export function createSmartLaunchService({ fhirBaseUrl, launchUrl, grants, faults }: SmartLaunchServiceDeps): Router {
  const router = Router()
  router.use(fromAnySite)
  router.post('/', express.json({ type: () => true, limit: '20kb' }), async (request, response) => {
    const refuse = (status: number, error: string): void => void response.status(status).json({ error })
    const parsed = asked.safeParse(request.body)
    if (!parsed.success) return refuse(400, 'launchUrl and parameters.patient are needed; appContext must be text')
    const { parameters } = parsed.data
    if (parsed.data.launchUrl.split('?')[0] !== launchUrl)
      return refuse(400, 'launchUrl is not the registered launch address of an app')

    const token = request.get('authorization')?.replace(/^Bearer /i, '')
    const access: AccessGrant | undefined = token === undefined ? undefined : grants.findAccess(token)
    if (token !== undefined && access === undefined) return refuse(401, 'the access token is not one of this EHR')
    if (access !== undefined && access.patientId !== parameters.patient)
      return refuse(403, 'the access token is for another patient')
    const patient = await readPatient(fhirBaseUrl, parameters.patient)
    if (patient === undefined) return refuse(404, 'no such patient')

    const encounterId = parameters.encounter ?? (await currentEncounter(fhirBaseUrl, patient.id))
    const launch = grants.launches.mint({
      patientId: patient.id,
      practitionerId: access?.practitionerId ?? FIRST_CLINICIAN,
      faults: [],
      ...(encounterId === undefined ? {} : { encounterId }),
      ...(parameters.intent === undefined ? {} : { intent: parameters.intent }),
      ...(parameters.appContext === undefined ? {} : { appContext: parameters.appContext }),
    })
    faults.pressed([])
    response.json({ launch_id: launch })
  })
  return router
}
