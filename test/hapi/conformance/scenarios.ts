import type { Bundle, FhirResource, Questionnaire } from 'fhir/r4.js'
import { londonDay } from '../../../src/domain/local-date.ts'
import { type ReferringPathway, SHARING_LEVELS, type SharingLevel, sendStops } from '../../../src/domain/referral.ts'
import { issuedOn } from '../../../src/domain/todays-note.ts'
import { withOnlineView } from '../../../src/fhir/online-view.ts'
import { prefillObservations, prepareQuestionnaire } from '../../../src/fhir/prepare-questionnaire.ts'
import { allAnswers } from '../../../src/fhir/read-answers.ts'
import { readContext } from '../../../src/fhir/read-context.ts'
import { writeEhrCopy } from '../../../src/fhir/write-ehr-copy.ts'
import { populate } from '../../../src/questionnaire/populate.ts'
import type { SyntheticPatient } from '../../../src/sandbox/patients/synthetic-patient.ts'
import { syntheticPatients } from '../../../src/sandbox/patients/synthetic-patients.ts'
import { writtenReferral } from '../../fhir/written-referral.ts'
import { type Answers, itemsOf, option, QUESTIONS } from '../../support/answers.ts'
import { workWellService } from '../../support/ehr-record.ts'
import { recordOf } from './synthetic-records.ts'

/** One consultation that ends in a referral, and what it writes. */
export interface Scenario {
  readonly name: string
  readonly bundle: Bundle<FhirResource>
  readonly ehrCopy: readonly FhirResource[]
}

interface Consultation {
  readonly patient: SyntheticPatient
  readonly pathway: ReferringPathway
  readonly level: SharingLevel
}

const NOW = '2026-09-03T09:12:00.000Z'
const TODAY = londonDay(new Date(NOW))
const PATHWAYS: readonly ReferringPathway[] = ['refer', 'note-and-refer']

/** All synthetic patients who may be referred, on each way and at each sharing level, written by the product's own code. */
export async function scenarios(): Promise<Scenario[]> {
  const consultations: Consultation[] = syntheticPatients(TODAY).flatMap(patient =>
    PATHWAYS.flatMap(pathway => SHARING_LEVELS.map(level => ({ patient, pathway, level }))),
  )
  return (await Promise.all(consultations.map(scenario))).flat()
}

async function scenario({ patient, pathway, level }: Consultation, turn: number): Promise<Scenario[]> {
  const record = { ...recordOf(patient, NOW, turn), ...(turn % 5 === 0 ? SAYS_NOTHING_OF_THE_CLINICIAN : {}) }
  const context = readContext(record)
  const service = workWellService(turn % 3 === 0 ? { nhsNumber: { send: 'never' } } : {})
  if (sendStops(context.patient, service, TODAY).length > 0) return []
  const questionnaire = prepareQuestionnaire(QUESTIONS, context)
  const { response } = await populate(
    questionnaire,
    { launch: { patient: record.patient as FhirResource, ...prefillObservations(context, TODAY) } },
    { subject: { reference: `Patient/${patient.id}` }, authored: NOW },
  )
  const mainCondition = itemsOf(questionnaire).find(each => each.linkId === 'main-condition')?.answerOption?.[0]
  const answers: Answers = {
    ...Object.fromEntries(allAnswers(response.item ?? [])),
    ...(turn % 2 === 0 && mainCondition?.valueCoding ? { 'main-condition': [mainCondition] } : {}),
    ...turned('work-status', turn),
    ...turned('contact-best-way', turn),
    ...turned('told-by', turn),
    'contact-message': turn % 3 === 2 ? [] : [{ valueBoolean: turn % 3 === 0 }],
    ...temporary(questionnaire, turn),
    profession: [option('profession', 'nurse')],
    ...(turn % 5 === 0 ? STATED : {}),
    pathway: [option('pathway', pathway)],
    sharing: [option('sharing', level)],
  }
  const issuedToday = issuedOn(context.fitNotes, TODAY) ?? turn % 4 === 1
  const written = writtenReferral({ record, answers, service, issuedToday, authoredOn: NOW })
  const copy = writeEhrCopy(written.referral, record, written.response)
  const view = turn % 2 === 0 ? 'hide' : 'show'
  const ehrCopy = [withOnlineView<FhirResource>(copy.request, view), withOnlineView<FhirResource>(copy.form, view)]
  return [{ name: `${patient.id} ${pathway} ${level}`, bundle: written.bundle, ehrCopy }]
}

const SAYS_NOTHING_OF_THE_CLINICIAN = {
  practitioner: undefined,
  practitionerRole: undefined,
  organization: undefined,
  registeredPractice: undefined,
}
const STATED: Answers = {
  'referrer-name': [{ valueString: 'Jo Field' }],
  'practice-name': [{ valueString: 'Elm Surgery' }],
  'practice-ods-code': [{ valueString: 'Y99901' }],
  'practice-phone': [{ valueString: '01632 960555' }],
}

/** The temporary address of a record that has one, picked every other time as the page keeps it. */
function temporary(questionnaire: Questionnaire, turn: number): Answers {
  const pick = itemsOf(questionnaire).find(each => each.linkId === 'contact-address-temporary')
  const valueString = pick?.answerOption?.[0]?.valueString
  if (valueString === undefined || turn % 2 === 1) return {}
  return { 'contact-address': [{ valueString }], 'contact-address-temporary': [{ valueString }] }
}

/** Another option each time, so that all of them are sent. */
function turned(linkId: string, turn: number): Answers {
  const options = itemsOf(QUESTIONS).find(each => each.linkId === linkId)?.answerOption ?? []
  const coding = options[turn % options.length]?.valueCoding
  return coding ? { [linkId]: [{ valueCoding: coding }] } : {}
}
