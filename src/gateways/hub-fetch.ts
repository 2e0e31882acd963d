import type { FhirResource } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { type HubTask, hubRequest, hubRole } from '../fhir/hub-resources.ts'
import type { Fetched } from '../fhir/referral-view.ts'
import type { ResourceType } from './fhir-answer.ts'
import type { FhirClient } from './fhir-client.ts'

/** Short enough for any server's limit on the length of a URL. */
const IDS_IN_ONE_SEARCH = 25

const REFERRED: readonly ResourceType[] = [
  'Patient',
  'ServiceRequest',
  'QuestionnaireResponse',
  'PractitionerRole',
  'Practitioner',
  'Organization',
  'Condition',
  'Observation',
]

/** The resources behind these references, a type at a time; what the hub does not have is left out. */
export async function fetchAll(
  client: FhirClient,
  references: readonly string[],
): Promise<Result<Fetched, GatewayFailure>> {
  const searches = REFERRED.flatMap(type => {
    const ids = [...new Set(references.filter(each => each.startsWith(`${type}/`)))].map(each =>
      each.slice(type.length + 1),
    )
    return chunks(ids).map(some => client.search(type, { _id: some.join(','), _count: String(some.length) }))
  })
  const found = new Map<string, FhirResource>()
  for (const page of await Promise.all(searches)) {
    if (!page.ok) return page
    for (const resource of page.value) found.set(`${resource.resourceType}/${resource.id}`, resource)
  }
  return ok(found)
}

const chunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / IDS_IN_ONE_SEARCH) }, (_, index) =>
    ids.slice(index * IDS_IN_ONE_SEARCH, (index + 1) * IDS_IN_ONE_SEARCH),
  )

/** Two rounds: what the Tasks point at, then what those point at. */
export async function fetchAround(
  client: FhirClient,
  tasks: readonly HubTask[],
  depth: 'glance' | 'all',
): Promise<Result<Fetched, GatewayFailure>> {
  const first = await fetchAll(
    client,
    tasks.flatMap(task =>
      [task.focus, task.for, task.requester, ...task.input.map(each => each.valueReference)].flatMap(
        each => each?.reference ?? [],
      ),
    ),
  )
  if (!first.ok) return first
  const next = [...first.value.values()].flatMap(resource => {
    const role = hubRole.safeParse(resource).data
    const request = depth === 'all' ? hubRequest.safeParse(resource).data : undefined
    return [
      role?.practitioner,
      role?.organization,
      ...(request?.reasonReference ?? []),
      ...(request?.supportingInfo ?? []),
    ]
  })
  const second = await fetchAll(
    client,
    next.flatMap(each => each?.reference ?? []),
  )
  return second.ok ? ok(new Map([...first.value, ...second.value])) : second
}
