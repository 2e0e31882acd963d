/** The item types and elements by which a Questionnaire of another FHIR release is known: they mean nothing, or something else, in R4. */
const R5_ELEMENTS = ['answerConstraint', 'disabledDisplay', 'versionAlgorithmString', 'versionAlgorithmCoding']
const STU3_ELEMENTS = ['option', 'options', 'initialBoolean', 'initialString', 'initialCoding', 'initialDate']

/** Why a Questionnaire cannot be read as R4 although it is a fine one, or `undefined`. R4B has the same Questionnaire as R4. */
export function otherRelease(json: unknown): string | undefined {
  for (const element of elements(json)) {
    const at = typeof element.linkId === 'string' ? `Item "${element.linkId}"` : 'The Questionnaire'
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

/** The Questionnaire, its items and their conditions. */
function* elements(json: unknown): Generator<Record<string, unknown>> {
  if (!isRecord(json)) return
  yield json
  for (const name of ['item', 'enableWhen']) {
    const below = json[name]
    if (!Array.isArray(below)) continue
    for (const each of below) {
      if (isRecord(each) && typeof json.linkId === 'string' && name === 'enableWhen')
        yield { ...each, linkId: json.linkId }
      else yield* elements(each)
    }
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
