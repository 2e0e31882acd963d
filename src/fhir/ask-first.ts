import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { onceForBoth } from '../domain/once-for.ts'
import type { WorkWellService } from '../domain/site.ts'

/** The published question that holds what a service asks first, each question with its answer: its own are data of its pack. */
export const ASK_FIRST = 'ask-first'
const PREFIX = `${ASK_FIRST}.`
const ANSWERS = ['Yes', 'No', 'Not known'] as const

type Asked = NonNullable<WorkWellService['askFirst']>

/** On the page each question of the pack has a place of its own for the answer, under the conditions and the level of the published one. */
export const askFirstItems = (item: QuestionnaireItem, asked: Asked | undefined): readonly QuestionnaireItem[] =>
  asked ? expanded(item, asked) : []

const expanded = onceForBoth((item: QuestionnaireItem, asked: Asked): QuestionnaireItem[] => {
  const { repeats: _one, maxLength: _choice, ...published } = item
  return asked.map(({ id, question }) => ({
    ...published,
    linkId: `${PREFIX}${id}`,
    text: question,
    type: 'choice',
    answerOption: ANSWERS.map(valueString => ({ valueString })),
  }))
})

/** The words of the published question. */
export const askFirstText = ({ item = [] }: Questionnaire): string =>
  item.find(each => each.linkId === ASK_FIRST)?.text ?? ASK_FIRST

/** What leaves is the published question: a hub need not know the pack to read what was asked and answered. */
export function withAskFirst(response: QuestionnaireResponse, text: string): QuestionnaireResponse {
  const items = response.item ?? []
  const isOwn = ({ linkId }: QuestionnaireResponseItem): boolean => linkId.startsWith(PREFIX)
  const answer = items
    .filter(isOwn)
    .flatMap(({ text: question = '', answer: given = [] }) =>
      given.flatMap(({ valueString }) => (valueString ? [{ valueString: `${question} ${valueString}` }] : [])),
    )
  const first = items.findIndex(isOwn)
  if (first < 0) return response
  const whole = answer.length > 0 ? [{ linkId: ASK_FIRST, text, answer }] : []
  return { ...response, item: [...items.slice(0, first), ...whole, ...items.slice(first).filter(each => !isOwn(each))] }
}
