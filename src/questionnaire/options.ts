import type { Coding, Questionnaire, QuestionnaireItem, Resource, ValueSet } from 'fhir/r4.js'
import { onceFor, onceForBoth } from '../domain/once-for.ts'
import { EXT } from '../fhir/systems.ts'
import { answerText } from './answer-text.ts'
import { type Answer, type AnswerValue, answerValue } from './answer-value.ts'
import { extensionOf } from './item-properties.ts'

/** One answer that an item offers. `token` is what a form field carries: stable, and never shown. */
export interface AnswerOption {
  readonly token: string
  readonly display: string
  readonly answer: Answer
  readonly prefix?: string
  readonly exclusive: boolean
  readonly selected: boolean
}

/** `system|code` for a coding, `text|words` and the like for plain values. */
export function optionToken(value: AnswerValue): string {
  switch (value.is) {
    case 'coding':
      return `${value.value.system ?? ''}|${value.value.code ?? value.value.display ?? ''}`
    case 'number':
      return `number|${value.value}`
    case 'date':
    case 'time':
      return `${value.is}|${value.value}`
    case 'string':
      return `text|${value.value}`
    case 'reference':
      return `reference|${value.value.reference ?? value.value.display ?? ''}`
    default:
      return ''
  }
}

/** The options of an item in their order: its answerOption, else its value set where that is inside the Questionnaire. */
export function optionsOf({ contained }: Questionnaire, item: QuestionnaireItem): readonly AnswerOption[] {
  return item.answerValueSet === undefined || contained === undefined
    ? ownOptions(item)
    : listedOptions(item, contained)
}

const ownOptions = onceFor((item: QuestionnaireItem) => eachOnce(fromAnswerOptions(item)))

const listedOptions = onceForBoth((item: QuestionnaireItem, contained: readonly Resource[]) =>
  eachOnce([...fromAnswerOptions(item), ...fromValueSet(contained, item)]),
)

function eachOnce(options: readonly AnswerOption[]): readonly AnswerOption[] {
  const seen = new Set<string>()
  return options.filter(option => {
    const fresh = option.token !== '' && !seen.has(option.token)
    seen.add(option.token)
    return fresh
  })
}

function fromAnswerOptions(item: QuestionnaireItem): AnswerOption[] {
  return (item.answerOption ?? []).flatMap(option => {
    const value = answerValue(option)
    if (value === undefined) return []
    const { extension, initialSelected, id: _id, ...answer } = option
    const prefix = extensionOf({ extension }, EXT.optionPrefix)?.valueString
    return {
      token: optionToken(value),
      display: answerText(value),
      answer,
      ...(prefix === undefined ? {} : { prefix }),
      exclusive: extensionOf({ extension }, EXT.optionExclusive)?.valueBoolean === true,
      selected: initialSelected === true,
    }
  })
}

function fromValueSet(contained: readonly Resource[], item: QuestionnaireItem): AnswerOption[] {
  const wanted = item.answerValueSet
  if (wanted === undefined) return []
  const set = contained
    .filter(each => isValueSet(each))
    .find(each => wanted === `#${each.id}` || (each.url !== undefined && wanted === each.url))
  return codingsOf(set).map(coding => ({
    token: optionToken({ is: 'coding', value: coding }),
    display: coding.display ?? coding.code ?? '',
    answer: { valueCoding: coding },
    exclusive: false,
    selected: false,
  }))
}

const isValueSet = (resource: Resource): resource is ValueSet => resource.resourceType === 'ValueSet'

function codingsOf(set: ValueSet | undefined): Coding[] {
  const expanded = (set?.expansion?.contains ?? []).filter(each => each.abstract !== true && each.code !== undefined)
  if (expanded.length > 0) return expanded.map(each => coding(each.system, each.code, each.display))
  return (set?.compose?.include ?? []).flatMap(include =>
    (include.concept ?? []).map(concept => coding(include.system, concept.code, concept.display)),
  )
}

const coding = (system: string | undefined, code: string | undefined, display: string | undefined): Coding => ({
  ...(system === undefined ? {} : { system }),
  ...(code === undefined ? {} : { code }),
  ...(display === undefined ? {} : { display }),
})
