import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js'
import { numberText } from '../domain/number-text.ts'
import { type Answer, answerValue } from './answer-value.ts'
import { sameCoding } from './compare-answers.ts'
import { fieldName, fieldParts, HERE, OTHER } from './field-names.ts'
import { allNodes, type FormNode, formTree } from './form-tree.ts'
import { asksBeneathAnswers } from './item-properties.ts'
import { londonClock } from './london-time.ts'
import { type AnswerOption, optionsOf, optionToken } from './options.ts'

/** What each field of an item shows for its answers: part of the name -> one text an answer. */
export type FieldTexts = ReadonlyMap<string, readonly string[]>

export function answerFields(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
  answers: readonly Answer[],
): FieldTexts {
  const options = optionsOf(questionnaire, item)
  const rows = answers.map(answer => row(item, answer, options))
  return new Map(
    fieldParts(item).map(part => {
      const texts = rows.map(each => each[part] ?? '')
      // "Other" has one box, however many options are ticked.
      return [part, part === 'other' ? texts.filter(text => text !== '').slice(0, 1) : texts]
    }),
  )
}

/** The whole form as a browser would send it back: the inverse of reading a form body. */
export function formFromResponse(
  questionnaire: Questionnaire,
  response: QuestionnaireResponse,
): Record<string, string | string[]> {
  const nodes = allNodes(formTree(questionnaire, response))
  const here = nodes.filter(node => asksBeneathAnswers(node.item)).map(node => node.key)
  return Object.fromEntries([
    ...(here.length > 0 ? [[HERE, here] as const] : []),
    ...nodes.flatMap(node => [
      ...instanceField(node),
      ...[...answerFields(questionnaire, node.item, node.answers)].flatMap(
        ([part, texts]): [string, string | string[]][] => {
          const [only, ...more] = texts
          if (only === undefined) return []
          return [[fieldName(node.key, part), more.length === 0 ? only : [...texts]]]
        },
      ),
    ]),
  ])
}

const instanceField = (node: FormNode): [string, string][] =>
  node.item.type === 'group' && node.item.repeats === true ? [[node.key, 'here']] : []

function row(item: QuestionnaireItem, answer: Answer, options: readonly AnswerOption[]): Record<string, string> {
  const value = answerValue(answer)
  if (value === undefined) return {}
  if (item.type === 'choice' || item.type === 'open-choice') {
    const token = tokenOf(answer, options)
    if (token !== undefined) return { '': token }
    return value.is === 'string' ? { '': OTHER, other: value.value } : { '': optionToken(value) }
  }
  switch (value.is) {
    case 'boolean':
      return { '': String(value.value) }
    case 'number':
      return { '': numberText(value.value) }
    case 'date':
      return dateParts(value.value)
    case 'dateTime': {
      if (!value.value.includes('T')) return dateParts(value.value)
      const { day, time } = londonClock(value.value)
      return { ...dateParts(day), time }
    }
    case 'time':
      return { '': value.value.replace(/^(\d\d:\d\d):00(\.0+)?$/, '$1') }
    case 'string':
    case 'uri':
      return { '': value.value }
    case 'quantity':
      return {
        '': value.value.value === undefined ? '' : numberText(value.value.value),
        unit: value.value.unit ?? value.value.code ?? '',
      }
    default:
      return {}
  }
}

/** The option that an answer means, also where the answer's coding says less or more than the option's. */
export function tokenOf(answer: Answer, options: readonly AnswerOption[]): string | undefined {
  const value = answerValue(answer)
  if (value === undefined) return undefined
  const token = optionToken(value)
  return options.find(option => {
    const offered = answerValue(option.answer)
    return (
      option.token === token ||
      (value.is === 'coding' && offered?.is === 'coding' && sameCoding(value.value, offered.value))
    )
  })?.token
}

function dateParts(date: string): Record<string, string> {
  const [year = '', month = '', day = ''] = date.split('-')
  const plain = (digits: string): string => digits.replace(/^0/, '')
  return { day: plain(day), month: plain(month), year }
}
