import type { FhirResource, OperationOutcomeIssue, Parameters, Questionnaire } from 'fhir/r4.js'
import { ok, type Result } from '../domain/result.ts'
import type { FormAnswer, FormCall } from '../form-processes/form-call.ts'
import { withAnswerExpressions } from '../questionnaire/answer-expressions.ts'
import { callersBudget } from '../questionnaire/fhir-path.ts'
import type { Problem } from '../questionnaire/items.ts'
import { populate } from '../questionnaire/populate.ts'
import { namesByLinkId } from '../questionnaire/question-name.ts'
import { questionnaireNotes } from '../questionnaire/questionnaire-notes.ts'
import { stoppedForm } from '../questionnaire/stopped-form.ts'
import type { ValueSets } from '../questionnaire/value-sets.ts'
import { issueOf, operationOutcome } from './operation-outcome.ts'
import { launchResources } from './populate-contexts.ts'
import { excessOf, excessOfAnswer, excessOfIssues, MOST_ERRORS } from './populate-limits.ts'
import { questionnaireOf, type Refusal, refused } from './populate-questionnaire.ts'
import { type PopulateRequest, readParameters } from './populate-request.ts'

export interface PopulateDeps {
  /** The Questionnaires that are known here by id, url and identifier. */
  readonly questionnaires: readonly Questionnaire[]
  /** Lists of answers that a form may name. */
  readonly valueSets: ValueSets
  readonly now: () => Date
}

type PopulateCall = Extract<FormCall, { to: 'populate' }>

/** The answer to one call of `Questionnaire/$populate`, from the bytes that came to the bytes that go. Runs in a process of its own. */
export async function answerPopulate({ id, sent }: PopulateCall, deps: PopulateDeps): Promise<FormAnswer> {
  const request = 'query' in sent ? ok(fromQuery(sent.query)) : fromBody(sent.body)
  const done = request.ok ? await populated(request.value, id, deps) : request
  if (!done.ok) return refusal(done.failure)
  const body = JSON.stringify(done.value)
  const excess = excessOfAnswer(body)
  return excess.length === 0 ? { status: 200, type: FHIR_JSON, body } : refusal({ status: 422, issues: excess })
}

const FHIR_JSON = 'application/fhir+json'

const refusal = ({ status, issues }: Refusal): FormAnswer => ({
  status,
  type: FHIR_JSON,
  body: JSON.stringify(operationOutcome(...issues.slice(0, MOST_ERRORS))),
})

/** A lone Questionnaire is taken as the parameter of that name. */
function fromBody(bytes: Uint8Array | undefined): Result<PopulateRequest, Refusal> {
  let body: unknown
  try {
    body = bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return refused(400, issueOf('error', 'structure', 'The body is not JSON.'))
  }
  const excess = excessOf(body)
  if (excess.length > 0) return refused(422, ...excess)
  const isQuestionnaire =
    typeof body === 'object' && body !== null && 'resourceType' in body && body.resourceType === 'Questionnaire'
  const read = isQuestionnaire
    ? readParameters({ resourceType: 'Parameters', parameter: [{ name: 'questionnaire', resource: body }] })
    : readParameters(body)
  return read.ok ? read : refused(400, ...read.failure)
}

function fromQuery(query: Readonly<Record<string, unknown>>): PopulateRequest {
  const text = (name: string): string | undefined => (typeof query[name] === 'string' ? query[name] : undefined)
  const [system, value] = text('identifier')?.split('|') ?? []
  const subject = text('subject')
  return {
    subject: subject === undefined ? undefined : { reference: subject },
    contexts: [],
    local: text('local') === 'true',
    sent: undefined,
    canonical: text('canonical') ?? text('questionnaire') ?? text('questionnaireRef'),
    identifier: system === undefined ? undefined : value === undefined ? { value: system } : { system, value },
  }
}

async function populated(
  request: PopulateRequest,
  id: string | undefined,
  { questionnaires, valueSets, now }: PopulateDeps,
): Promise<Result<Parameters, Refusal>> {
  const found = questionnaireOf(request, id, questionnaires, valueSets)
  if (!found.ok) return found
  const { launch, issues } = launchResources(found.value, request.contexts)
  const budget = callersBudget()
  const { subject } = request
  const base = { ...(subject === undefined ? {} : { subject }), authored: now().toISOString() }
  const questionnaire = withAnswerExpressions(found.value, launch, base.authored, budget)
  const { response, problems } = await populate(questionnaire, { launch, budget }, base)
  // Some of the answers are no answer: what a caller gets must not hang on how busy this machine is.
  const stopped = stoppedForm(questionnaire, budget)
  if (stopped !== undefined) return refused(422, tooCostly(stopped))
  const names = namesByLinkId(questionnaire.item)
  const all = [
    ...issues,
    ...(request.local
      ? [issueOf('information', 'not-supported', LOCAL, "Parameters.parameter.where(name = 'local')")]
      : []),
    ...problems.map(each => onItem(names, 'warning', 'incomplete', each)),
    ...questionnaireNotes(questionnaire).map(each => onItem(names, 'information', 'not-supported', each)),
  ]
  const excess = excessOfIssues(all.length)
  if (excess.length > 0) return refused(422, ...excess)
  return ok({
    resourceType: 'Parameters',
    parameter: [
      { name: 'response', resource: response },
      ...(all.length === 0 ? [] : [{ name: 'issues', resource: operationOutcome(...all) as FhirResource }]),
    ],
  })
}

const LOCAL = 'Nothing is known here about any subject: send what the form is to be filled in from as context.'

const tooCostly = ({ linkId, text }: Problem): OperationOutcomeIssue =>
  issueOf('error', 'too-costly', text, linkId === '' ? 'Questionnaire' : itemPath(linkId))

const onItem = (
  names: ReadonlyMap<string, string>,
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  { linkId, text }: Problem,
): OperationOutcomeIssue =>
  issueOf(severity, code, `${names.get(linkIdOf(linkId)) ?? 'The form'}: ${text}`, itemPath(linkId))

const itemPath = (linkId: string): string => `Questionnaire.descendants().where(linkId = '${plainLinkId(linkId)}')`

/** A later instance of a repeating group is `linkId~1` here; in the Questionnaire it is one item. */
const linkIdOf = (key: string): string => key.replace(/~[\d.]+$/, '')

const plainLinkId = (key: string): string => linkIdOf(key).replace(/[\\']/g, '\\$&')
