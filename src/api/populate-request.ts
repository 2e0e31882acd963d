import type { FhirResource, Identifier, OperationOutcomeIssue, Reference } from 'fhir/r4.js'
import { z } from 'zod'
import { fail, ok, type Result } from '../domain/result.ts'
import { issueOf } from './operation-outcome.ts'

/** One `context` of SDC $populate: a launchContext or a root variable by its name, with its resources as they were sent. */
export interface SentContext {
  readonly name: string
  readonly resources: readonly FhirResource[]
  /** Contents of which only a reference was sent. */
  readonly references: readonly string[]
}

export interface PopulateRequest {
  readonly subject: Reference | undefined
  readonly contexts: readonly SentContext[]
  readonly local: boolean
  /** The Questionnaire itself, not read yet. */
  readonly sent: unknown
  /** The Questionnaire by its url, its identifier or its id. */
  readonly canonical: string | undefined
  readonly identifier: Identifier | undefined
}

// FhirResource is a union of all R4 types; FHIRPath reads whatever is there, so it only has to be a resource.
// A schema takes longer to make than to use.
const anyResource = z.looseObject({ resourceType: z.string() })
const resource = z.custom<FhirResource>(value => anyResource.safeParse(value).success)
const reference = z.looseObject({ reference: z.string().optional(), display: z.string().optional() })
const identifier = z.looseObject({ system: z.string().optional(), value: z.string() })
const value = {
  resource: resource.optional(),
  valueReference: reference.optional(),
  valueString: z.string().optional(),
  valueCode: z.string().optional(),
  valueUri: z.string().optional(),
  valueCanonical: z.string().optional(),
  valueBoolean: z.boolean().optional(),
  valueIdentifier: identifier.optional(),
}
const part = z.looseObject({ name: z.string(), ...value })
const parameters = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.looseObject({ name: z.string(), ...value, part: z.array(part).optional() })).default([]),
})
type Parameter = z.infer<typeof parameters>['parameter'][number]

/** The parameters of a POST, or what is wrong with them, each with its element. */
export function readParameters(body: unknown): Result<PopulateRequest, OperationOutcomeIssue[]> {
  const parsed = parameters.safeParse(body)
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map(({ path, message }) =>
        issueOf('error', 'structure', message, elementPath(['Parameters', ...path.map(String)])),
      ),
    )
  }
  const all = parsed.data.parameter
  const one = (name: string): Parameter | undefined => all.find(each => each.name === name)
  const wrong = all.flatMap(wrongContext)
  if (wrong.length > 0) return fail(wrong)
  const [direct, byReference, byUrl] = [one('questionnaire'), one('questionnaireRef'), one('canonical')]
  return ok({
    subject: one('subject')?.valueReference ?? named(one('subject')),
    contexts: all.filter(each => each.name === 'context' || each.name === 'launchContext').map(contextOf),
    local: one('local')?.valueBoolean === true,
    sent: direct?.resource ?? byReference?.resource,
    canonical: [direct, byReference, byUrl].map(textOf).find(text => text !== undefined),
    identifier: one('identifier')?.valueIdentifier,
  })
}

const named = (parameter: Parameter | undefined): Reference | undefined =>
  parameter?.valueString === undefined ? undefined : { reference: parameter.valueString }

const textOf = (parameter: Parameter | undefined): string | undefined =>
  parameter?.valueReference?.reference ?? parameter?.valueCanonical ?? parameter?.valueUri ?? parameter?.valueString

const elementPath = (path: readonly string[]): string =>
  path.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')

function wrongContext({ name, part: parts = [] }: Parameter, index: number): OperationOutcomeIssue[] {
  if (name !== 'context' && name !== 'launchContext') return []
  const at = `Parameters.parameter[${index}]`
  const lacks = ['name', 'content'].filter(each => !parts.some(one => one.name === each))
  return lacks.map(each => issueOf('error', 'required', `A context needs a part "${each}".`, `${at}.part`))
}

function contextOf({ part: parts = [] }: Parameter): SentContext {
  const name = parts.find(each => each.name === 'name')
  const contents = parts.filter(each => each.name === 'content')
  return {
    name: name?.valueString ?? name?.valueCode ?? '',
    resources: contents.flatMap(each => each.resource ?? []),
    references: contents.flatMap(each => each.valueReference?.reference ?? []),
  }
}
