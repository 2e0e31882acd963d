import { json, type RequestHandler, Router } from 'express'
import type { FhirResource, OperationOutcomeIssue, Parameters, Questionnaire } from 'fhir/r4.js'
import { fail, ok, type Result } from '../domain/result.ts'
import { withAnswerExpressions } from '../questionnaire/answer-expressions.ts'
import { timeBudget } from '../questionnaire/fhir-path.ts'
import { populate } from '../questionnaire/populate.ts'
import { questionnaireNotes } from '../questionnaire/questionnaire-notes.ts'
import { readQuestionnaire } from '../questionnaire/questionnaire-schema.ts'
import type { ValueSets } from '../questionnaire/value-sets.ts'
import { issueOf, operationOutcome } from './operation-outcome.ts'
import { launchResources } from './populate-contexts.ts'
import { type PopulateRequest, readParameters } from './populate-request.ts'

export interface PopulateDeps {
  /** The Questionnaires that are known here by id, url and identifier. */
  readonly questionnaires: readonly Questionnaire[]
  /** Lists of answers that a form may name. */
  readonly valueSets: ValueSets
  readonly now: () => Date
}

interface Refusal {
  readonly status: number
  readonly issues: readonly OperationOutcomeIssue[]
}

const LARGEST_BODY = '4mb'
const FHIR_JSON = 'application/fhir+json'

/**
 * SDC `Questionnaire/$populate` (SDC 3 and 4). Open to everybody: it fills in from what the caller sends and from nothing else, so
 * there is no patient's data here to be had, and no other server is asked (ADR 0008).
 */
export function createPopulateOperation(deps: PopulateDeps): Router {
  const answer =
    (requestOf: (req: Sent) => Result<PopulateRequest, OperationOutcomeIssue[]>): RequestHandler =>
    async (req, res) => {
      const id = typeof req.params.id === 'string' ? req.params.id : undefined
      const request = requestOf({ body: req.body, query: req.query })
      const done: Result<Parameters, Refusal> = request.ok
        ? await populated(request.value, id, deps)
        : fail({ status: 400, issues: request.failure })
      res.status(done.ok ? 200 : done.failure.status).type(FHIR_JSON)
      res.send(JSON.stringify(done.ok ? done.value : operationOutcome(...done.failure.issues)))
    }
  const body = json({ type: [FHIR_JSON, 'application/json', 'text/json'], limit: LARGEST_BODY })
  const post = answer(({ body: sent }) => fromBody(sent))
  const get = answer(({ query }) => ok(fromQuery(query)))

  const router = Router()
  router.post('/fhir/Questionnaire/\\$populate', body, post)
  router.post('/fhir/Questionnaire/:id/\\$populate', body, post)
  router.get('/fhir/Questionnaire/\\$populate', get)
  router.get('/fhir/Questionnaire/:id/\\$populate', get)
  return router
}

interface Sent {
  readonly body: unknown
  readonly query: Record<string, unknown>
}

/** A lone Questionnaire is taken as the parameter of that name. */
function fromBody(body: unknown): Result<PopulateRequest, OperationOutcomeIssue[]> {
  const isQuestionnaire =
    typeof body === 'object' && body !== null && 'resourceType' in body && body.resourceType === 'Questionnaire'
  return isQuestionnaire
    ? readParameters({ resourceType: 'Parameters', parameter: [{ name: 'questionnaire', resource: body }] })
    : readParameters(body)
}

function fromQuery(query: Record<string, unknown>): PopulateRequest {
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
  const budget = timeBudget()
  const questionnaire = withAnswerExpressions(found.value, launch, budget)
  const { subject } = request
  const base = { ...(subject === undefined ? {} : { subject }), authored: now().toISOString() }
  const { response, problems } = await populate(questionnaire, { launch, budget }, base)
  const all = [
    ...issues,
    ...(request.local
      ? [issueOf('information', 'not-supported', LOCAL, "Parameters.parameter.where(name = 'local')")]
      : []),
    ...problems.map(each => onItem('warning', 'incomplete', each)),
    ...questionnaireNotes(questionnaire).map(each => onItem('information', 'not-supported', each)),
  ]
  return ok({
    resourceType: 'Parameters',
    parameter: [
      { name: 'response', resource: response },
      ...(all.length === 0 ? [] : [{ name: 'issues', resource: operationOutcome(...all) as FhirResource }]),
    ],
  })
}

const LOCAL = 'Nothing is known here about any subject: send what the form is to be filled in from as context.'

const onItem = (
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  { linkId, text }: { readonly linkId: string; readonly text: string },
): OperationOutcomeIssue =>
  issueOf(
    severity,
    code,
    `Item "${linkId}": ${text}`,
    `Questionnaire.descendants().where(linkId = '${plainLinkId(linkId)}')`,
  )

/** A later instance of a repeating group is `linkId~1` here; in the Questionnaire it is one item. */
const plainLinkId = (key: string): string => key.replace(/~[\d.]+$/, '').replace(/[\\']/g, '\\$&')

function questionnaireOf(
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
    : refused(422, ...read.failure.problems.map(problem => issueOf('error', 'invalid', problem, at)))
}

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

const refused = (status: number, ...issues: OperationOutcomeIssue[]): Result<never, Refusal> => fail({ status, issues })
