import type { OperationOutcomeIssue, Questionnaire } from 'fhir/r4.js'
import { fail, ok, type Result } from '../domain/result.ts'
import { type Problems, readQuestionnaire } from '../questionnaire/questionnaire-schema.ts'
import type { ValueSets } from '../questionnaire/value-sets.ts'
import { issueOf } from './operation-outcome.ts'
import type { PopulateRequest } from './populate-request.ts'

export interface Refusal {
  readonly status: number
  readonly issues: readonly OperationOutcomeIssue[]
}

/** The Questionnaire that a request is about: one that is known here, or the one that was sent. */
export function questionnaireOf(
  request: PopulateRequest,
  id: string | undefined,
  known: readonly Questionnaire[],
  valueSets: ValueSets,
): Result<Questionnaire, Refusal> {
  if (id !== undefined)
    return held(
      known.find(each => each.id === id),
      `Questionnaire/${id}`,
    )
  const { sent, canonical, identifier } = request
  const ways = [sent, canonical, identifier].filter(each => each !== undefined).length
  if (ways === 0)
    return refused(
      400,
      issueOf(
        'error',
        'required',
        'Say which Questionnaire: questionnaire, questionnaireRef, canonical or identifier.',
        'Parameters.parameter',
      ),
    )
  if (ways > 1)
    return refused(400, issueOf('error', 'invalid', 'Say only once which Questionnaire.', 'Parameters.parameter'))
  if (canonical !== undefined)
    return held(
      known.find(each => isCalled(each, canonical)),
      canonical,
    )
  if (identifier !== undefined) {
    const same = known.find(each =>
      each.identifier?.some(one => one.system === identifier.system && one.value === identifier.value),
    )
    return held(same, `${identifier.system ?? ''}|${identifier.value ?? ''}`)
  }
  const read = readQuestionnaire(sent, valueSets)
  const at = "Parameters.parameter.where(name = 'questionnaire').resource"
  return read.ok
    ? ok(read.value.questionnaire)
    : refused(422, ...read.failure.problems.map(problem => issueOf('error', codeOf(read.failure), problem, at)))
}

const codeOf = ({ isTooMuch }: Problems) => (isTooMuch === true ? 'too-long' : 'invalid')

/** By url, with or without version, or as a reference to it. */
function isCalled({ id, url, version }: Questionnaire, name: string): boolean {
  const [wanted, wantedVersion] = name.split('|')
  if (wanted === `Questionnaire/${id}`) return true
  return url !== undefined && wanted === url && (wantedVersion === undefined || wantedVersion === version)
}

const held = (found: Questionnaire | undefined, name: string): Result<Questionnaire, Refusal> =>
  found === undefined
    ? refused(
        404,
        issueOf(
          'error',
          'not-found',
          `The Questionnaire ${name.slice(0, 200)} is not known here. Send it as the parameter "questionnaire".`,
        ),
      )
    : ok(found)

export const refused = (status: number, ...issues: OperationOutcomeIssue[]): Result<never, Refusal> =>
  fail({ status, issues })
