import express, { type Response, Router } from 'express'
import { z } from 'zod'
import { renderPage } from '../../../launch/web/render.ts'
import type { Allowed } from './authorize.ts'
import { ChoosePatientPage } from './choose-patient-page.tsx'
import { CLINICIANS } from './clinicians.ts'
import { createExpiringTokens } from './expiring-tokens.ts'
import { MessagePage } from './message-page.tsx'
import { safeId } from './ownership.ts'
import { currentEncounter, listPatients, readPatient } from './patient-list.ts'

const CHOOSING_SECONDS = 600

const chosen = z
  .object({ request: z.string(), clinician: z.string() })
  .and(z.union([z.object({ cancel: z.literal('yes') }), z.object({ patient: safeId })]))

export interface ChoosePatientDeps {
  readonly fhirBaseUrl: string
  readonly now: () => Date
  /** Sends the browser back to the app, as the faults have it. */
  readonly goBack: (allowed: Allowed, to: URL, response: Response) => void
}

/** A standalone launch (SMART App Launch 2.2, launch/patient): this server asks for the patient that no record has named. */
export function createChoosePatient({ fhirBaseUrl, now, goBack }: ChoosePatientDeps) {
  const waiting = createExpiringTokens<Allowed>(CHOOSING_SECONDS, now)
  const say = (response: Response, status: number, what: string, next: string): void =>
    void response.status(status).send(renderPage(MessagePage({ title: 'Nothing was chosen', what, next })))

  const router = Router()
  router.post('/choose', express.urlencoded({ extended: false, limit: '20kb' }), async (request, response) => {
    const form = chosen.safeParse(request.body)
    const allowed = form.success ? waiting.find(form.data.request) : undefined
    if (!form.success || allowed === undefined)
      return say(response, 400, 'This page has run out, or nothing on it was chosen.', 'Open the app again.')
    if ('cancel' in form.data) {
      waiting.revoke(form.data.request)
      return goBack(allowed, allowed.refused('access_denied', 'the clinician chose to give no access'), response)
    }
    const clinician = CLINICIANS.find(each => form.success && each.key === form.data.clinician)
    const patient = await readPatient(fhirBaseUrl, form.data.patient)
    if (clinician === undefined || patient === undefined)
      return say(response, 400, 'The patient or the clinician is not one of this EHR.', 'Go back, and choose both.')
    waiting.revoke(form.data.request)
    const encounterId = await currentEncounter(fhirBaseUrl, patient.id)
    const launch = {
      patientId: patient.id,
      practitionerId: clinician.practitionerId,
      faults: [],
      ...(encounterId === undefined ? {} : { encounterId }),
    }
    goBack(allowed, allowed.granted(launch), response)
  })

  return {
    router,
    async ask(allowed: Allowed, response: Response): Promise<void> {
      const list = await listPatients(fhirBaseUrl)
      if (!list.ok) return say(response, 502, 'The patients cannot be read.', 'Check that the FHIR server is running.')
      response.send(renderPage(ChoosePatientPage({ ...list.value, request: waiting.mint(allowed) })))
    },
  }
}
