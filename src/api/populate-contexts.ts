import type { FhirResource, OperationOutcomeIssue, Questionnaire } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { contextName } from '../questionnaire/variables.ts'
import { issueOf } from './operation-outcome.ts'
import type { SentContext } from './populate-request.ts'

type Launch = Record<string, FhirResource | readonly FhirResource[] | undefined>

/**
 * What the expressions of a Questionnaire can speak of, by name, from the contexts that were sent. A name that was not sent is
 * taken from the one resource of the type that the Questionnaire declares for it; a mere reference is not followed.
 */
export function launchResources(
  questionnaire: Questionnaire,
  contexts: readonly SentContext[],
): { readonly launch: Launch; readonly issues: readonly OperationOutcomeIssue[] } {
  const sent = contexts.flatMap(context => context.resources)
  const issues: OperationOutcomeIssue[] = []
  const byName = new Map<string, readonly FhirResource[]>()
  for (const { name, resources, references } of contexts) {
    const referred = references.flatMap(reference => {
      const found = sent.find(resource => `${resource.resourceType}/${resource.id}` === reference)
      if (found === undefined) issues.push(notFollowed(name, reference))
      return found ?? []
    })
    byName.set(name, [...(byName.get(name) ?? []), ...resources, ...referred])
  }
  for (const declared of (questionnaire.extension ?? []).filter(each => each.url === EXT.launchContext)) {
    const types = (declared.extension ?? []).flatMap(part => (part.url === 'type' ? (part.valueCode ?? []) : []))
    const ofType = sent.filter(resource => types.includes(resource.resourceType))
    for (const name of contextName(declared)) {
      if ((byName.get(name) ?? []).length === 0 && ofType.length === 1) byName.set(name, ofType)
    }
  }
  // Whatever a caller names them: `__proto__` and `constructor` are names like any other.
  const launch = Object.fromEntries([...byName].map(([name, all]) => [name, all.length > 1 ? all : all[0]]))
  return { launch, issues }
}

const notFollowed = (name: string, reference: string): OperationOutcomeIssue =>
  issueOf(
    'warning',
    'not-supported',
    `The context "${name.slice(0, 200)}" is only a reference (${reference.slice(0, 200)}), which is not followed: send the resource.`,
    "Parameters.parameter.where(name = 'context').part.where(name = 'content')",
  )
