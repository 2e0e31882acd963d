import { z } from 'zod'

// What the inbox reads of a hub's resources. An element that is missing or malformed is left out, so that one odd
// element hides itself and not the referral.

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const many = <T extends z.ZodType>(schema: T) =>
  z
    .array(z.unknown())
    // What is simply not there is no mistake: to word one for each absent element took most of the time of a list.
    .default([])
    .catch([])
    .transform(items =>
      items.flatMap(item => {
        const parsed = schema.safeParse(item)
        return parsed.success ? [parsed.data] : []
      }),
    )

const text = maybe(z.string())
const coding = z.object({ system: text, code: text, display: text })
const concept = z.object({ coding: many(coding), text })
const reference = z.object({
  reference: z.string().regex(/^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9\-.]{1,64}$/),
  display: text,
})

const number = z.object({ system: text, value: text })
const pointer = z.object({ reference: text, identifier: maybe(number) })
/** What is there and is no reference points nowhere: it must not pass as silence. */
const said = z.preprocess(
  given => (given === undefined || isReference(given) ? given : { reference: '' }),
  pointer.optional(),
)
const isReference = (given: unknown): boolean =>
  typeof given === 'object' &&
  given !== null &&
  !Array.isArray(given) &&
  (!('reference' in given) || typeof given.reference === 'string')
/** What any resource says of itself: its numbers, and of whom and what it is. */
export const hubAbout = z.object({
  resourceType: z.string(),
  id: z.string(),
  // A list in most types, one element in QuestionnaireResponse.
  identifier: z.preprocess(given => (Array.isArray(given) || given === undefined ? given : [given]), many(number)),
  for: said,
  subject: said,
  patient: said,
  focus: said,
  partOf: many(pointer),
  basedOn: many(pointer),
  target: many(pointer),
  participant: many(z.object({ actor: maybe(pointer) })),
})

const named = pointer.extend({ display: text })
/** With whom the work lies, and who was asked to do it. */
export const hubOwner = z.object({ owner: maybe(named) })
export const hubPerformers = z.object({ performer: many(named) })
/** A role and the services that it works for. */
export const hubRoleServices = z.object({
  resourceType: z.literal('PractitionerRole'),
  healthcareService: many(pointer),
})

const annotation = z.object({ authorString: text, time: text, text: z.string() })

export const hubTask = z.object({
  resourceType: z.literal('Task'),
  id: z.string(),
  meta: maybe(z.object({ versionId: text, lastUpdated: text })),
  identifier: many(number),
  status: z.enum([
    'draft',
    'requested',
    'received',
    'accepted',
    'rejected',
    'ready',
    'cancelled',
    'in-progress',
    'on-hold',
    'failed',
    'completed',
    'entered-in-error',
  ]),
  businessStatus: maybe(concept),
  statusReason: maybe(concept),
  intent: z.literal('order').catch('order'),
  code: maybe(concept),
  focus: maybe(reference),
  for: maybe(reference),
  requester: maybe(reference),
  authoredOn: text,
  lastModified: text,
  owner: maybe(reference),
  partOf: z.array(z.unknown()).default([]).catch([]),
  description: text,
  note: many(annotation),
  input: many(z.object({ valueReference: maybe(reference), valueCodeableConcept: maybe(concept) })),
  output: many(z.object({ type: concept, valueCodeableConcept: maybe(concept), valueString: text, valueDate: text })),
})
export type HubTask = z.infer<typeof hubTask>

const instant = maybe(z.string().refine(said => !Number.isNaN(Date.parse(said))))
/** What a status is read from: whatever another server made of the Task, nothing of it stops the reading. */
export const statusTask = z.object({
  status: z.string().catch('unknown'),
  businessStatus: maybe(concept),
  statusReason: maybe(concept),
  lastModified: instant,
  meta: maybe(z.object({ lastUpdated: instant })),
  note: many(annotation.extend({ time: instant })),
  input: many(z.object({ valueCodeableConcept: maybe(concept) })),
  output: many(
    z.object({
      type: maybe(concept),
      valueString: text,
      valueDate: text,
      valueDateTime: text,
      valueReference: maybe(z.object({ display: text })),
      valueCodeableConcept: maybe(concept),
    }),
  ),
})

export const hubPatient = z.object({
  resourceType: z.literal('Patient'),
  name: many(z.object({ text, prefix: many(z.string()), given: many(z.string()), family: text })),
  birthDate: text,
  telecom: many(z.object({ system: text, value: z.string() })),
  address: many(z.object({ text, line: many(z.string()), city: text, postalCode: text })),
  identifier: many(z.object({ system: text, value: text })),
})

export const hubRequest = z.object({
  resourceType: z.literal('ServiceRequest'),
  authoredOn: text,
  reasonReference: many(reference),
  supportingInfo: many(reference),
})

const answer = z.object({
  valueCoding: maybe(coding),
  valueDate: text,
  valueDateTime: text,
  valueString: text,
  valueBoolean: maybe(z.boolean()),
  valueInteger: maybe(z.number()),
  valueDecimal: maybe(z.number()),
  get item(): z.ZodType<HubItem[]> {
    return many(item)
  },
})
const item = z.object({
  linkId: z.string(),
  text,
  get answer(): z.ZodType<HubAnswer[]> {
    return many(answer)
  },
  get item(): z.ZodType<HubItem[]> {
    return many(item)
  },
})
type HubAnswer = Omit<z.infer<typeof answer>, 'item'> & {
  /** What was asked beneath this answer. */
  readonly item: readonly HubItem[]
}
export interface HubItem {
  readonly linkId: string
  readonly text?: string | undefined
  readonly answer: readonly HubAnswer[]
  readonly item: readonly HubItem[]
}
export const hubResponse = z.object({ resourceType: z.literal('QuestionnaireResponse'), item: many(item) })

export const hubRole = z.object({
  resourceType: z.literal('PractitionerRole'),
  practitioner: maybe(reference),
  organization: maybe(reference),
  code: many(concept),
})
export const hubPractitioner = z.object({
  resourceType: z.literal('Practitioner'),
  name: many(z.object({ text, prefix: many(z.string()), given: many(z.string()), family: text })),
})
export const hubOrganization = z.object({
  resourceType: z.literal('Organization'),
  name: text,
  telecom: many(z.object({ value: z.string() })),
})
/** A finding about the patient: a Condition's code, or an Observation's code with its value. */
export const hubFinding = z.object({
  resourceType: z.enum(['Condition', 'Observation']),
  code: concept,
  valueCodeableConcept: maybe(concept),
  effectivePeriod: maybe(z.object({ start: text, end: text })),
  issued: text,
})
export const hubConsent = z.object({
  resourceType: z.literal('Consent'),
  status: text,
  dateTime: text,
  sourceAttachment: maybe(z.object({ title: text })),
})
export const hubCoach = z.object({
  resourceType: z.literal('PractitionerRole'),
  id: z.string(),
  active: maybe(z.boolean()),
  identifier: many(z.object({ system: text, value: text })),
  practitioner: maybe(z.object({ display: text })),
})
export const hubContact = z.object({
  resourceType: z.literal('Communication'),
  status: text,
  statusReason: maybe(concept),
  medium: many(concept),
  sent: text,
})
export const hubProvenance = z.object({
  resourceType: z.literal('Provenance'),
  recorded: text,
  agent: many(z.object({ who: maybe(z.object({ display: text })) })),
})
export const hubAppointment = z.object({ resourceType: z.literal('Appointment'), status: text, start: text })
