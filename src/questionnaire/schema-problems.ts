import type { z } from 'zod'
import { questionName } from './question-name.ts'

type Issue = z.core.$ZodIssue

/** What is wrong with the shape of a Questionnaire, in words for whoever wrote it: where it is, what is there, and what belongs there. */
export function schemaProblem(json: unknown, issue: Issue): string {
  const { question, rest, found } = placeOf(json, issue.path)
  if (question === undefined && rest.length === 0)
    return 'This is no Questionnaire: it must be a JSON object with "resourceType": "Questionnaire".'
  const [element] = rest
  if (element === 'resourceType')
    return `This is no Questionnaire: its "resourceType" must be "Questionnaire", and ${isThere(found)}.`
  if (rest[0] === 'contained')
    return `Contained resource ${Number(rest[1]) + 1} cannot be read: it must be a resource of FHIR R4, and a ValueSet with its codes.`
  const where = question ?? 'The Questionnaire'
  if (question !== undefined && rest.length === 0)
    return `${where} is no question: it must be an object in curly brackets, and ${isThere(found)}.`
  if (element === 'linkId' && (found === undefined || found === ''))
    return `${where} has no linkId: give it one that no other question of the form has.`
  if (element === 'type' && found === undefined) return `${where} has no type: give it one of ${wanted(issue)}.`
  if (element === 'type')
    return `${where} has a type that FHIR R4 does not have: it ${isThere(found)}. Use one of ${wanted(issue)}.`
  return `${where}: ${elementName(rest)} must be ${wanted(issue)}, and ${isThere(found)}.`
}

/** The innermost question that a path leads into, what of the path is left from there, and what stands at its end. */
function placeOf(json: unknown, path: readonly PropertyKey[]) {
  let found = json
  let place = ''
  let question: string | undefined
  let rest: PropertyKey[] = []
  for (const step of path) {
    const isQuestion = rest.length === 1 && rest[0] === 'item' && typeof step === 'number'
    found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined
    rest = isQuestion ? [] : [...rest, step]
    if (!isQuestion) continue
    place = `${place === '' ? '' : `${place}.`}${step + 1}`
    question = questionName(place, typeof found === 'object' && found !== null ? found : {})
  }
  return { question, rest, found }
}

/** `"operator" of enableWhen 1` */
function elementName(path: readonly PropertyKey[]): string {
  const names: string[] = []
  for (const step of path) {
    if (typeof step === 'number') names[0] = `${names[0]} ${step + 1}`
    else names.unshift(String(step))
  }
  const [own = '', ...above] = names
  return [/ \d+$/.test(own) ? own : `"${own}"`, ...above].join(' of ')
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number without quotes',
  int: 'a whole number without quotes',
  boolean: 'true or false, without quotes',
  array: 'a list in square brackets',
  object: 'an object in curly brackets',
}

function wanted(issue: Issue): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ')
  if (issue.code === 'invalid_type') return KINDS[issue.expected] ?? 'something else'
  return issue.code === 'too_small' ? 'a text that is not empty' : 'as FHIR R4 has it'
}

function isThere(found: unknown): string {
  if (found === undefined) return 'is missing'
  if (found === null) return 'is empty (null)'
  if (Array.isArray(found)) return 'is a list'
  if (typeof found === 'object') return 'is an object'
  if (typeof found === 'string') return `is "${found.slice(0, 40)}"`
  return `is ${String(found)}`
}
