import { questionName } from './question-name.ts'

/** The item types and elements by which a Questionnaire of another FHIR release is known: they mean nothing, or something else, in R4. */
const R5_ELEMENTS = ['answerConstraint', 'disabledDisplay', 'versionAlgorithmString', 'versionAlgorithmCoding']
const STU3_ELEMENTS = ['option', 'options', 'initialBoolean', 'initialString', 'initialCoding', 'initialDate']

/** Why a Questionnaire cannot be read as R4 although it is a fine one, or `undefined`. R4B has the same Questionnaire as R4. */
export function otherRelease(json: unknown): string | undefined {
  for (const { element, at } of elements(json)) {
    const r5 = element.type === 'coding' ? 'the type "coding"' : quoted(R5_ELEMENTS, element)
    if (r5 !== undefined) return says(at, r5, 'R5', 'In R4 the type is "choice" or "open-choice".')
    const stu3 = isOldCondition(element) ? 'an enableWhen without operator' : quoted(STU3_ELEMENTS, element)
    if (stu3 !== undefined)
      return says(
        at,
        stu3,
        'STU3',
        'In R4 these are answerOption, answerValueSet, initial and enableWhen with an operator.',
      )
  }
  return undefined
}

const isOldCondition = (element: object): boolean => 'question' in element && !('operator' in element)

const says = (at: string, what: string, release: string, inR4: string): string =>
  `${at} has ${what}: this Questionnaire is written in FHIR ${release}, and this form reads FHIR R4. ${inR4}`

const quoted = (names: readonly string[], element: object): string | undefined => {
  const name = names.find(each => Object.hasOwn(element, each))
  return name === undefined ? undefined : `the element "${name}"`
}

/** The Questionnaire, its items and their conditions, each with the name of the question that it belongs to. */
function* elements(json: unknown, place = ''): Generator<{ element: Record<string, unknown>; at: string }> {
  if (!isRecord(json)) return
  const at = place === '' ? 'The Questionnaire' : questionName(place, json)
  yield { element: json, at }
  const { enableWhen, item } = json
  for (const element of Array.isArray(enableWhen) ? enableWhen : []) if (isRecord(element)) yield { element, at }
  for (const [index, below] of (Array.isArray(item) ? item : []).entries())
    yield* elements(below, `${place === '' ? '' : `${place}.`}${index + 1}`)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
