import type { Extension, Questionnaire, QuestionnaireItem, QuestionnaireItemEnableWhen } from 'fhir/r4.js'
import type { Clinician } from '../domain/clinician.ts'
import { onceFor } from '../domain/once-for.ts'
import { mayChoose, NOTE_PATHWAYS, WITHOUT_NOTES } from '../domain/pathways.ts'
import { own } from './codes.ts'
import { CS, EXT } from './systems.ts'

/** Which pathways are offered: all, those without a fit note, or by the profession that the clinician says on the page (hazard H07). */
export type Offering = 'every' | 'without-note' | 'by-answer'

export function offeringTo(profession: Clinician['profession']): Offering {
  if (profession === 'unknown') return 'by-answer'
  return NOTE_PATHWAYS.every(each => mayChoose(each, profession)) ? 'every' : 'without-note'
}

/** The question with the pathways that are offered: one item for each offering, for as long as the Questionnaire is loaded (docs/adr/0025). */
export const offeredPathways = (item: QuestionnaireItem, offering: Offering): QuestionnaireItem =>
  offering === 'every' ? item : offering === 'without-note' ? withoutNote(item) : byAnswer(item)

export const withOffering = (questionnaire: Questionnaire, offering: Offering): Questionnaire => ({
  ...questionnaire,
  item: (questionnaire.item ?? []).map(item => (item.linkId === 'pathway' ? offeredPathways(item, offering) : item)),
})

const isNote = (code: string | undefined): boolean => NOTE_PATHWAYS.some(each => each === code)

const withoutNote = onceFor((item: QuestionnaireItem) => ({
  ...item,
  answerOption: (item.answerOption ?? []).filter(({ valueCoding }) => !isNote(valueCoding?.code)),
}))

/** SDC has a word for options that come and go; the server goes by it, whatever a script shows. */
const byAnswer = onceFor((item: QuestionnaireItem) => ({ ...item, extension: [...(item.extension ?? []), TOGGLE] }))

const TOGGLE: Extension = {
  url: EXT.answerOptionsToggleExpression,
  extension: [
    ...NOTE_PATHWAYS.map(code => ({ url: 'option', valueCoding: own(CS.pathway, code) })),
    {
      url: 'expression',
      valueExpression: {
        language: 'text/fhirpath',
        expression: `%resource.item.where(linkId = 'profession').answer.value.where(${WITHOUT_NOTES.map(code => `code = '${code}'`).join(' or ')}).empty()`,
      },
    },
  ],
}

/** The same for the script of the page, by option token. */
export const PATHWAY_CONDITIONS: Readonly<Record<string, readonly QuestionnaireItemEnableWhen[]>> = Object.fromEntries(
  NOTE_PATHWAYS.map(pathway => [
    `${CS.pathway}|${pathway}`,
    WITHOUT_NOTES.map(code => ({ question: 'profession', operator: '!=', answerCoding: own(CS.profession, code) })),
  ]),
)
