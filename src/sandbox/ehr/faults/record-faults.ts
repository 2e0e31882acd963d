import { fhirAnswer, outcomeAnswer } from '../../faults/fhir-answers.ts'
import { slowly, withMembers } from '../../faults/wire-answer.ts'
import { type EhrFault, type FaultWorld, type FhirAct, type FhirAsked, NO_PATIENT_DETAILS } from './ehr-fault.ts'
import { OTHER_PATIENT } from './token-faults.ts'

const where = 'The record: access and single resources'

const CHALLENGE = { 'www-authenticate': 'Bearer error="invalid_token"' }

const SIGN_IN_ENDED = { sees: 'Your sign-in at your record system has ended' }

const isRead = ({ method }: FhirAsked): boolean => method === 'GET'
const onPatient =
  (act: FhirAct) =>
  (asked: FhirAsked): FhirAct | undefined =>
    isRead(asked) && asked.type === 'Patient' && !asked.isSearch ? act : undefined

/** All references of a resource as those of another server. */
function elsewhereIn(value: unknown, world: FaultWorld): unknown {
  if (Array.isArray(value)) return value.map(each => elsewhereIn(each, world))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'reference' && typeof each === 'string'
        ? `${world.elsewhere}/${each.replace(`${world.issuer}/`, '')}`
        : elsewhereIn(each, world),
    ]),
  )
}

export const RECORD_FAULTS: readonly EhrFault[] = [
  {
    name: 'fhir-401',
    where,
    says: 'The access token is no longer accepted, nor is one from a refresh.',
    ...SIGN_IN_ENDED,
    fhir: () => ({ instead: outcomeAnswer(401, 'login', 'the access token is not accepted', CHALLENGE) }),
  },
  {
    name: 'fhir-401-until-refresh',
    where,
    says: 'The access token of the sign-in is no longer accepted, one from a refresh is.',
    sees: `The consultation where the app has a refresh token, else “${SIGN_IN_ENDED.sees}”`,
    fhir: ({ refreshed }) =>
      refreshed ? undefined : { instead: outcomeAnswer(401, 'login', 'the access token is not accepted', CHALLENGE) },
  },
  {
    name: 'fhir-401-once',
    where,
    says: 'The first call with the access token of the sign-in is refused (401), every later one is not.',
    sees: `The consultation where the app has a refresh token, else “${SIGN_IN_ENDED.sees}”`,
    fhir: ({ first }) =>
      first ? { instead: outcomeAnswer(401, 'login', 'the access token is not accepted', CHALLENGE) } : undefined,
  },
  {
    name: 'fhir-slow-patient',
    where,
    says: 'The launched patient is read only after half a minute.',
    ...NO_PATIENT_DETAILS,
    fhir: onPatient({ change: slowly }),
  },
  {
    name: 'fhir-empty-patient',
    where,
    says: 'Reading the launched patient answers 200 with nothing.',
    ...NO_PATIENT_DETAILS,
    fhir: onPatient({ change: answer => ({ ...answer, body: '' }) }),
  },
  {
    name: 'fhir-404-patient',
    where,
    says: 'The launched patient is not found (404).',
    ...NO_PATIENT_DETAILS,
    fhir: onPatient({ instead: outcomeAnswer(404, 'not-found', 'no such patient') }),
  },
  {
    name: 'fhir-other-patient',
    where,
    says: 'Reading the launched patient gives another one.',
    ...NO_PATIENT_DETAILS,
    fhir: onPatient({
      change: answer => withMembers(answer, { id: OTHER_PATIENT, name: [{ given: ['Somebody'], family: 'Else' }] }),
    }),
  },
  {
    name: 'fhir-down',
    where,
    says: 'Every read and search ends in 503.',
    ...NO_PATIENT_DETAILS,
    fhir: asked =>
      isRead(asked) ? { instead: outcomeAnswer(503, 'transient', 'the record system is down') } : undefined,
  },
  {
    name: 'fhir-reference-elsewhere',
    where,
    says: 'References of the patient and of the clinician’s role lead to another host.',
    sees: 'The consultation, with practice details named as not found; the other host gets nothing',
    fhir: (asked, world) =>
      isRead(asked) && (asked.type === 'Patient' || asked.type === 'PractitionerRole')
        ? { change: answer => ({ ...answer, body: elsewhereIn(answer.body, world) }) }
        : undefined,
  },
  {
    name: 'fhir-no-staff',
    where,
    says: 'Nothing is known of clinicians, their roles and organisations: reads are not found, searches are empty.',
    sees: 'The consultation, which asks for name, profession and practice; the referral says that the clinician stated them',
    fhir: ({ method, type = '', isSearch }) => {
      if (!['Practitioner', 'PractitionerRole', 'Organization'].includes(type)) return undefined
      if (isSearch) return { instead: fhirAnswer({ resourceType: 'Bundle', type: 'searchset', total: 0 }) }
      return method === 'GET' ? { instead: outcomeAnswer(404, 'not-found', 'not kept here') } : undefined
    },
  },
  {
    name: 'fhir-writes-refused',
    where,
    says: 'Nothing can be written to the record (403).',
    sees: '“Referral sent”, with the text to copy into the record',
    fhir: ({ method, isSearch }) =>
      method === 'GET' || isSearch ? undefined : { instead: outcomeAnswer(403, 'forbidden', 'not allowed') },
  },
]
