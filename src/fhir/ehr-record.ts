import { z } from 'zod'
import { type ContextGap, NOT_SEARCHED } from '../domain/clinical-context.ts'
import { GATEWAY_FAILURE_CODES } from '../domain/gateway-failure.ts'

/**
 * What is read from the EHR at the start of a consultation, parsed: each schema names only the elements that this app
 * uses, and lets the rest pass. An element that breaks its schema is left out and its part named as a gap (understood.ts).
 */
const text = z.string().optional()
const coding = z.looseObject({ system: text, code: text, display: text })
const codeableConcept = z.looseObject({ coding: z.array(coding).optional(), text })
const period = z.looseObject({ start: text, end: text })
const extension = z.looseObject({ url: z.string(), valueCodeableConcept: codeableConcept.optional() })
const identifier = z.looseObject({
  system: text,
  value: text,
  use: text,
  period: period.optional(),
  extension: z.array(extension).optional(),
})
const reference = z.looseObject({ reference: text, display: text, identifier: identifier.optional() })
const contactPoint = z.looseObject({ system: text, value: text, use: text, period: period.optional() })
const humanName = z.looseObject({
  use: text,
  text,
  family: text,
  given: z.array(z.string()).optional(),
  prefix: z.array(z.string()).optional(),
  period: period.optional(),
})
const meta = z.looseObject({ security: z.array(coding).optional(), lastUpdated: text })
const resource = <T extends string>(type: T) => ({ resourceType: z.literal(type), id: z.string().min(1) })

export const patientSchema = z.looseObject({
  ...resource('Patient'),
  meta: meta.optional(),
  active: z.boolean().optional(),
  identifier: z.array(identifier).optional(),
  name: z.array(humanName).optional(),
  telecom: z.array(contactPoint).optional(),
  gender: text,
  birthDate: text,
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: text,
  address: z
    .array(
      z.looseObject({
        use: text,
        line: z.array(z.string()).optional(),
        city: text,
        postalCode: text,
        period: period.optional(),
      }),
    )
    .optional(),
  generalPractitioner: z.array(reference).optional(),
  managingOrganization: reference.optional(),
  link: z.array(z.looseObject({ type: text })).optional(),
})

export const practitionerSchema = z.looseObject({
  ...resource('Practitioner'),
  identifier: z.array(identifier).optional(),
  name: z.array(humanName).optional(),
})

export const practitionerRoleSchema = z.looseObject({
  ...resource('PractitionerRole'),
  active: z.boolean().optional(),
  identifier: z.array(identifier).optional(),
  practitioner: reference.optional(),
  organization: reference.optional(),
  code: z.array(codeableConcept).optional(),
})

export const organizationSchema = z.looseObject({
  ...resource('Organization'),
  identifier: z.array(identifier).optional(),
  name: text,
  type: z.array(codeableConcept).optional(),
  telecom: z.array(contactPoint).optional(),
})

export const encounterSchema = z.looseObject({
  ...resource('Encounter'),
  status: z.string(),
  period: period.optional(),
})

export const conditionSchema = z.looseObject({
  ...resource('Condition'),
  clinicalStatus: codeableConcept.optional(),
  verificationStatus: codeableConcept.optional(),
  code: codeableConcept.optional(),
  onsetDateTime: text,
  recordedDate: text,
})

export const observationSchema = z.looseObject({
  ...resource('Observation'),
  status: z.string(),
  code: codeableConcept,
  valueCodeableConcept: codeableConcept.optional(),
  valueQuantity: z.looseObject({ value: z.number().optional() }).optional(),
  valueInteger: z.number().optional(),
  effectivePeriod: period.optional(),
  effectiveDateTime: text,
  issued: text,
  derivedFrom: z.array(reference).optional(),
})

export const documentReferenceSchema = z.looseObject({
  ...resource('DocumentReference'),
  status: z.string(),
  docStatus: text,
  type: codeableConcept.optional(),
  date: text,
  context: z.looseObject({ period: period.optional() }).optional(),
})

export const serviceRequestSchema = z.looseObject({
  ...resource('ServiceRequest'),
  status: z.string(),
  identifier: z.array(identifier).optional(),
  category: z.array(codeableConcept).optional(),
  code: codeableConcept.optional(),
  authoredOn: text,
})

/** Without these the rest would say something else: a problem that was refuted, a document that was withdrawn, a role that is over. */
export const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Condition: ['verificationStatus'],
  DocumentReference: ['docStatus'],
  PractitionerRole: ['active'],
}

const gapSchema: z.ZodType<ContextGap> = z.strictObject({
  part: z.enum(['patient', 'clinician', 'practice', 'encounter', 'conditions', 'fit-notes', 'referrals']),
  why: z.enum([...GATEWAY_FAILURE_CODES, 'NOT_GRANTED', 'NOT_UNDERSTOOD']),
})

/** The whole of what was read, as it is kept (encrypted) with the draft until the consultation is over. */
export const ehrRecordSchema = z.strictObject({
  readAt: z.iso.datetime(),
  issuer: z.url(),
  patient: patientSchema,
  fhirUser: z.string(),
  practitioner: practitionerSchema.optional(),
  practitionerRole: practitionerRoleSchema.optional(),
  organization: organizationSchema.optional(),
  /** The patient's registered practice, where it is another organisation than the clinician's. */
  registeredPractice: organizationSchema.optional(),
  encounter: encounterSchema.optional(),
  conditions: z.array(conditionSchema),
  observations: z.array(observationSchema),
  documents: z.array(documentReferenceSchema),
  serviceRequests: z.array(serviceRequestSchema),
  gaps: z.array(gapSchema),
  /** Places in the Patient that could not be read; not there where there are none, so that the version before can read the rest. */
  patientLeftOut: z.array(z.string()).optional(),
  /** What the record system could not be asked for; not there where there is nothing, for the same reason. */
  notSearched: z.array(z.enum(NOT_SEARCHED)).optional(),
})

export type EhrRecord = z.infer<typeof ehrRecordSchema>
export type PatientRecord = z.infer<typeof patientSchema>
export type ReferenceRecord = z.infer<typeof reference>
export type HumanNameRecord = z.infer<typeof humanName>
export type IdentifierRecord = z.infer<typeof identifier>
export type PeriodRecord = z.infer<typeof period>
