import type { Coding, Quantity, Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { z } from 'zod'
import { numberText, toEightPlaces } from '../domain/number-text.ts'
import { CS } from '../fhir/systems.ts'
import { tokenOf } from './answer-fields.ts'
import { answerProblem } from './answer-problem.ts'
import type { Answer } from './answer-value.ts'
import { fixedUnit } from './item-properties.ts'
import { londonClock } from './london-time.ts'
import { type AnswerOption, optionsOf } from './options.ts'
import { codedUnit } from './read-answer.ts'

const coding = z.object({ system: z.string().optional(), code: z.string().optional(), display: z.string().optional() })
const concept = z.object({ coding: z.array(coding).min(1), text: z.string().optional() })
const quantity = z.object({
  value: z.number(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
  unit: z.string().optional(),
  system: z.string().optional(),
  code: z.string().optional(),
})

/** The answer that a value from the record gives to an item, or `undefined` where it does not fit the question. */
export function answerFromValue(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
  value: unknown,
): Answer | undefined {
  const options = optionsOf(questionnaire, item)
  const answer = options.length > 0 || item.type.endsWith('choice') ? chosen(item, value, options) : plain(item, value)
  return answer !== undefined &&
    answerProblem({ ...item, extension: withoutRange(item) }, answer, options) === undefined
    ? answer
    : undefined
}

// A prefilled answer out of range is shown with the question, where the clinician can put it right.
const withoutRange = (item: QuestionnaireItem) => item.extension?.filter(each => each.valueCoding !== undefined)

function plain(item: QuestionnaireItem, value: unknown): Answer | undefined {
  switch (item.type) {
    case 'boolean':
      return typeof value === 'boolean' ? { valueBoolean: value } : undefined
    case 'integer':
      return typeof value === 'number' ? { valueInteger: value } : undefined
    case 'decimal':
      return typeof value === 'number' ? { valueDecimal: value } : undefined
    case 'date':
      return typeof value === 'string' ? { valueDate: dayOf(value) } : undefined
    case 'dateTime':
      return typeof value === 'string' ? { valueDateTime: value } : undefined
    case 'time':
      return typeof value === 'string' ? { valueTime: value.length === 5 ? `${value}:00` : value } : undefined
    case 'url':
      return typeof value === 'string' ? { valueUri: value } : undefined
    case 'string':
    case 'text':
      return typeof value === 'string' || typeof value === 'number'
        ? { valueString: (typeof value === 'number' ? numberText(value) : value).trim() }
        : undefined
    case 'quantity':
      return measured(item, value)
    case 'reference':
      return referred(value)
    case 'attachment':
      return attached(value)
    default:
      return undefined
  }
}

/** A reference, or one to a resource that was found. */
function referred(value: unknown): Answer | undefined {
  const found = z.looseObject({ resourceType: z.string(), id: z.string() }).safeParse(value)
  if (found.success) return { valueReference: { reference: `${found.data.resourceType}/${found.data.id}` } }
  const parsed = z.looseObject({ reference: z.string(), display: z.string().optional() }).safeParse(value)
  return parsed.success ? { valueReference: parsed.data } : undefined
}

function attached(value: unknown): Answer | undefined {
  const parsed = z.looseObject({ contentType: z.string(), title: z.string().optional() }).safeParse(value)
  return parsed.success ? { valueAttachment: parsed.data } : undefined
}

/** The calendar day of an instant is London's. */
const dayOf = (moment: string): string =>
  moment.includes('T') && !Number.isNaN(Date.parse(moment)) ? londonClock(moment).day : moment

function measured(item: QuestionnaireItem, value: unknown): Answer | undefined {
  const unit = fixedUnit(item)
  if (typeof value === 'number') return { valueQuantity: { value, ...(unit === undefined ? {} : codedUnit(unit)) } }
  const parsed = quantity.safeParse(typeof value === 'string' ? fromText(value) : value)
  return parsed.success ? { valueQuantity: parsed.data } : undefined
}

/** A quantity that FHIRPath worked out: `70.5 'kg'`, in UCUM. */
function fromText(text: string): Quantity | undefined {
  const [, number, code] = /^(-?\d+(?:\.\d+)?(?:e-?\d+)?) '([^']+)'$/.exec(text) ?? []
  return code === undefined ? undefined : { value: toEightPlaces(Number(number)), unit: code, system: CS.ucum, code }
}

function chosen(item: QuestionnaireItem, value: unknown, options: readonly AnswerOption[]): Answer | undefined {
  const asked = codingsIn(value)
  for (const each of asked) {
    const token = tokenOf({ valueCoding: each }, options)
    const option = options.find(one => one.token === token)
    if (option !== undefined) return option.answer
  }
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value)
    const option = options.find(
      one => one.answer.valueCoding?.code === text || one.display === text || one.answer.valueInteger === value,
    )
    if (option !== undefined) return option.answer
    return item.type === 'open-choice' ? { valueString: text } : undefined
  }
  const [first] = asked
  return item.type === 'open-choice' && first !== undefined ? { valueCoding: first } : undefined
}

function codingsIn(value: unknown): Coding[] {
  const asConcept = concept.safeParse(value)
  if (asConcept.success) return asConcept.data.coding
  const asCoding = coding.safeParse(value)
  return asCoding.success && asCoding.data.code !== undefined ? [asCoding.data] : []
}
