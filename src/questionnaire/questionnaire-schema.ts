import type { FhirResource, Questionnaire } from 'fhir/r4.js'
import { z } from 'zod'
import { fail, ok, type Result } from '../domain/result.ts'
import { coding, extensions, quantity, reference } from './element-schemas.ts'
import { formExcess, offeredExcess } from './form-limits.ts'
import { inEnglish } from './in-english.ts'
import { otherRelease } from './other-release.ts'
import { questionnaireProblems, undrawable } from './questionnaire-problems.ts'
import { schemaProblem } from './schema-problems.ts'
import { type ValueSets, withValueSets } from './value-sets.ts'

// Only to be refused: whatever it is, it may turn the meaning round.
const modifierExtension = z.array(z.looseObject({ url: z.string() })).optional()

const plainValues = {
  valueBoolean: z.boolean().optional(),
  valueDecimal: z.number().optional(),
  valueInteger: z.int().optional(),
  valueDate: z.string().optional(),
  valueDateTime: z.string().optional(),
  valueTime: z.string().optional(),
  valueString: z.string().optional(),
  valueUri: z.string().optional(),
  valueCoding: coding.optional(),
  valueQuantity: quantity.optional(),
  valueReference: reference.optional(),
}

const enableWhen = z.looseObject({
  modifierExtension,
  question: z.string(),
  operator: z.enum(['exists', '=', '!=', '>', '<', '>=', '<=']),
  answerBoolean: z.boolean().optional(),
  answerDecimal: z.number().optional(),
  answerInteger: z.int().optional(),
  answerDate: z.string().optional(),
  answerDateTime: z.string().optional(),
  answerTime: z.string().optional(),
  answerString: z.string().optional(),
  answerCoding: coding.optional(),
  answerQuantity: quantity.optional(),
  answerReference: reference.optional(),
})

const answerOption = z.looseObject({
  modifierExtension,
  extension: extensions,
  valueInteger: z.int().optional(),
  valueDate: z.string().optional(),
  valueTime: z.string().optional(),
  valueString: z.string().optional(),
  valueCoding: coding.optional(),
  valueReference: reference.optional(),
  initialSelected: z.boolean().optional(),
})

const itemType = z.enum([
  ...(['group', 'display', 'question', 'boolean', 'decimal', 'integer', 'date', 'dateTime', 'time', 'string'] as const),
  ...(['text', 'url', 'choice', 'open-choice', 'attachment', 'reference', 'quantity'] as const),
])

const item = z.looseObject({
  modifierExtension,
  extension: extensions,
  linkId: z.string().min(1),
  code: z.array(coding).optional(),
  prefix: z.string().optional(),
  text: z.string().optional(),
  type: itemType,
  enableWhen: z.array(enableWhen).optional(),
  enableBehavior: z.enum(['all', 'any']).optional(),
  required: z.boolean().optional(),
  repeats: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  maxLength: z.int().optional(),
  answerValueSet: z.string().optional(),
  answerOption: z.array(answerOption).optional(),
  initial: z.array(z.looseObject({ modifierExtension, ...plainValues })).optional(),
  get item() {
    return z.array(item).optional()
  },
})

const concepts = z.array(z.looseObject({ code: z.string(), display: z.string().optional() })).optional()
const valueSet = z.looseObject({
  resourceType: z.literal('ValueSet'),
  id: z.string().optional(),
  url: z.string().optional(),
  compose: z
    .looseObject({ include: z.array(z.looseObject({ system: z.string().optional(), concept: concepts })) })
    .optional(),
  expansion: z.looseObject({ contains: z.array(coding).optional() }).optional(),
})
// A contained resource that the engine does not read only has to be a resource.
const valueSetOrOther = z.union([
  valueSet,
  z.looseObject({ resourceType: z.string().refine(type => type !== 'ValueSet') }),
])
const contained = z.custom<FhirResource>(value => valueSetOrOther.safeParse(value).success)

const questionnaire = z.looseObject({
  resourceType: z.literal('Questionnaire'),
  modifierExtension,
  derivedFrom: z.array(z.string()).optional(),
  id: z.string().optional(),
  extension: extensions,
  contained: z.array(contained).optional(),
  url: z.string().optional(),
  version: z.string().optional(),
  title: z.string().optional(),
  // R4 wants one, many forms lack it, and nothing here depends on it.
  status: z.string().default('unknown'),
  item: z.array(item).optional(),
})

/** Nobody reads more of them. */
const MOST_PROBLEMS = 50

export interface Problems {
  readonly problems: readonly string[]
  /** It is not wrong but more than is taken: see form-limits.ts. */
  readonly isTooMuch?: boolean
}

/** A Questionnaire that can be drawn, with what keeps it from being used. */
export interface ReadQuestionnaire extends Problems {
  readonly questionnaire: Questionnaire
}

/** Any R4 Questionnaire that this form can ask in full, or what is wrong with it, each with the question. */
export function parseQuestionnaire(json: unknown, valueSets?: ValueSets): Result<Questionnaire, Problems> {
  const read = readQuestionnaire(json, valueSets)
  if (!read.ok) return read
  const { questionnaire, problems } = read.value
  return problems.length === 0 ? ok(questionnaire) : fail({ problems })
}

/** For those who write forms: what is understood is drawn, also where it must not be used yet. Lists that it only names come from `valueSets`. */
export function readQuestionnaire(
  json: unknown,
  valueSets: ValueSets = new Map(),
): Result<ReadQuestionnaire, Problems> {
  const excess = formExcess(json)
  if (excess.length > 0) return fail({ problems: excess, isTooMuch: true })
  const release = otherRelease(json)
  if (release !== undefined) return fail({ problems: [release] })
  const parsed = questionnaire.safeParse(inEnglish(json))
  if (!parsed.success) {
    return fail({
      problems: parsed.error.issues.slice(0, MOST_PROBLEMS).map(issue => schemaProblem(json, issue)),
    })
  }
  const status = STATUSES.find(each => each === parsed.data.status) ?? 'unknown'
  const found = withValueSets({ ...parsed.data, status }, valueSets)
  const offered = offeredExcess(found)
  if (offered.length > 0) return fail({ problems: offered, isTooMuch: true })
  const fatal = undrawable(found)
  if (fatal.length > 0) return fail({ problems: fatal.slice(0, MOST_PROBLEMS) })
  return ok({ questionnaire: found, problems: questionnaireProblems(found).slice(0, MOST_PROBLEMS) })
}

const STATUSES = ['draft', 'active', 'retired', 'unknown'] as const
