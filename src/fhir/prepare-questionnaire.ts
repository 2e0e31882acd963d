import type { Observation, Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import type { ClinicalContext, HealthCondition } from '../domain/clinical-context.ts'
import { ADJUSTMENT_NAMES, ADVICE_NAMES } from '../domain/fit-note.ts'
import { displayDate, type LocalDate } from '../domain/local-date.ts'
import { runningSpell } from '../domain/spells.ts'
import { todaysNote } from '../domain/todays-note.ts'
import { own } from './codes.ts'
import { conditionGroup } from './condition-group.ts'
import { offeredPathways, offeringTo } from './offered-pathways.ts'
import { codingOf } from './read-answers.ts'
import { CS } from './systems.ts'
import { contactGroup } from './temporary-address.ts'

/**
 * The Questionnaire as this patient's clinician meets it: problems of the record become options, and questions that the
 * record has answered already (the profession, who refers and for which practice) or cannot offer are taken out.
 */
export function prepareQuestionnaire(questionnaire: Questionnaire, context: ClinicalContext): Questionnaire {
  const options = context.conditions.map(condition => ({ valueCoding: codingOf(condition) }))
  const prepare = (item: QuestionnaireItem): QuestionnaireItem[] => {
    if (item.linkId === 'pathway') return [offeredPathways(item, offeringTo(context.clinician.profession))]
    if (item.linkId === 'profession' && context.clinician.profession !== 'unknown') return []
    if (item.linkId === 'referrer') return referrerQuestions(item, context)
    if (item.linkId === 'ring-first') return [ringQuestions(item, context)]
    if (item.linkId === 'condition-group') return groupQuestion(item, context)
    if (item.linkId === 'contact') return [contactGroup(item, context.patient.temporaryAddress)]
    if (item.linkId === 'other-conditions' && options.length < 2) return []
    if (item.linkId === 'other-conditions') return [{ ...item, answerOption: options }]
    if (item.linkId === 'main-condition')
      return [options.length === 0 ? item : { ...item, answerOption: [...options, ...(item.answerOption ?? [])] }]
    return [withItems(item, prepare)]
  }
  return { ...questionnaire, item: (questionnaire.item ?? []).flatMap(prepare) }
}

/** A group in which nothing changes stays the item that it was: what is known of it already holds (docs/adr/0025). */
function withItems(
  group: QuestionnaireItem,
  prepare: (item: QuestionnaireItem) => QuestionnaireItem[],
): QuestionnaireItem {
  const before = group.item ?? []
  const item = before.flatMap(prepare)
  return item.length === before.length && item.every((each, index) => each === before[index])
    ? group
    : { ...group, item }
}

/** Only what the record does not say, and nothing where it says all (decision 13). */
function referrerQuestions(group: QuestionnaireItem, { clinician, practice }: ClinicalContext): QuestionnaireItem[] {
  const item = (group.item ?? []).filter(({ linkId }) => {
    if (linkId.startsWith('practice-')) return practice === 'unknown'
    return linkId !== 'referrer-name' || clinician.name === 'unknown'
  })
  return item.some(each => each.type !== 'display') ? [{ ...group, item }] : []
}

/** Asked of the problems whose code does not say it: they would leave as "not categorised" otherwise, and nothing is guessed from words. */
function groupQuestion(item: QuestionnaireItem, { conditions }: ClinicalContext): QuestionnaireItem[] {
  const unsaid = conditions.filter(each => conditionGroup(each) === 'not-categorised')
  if (unsaid.length === 0) return []
  const enableWhen = unsaid.map(each => ({
    question: 'main-condition',
    operator: '=' as const,
    answerCoding: codingOf(each),
  }))
  return [{ ...item, enableWhen, enableBehavior: 'any' }]
}

/** The practice's number will do, where one is known: another may be given. */
function ringQuestions(group: QuestionnaireItem, { practice }: ClinicalContext): QuestionnaireItem {
  const known = practice === 'unknown' || practice.phone === 'unknown' ? undefined : practice.phone
  // A practice that the record does not say is asked for, with its number, above.
  if (practice !== 'unknown' && known === undefined) return group
  const why = known === undefined ? 'the number of your practice' : `${known}, your practice,`
  const item = (group.item ?? []).map(each => {
    if (each.linkId === 'ring-phone') return { ...each, required: false }
    return each.linkId === 'ring-why'
      ? { ...each, text: `${each.text} They phone ${why} unless you give another.` }
      : each
  })
  return { ...group, item }
}

/** Since when a problem has been on the list, as far as the record says. */
export const sinceWords = ({ since, statusUnknown }: HealthCondition): string =>
  [
    since === 'unknown' ? 'In the record, without a date' : `Since ${displayDate(since)}`,
    ...(statusUnknown ? ['the record does not say whether it is still active'] : []),
  ].join(': ')

/** Prefill sources in one shape, whatever the record's own: `%todaysNote` and `%sicknessSpell` of the Questionnaire. */
export function prefillObservations(
  context: ClinicalContext,
  today: LocalDate,
): { todaysNote: Observation | undefined; sicknessSpell: Observation | undefined } {
  const note = todaysNote(context, today)
  const spell = runningSpell(context.fitNotes, today)
  return {
    todaysNote: note && {
      ...observation('fitness-for-work-advice', note.period === 'unknown' ? undefined : note.period),
      ...(note.advice === 'unknown'
        ? {}
        : { valueCodeableConcept: { coding: [own(CS.fitNoteAdvice, note.advice, ADVICE_NAMES[note.advice])] } }),
      component: note.adjustments.map(adjustment => ({
        code: { coding: [own(CS.observation, 'recommended-adjustment')] },
        valueCodeableConcept: { coding: [own(CS.adjustment, adjustment, ADJUSTMENT_NAMES[adjustment])] },
      })),
    },
    sicknessSpell: spell && observation('sickness-spell', spell),
  }
}

const observation = (code: string, period: { from: LocalDate; to: LocalDate } | undefined): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [own(CS.observation, code)] },
  ...(period ? { effectivePeriod: { start: period.from, end: period.to } } : {}),
})
