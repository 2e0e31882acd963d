import type { Bundle, FhirResource, QuestionnaireResponse } from 'fhir/r4.js'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { completeReferral, type Referral } from '../../src/domain/referral.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { readAnswers } from '../../src/fhir/read-answers.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import type { SiteAnswers } from '../../src/fhir/site-answers.ts'
import type { SiteLeaves } from '../../src/fhir/site-leaves.ts'
import { referralTransaction } from '../../src/fhir/write-referral.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { type Answers, option, QUESTIONS, responseWith } from '../support/answers.ts'
import { ehrRecord, workWellService } from '../support/ehr-record.ts'

export const REFERRAL_ID = '5f0c7a3e-0000-4000-8000-000000000001'

/** UUIDs in order, so that the same input gives the same Bundle. */
export function numberedIds(): () => string {
  let last = 0
  return () => `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`
}

/** Every question answered, on the way that asks most: a note and a referral, an urgent concern that was managed. */
const EVERYTHING: Answers = {
  pathway: [option('pathway', 'note-and-refer')],
  'note-advice': [option('note-advice', 'may-be-fit')],
  'note-from': [{ valueDate: '2026-09-03' }],
  'note-to': [{ valueDate: '2026-09-16' }],
  'note-adjustments': [option('note-adjustments', 'phased-return'), option('note-adjustments', 'amended-duties')],
  'main-condition': [option('main-condition', 'musculoskeletal')],
  'work-status': [option('work-status', 'employed-off-sick')],
  concern: [option('concern', 'urgent')],
  'concern-managed': [{ valueBoolean: true }],
  sharing: [option('sharing', 'full')],
  'contact-phone': [{ valueString: '07700 900123' }],
  'contact-email': [{ valueString: 'zoe@example.org' }],
  'contact-address': [{ valueString: '1 Larch Lane, Anytown, LS1 1AA' }],
  'contact-best-way': [option('contact-best-way', 'phone')],
  'contact-safety': [{ valueString: 'Mornings only' }],
  'contact-message': [{ valueBoolean: true }],
  language: [{ valueString: 'Urdu' }],
  interpreter: [{ valueBoolean: true }],
  'told-by': [option('told-by', 'professional')],
  'access-needs': [{ valueString: 'Step-free' }],
  'off-work-since': [{ valueDate: '2026-08-03' }],
  occupation: [{ valueString: 'Warehouse picker' }],
  'job-at-risk': [option('job-at-risk', 'not-sure')],
  'functional-effects': [option('functional-effects', 'lifting')],
  'functional-comments': [{ valueString: 'No lifting' }],
  'treatment-awaited': [{ valueString: 'Physiotherapy' }],
}

export interface WrittenReferral {
  readonly referral: Referral
  readonly record: EhrRecord
  readonly response: QuestionnaireResponse
  readonly bundle: Bundle<FhirResource>
}

const NOTE_WITHOUT_ADVICE: FitNote = {
  source: 'DocumentReference/note-1',
  recordedOn: '2026-09-03',
  advice: 'unknown',
  period: 'unknown',
  adjustments: [],
  issue: 'issued',
}

/** The transaction of one referral, by the steps of the product: prepare, drop what is disabled, complete, write. */
export function writtenReferral(
  input: {
    readonly record?: Partial<EhrRecord>
    readonly answers?: Answers
    readonly service?: WorkWellService
    /** The record's own note of today; true stands for one that says no advice. */
    readonly issuedToday?: boolean | FitNote
    readonly siteResponse?: QuestionnaireResponse
    /** Every question's level, where it is not the pack's. */
    readonly siteLeaves?: SiteLeaves
    readonly authoredOn?: string
  } = {},
): WrittenReferral {
  const record = ehrRecord(input.record)
  const context = readContext(record)
  const questionnaire = prepareQuestionnaire(QUESTIONS, context)
  const response = withoutDisabled(questionnaire, responseWith({ ...EVERYTHING, ...input.answers }, questionnaire))
  const completed = completeReferral(
    REFERRAL_ID,
    context,
    readAnswers(response, context.conditions),
    input.service ?? workWellService(),
    input.authoredOn ?? '2026-09-03T09:12:00.000Z',
    typeof input.issuedToday === 'object' ? input.issuedToday : input.issuedToday ? NOTE_WITHOUT_ADVICE : undefined,
  )
  if (!completed.ok) throw new Error(`not a whole referral: ${completed.failure.join(', ')}`)
  const bundle = referralTransaction(completed.value, record, response, numberedIds(), siteAnswersOf(input))
  return { referral: completed.value, record, response, bundle }
}

function siteAnswersOf(input: {
  readonly service?: WorkWellService
  readonly siteResponse?: QuestionnaireResponse
  readonly siteLeaves?: SiteLeaves
}): SiteAnswers | undefined {
  if (!input.siteResponse) return undefined
  const pack = input.service?.extraQuestions?.leavesFrom ?? 'basic'
  const asked = objectsIn(input.siteResponse).flatMap(({ linkId }) => (typeof linkId === 'string' ? [linkId] : []))
  return {
    response: input.siteResponse,
    leaves: input.siteLeaves ?? new Map(asked.map(linkId => [linkId, pack])),
  }
}

export const resourcesIn = <T extends FhirResource['resourceType']>(bundle: Bundle<FhirResource>, type: T) =>
  (bundle.entry ?? []).flatMap(entry =>
    entry.resource?.resourceType === type ? [entry.resource as Extract<FhirResource, { resourceType: T }>] : [],
  )

/** The one resource of a type. */
export function resourceIn<T extends FhirResource['resourceType']>(bundle: Bundle<FhirResource>, type: T) {
  const [found, ...others] = resourcesIn(bundle, type)
  if (!found || others.length > 0) throw new Error(`${type}: expected one, found ${others.length + (found ? 1 : 0)}`)
  return found
}

/** Every object in a value, from whatever depth. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [{ ...value }, ...Object.values(value).flatMap(objectsIn)]
}
