/** Belong to no patient: anyone with the scope may read them, nobody may write them through this EHR. */
const SHARED = ['HealthcareService', 'Location', 'Organization', 'Practitioner', 'PractitionerRole', 'Questionnaire']

/** Types of the R4 Patient compartment that this EHR offers, and the element that says whose they are. */
const OWNER_ELEMENTS: Readonly<Record<string, string>> = {
  AllergyIntolerance: 'patient',
  CarePlan: 'subject',
  Communication: 'subject',
  Composition: 'subject',
  Condition: 'subject',
  Consent: 'patient',
  DiagnosticReport: 'subject',
  DocumentReference: 'subject',
  Encounter: 'subject',
  EpisodeOfCare: 'patient',
  Flag: 'subject',
  MedicationRequest: 'subject',
  Observation: 'subject',
  Procedure: 'subject',
  Provenance: 'target',
  QuestionnaireResponse: 'subject',
  RelatedPerson: 'patient',
  ServiceRequest: 'subject',
  Task: 'for',
}

const WRITABLE = new Set([
  'DocumentReference',
  'Observation',
  'Provenance',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
])

const sharedTypes = new Set(SHARED)

export const isShared = (type: string): boolean => sharedTypes.has(type)
export const isWritable = (type: string): boolean => WRITABLE.has(type)
/** The element that names the patient; undefined for Patient itself, shared types and types not offered. */
export const ownerElement = (type: string): string | undefined =>
  Object.hasOwn(OWNER_ELEMENTS, type) ? OWNER_ELEMENTS[type] : undefined
export const isOffered = (type: string): boolean =>
  type === 'Patient' || isShared(type) || ownerElement(type) !== undefined
