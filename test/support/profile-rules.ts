import { readdirSync, readFileSync } from 'node:fs'
import type { Bundle, ElementDefinition, Resource, StructureDefinition } from 'fhir/r4.js'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4/index.js'

interface Rule {
  readonly said: string
  readonly holds: (resource: Resource, environment: object) => unknown
}

const PROFILES = new URL('../../profiles/fhir/', import.meta.url)

/** The rules that our profiles put on a resource and on the elements in it, by the profile's address. */
const RULES: ReadonlyMap<string, readonly Rule[]> = new Map(
  readdirSync(PROFILES)
    .filter(file => file.startsWith('StructureDefinition-'))
    .map(file => JSON.parse(readFileSync(new URL(file, PROFILES), 'utf8')) as StructureDefinition)
    .map(({ url, snapshot }) => [url, rulesIn(snapshot?.element ?? [])]),
)

function rulesIn(elements: readonly ElementDefinition[]): Rule[] {
  return elements.flatMap(({ id = '', constraint = [] }) =>
    constraint
      .filter(({ key }) => key.startsWith('ww-'))
      .map(({ key, expression = 'false' }) => ({
        said: `${id}: ${key}`,
        holds: fhirpath.compile(`${placeOf(id, elements)}.all(${expression})`, r4),
      })),
  )
}

/** Where the elements of a definition stand. A slice is told from its neighbours by the one value that the profile fixes in it. */
function placeOf(id: string, elements: readonly ElementDefinition[]): string {
  const steps = id.split('.')
  return steps
    .map((step, index) => {
      const [name = '', slice] = step.replace('[x]', '').split(':')
      if (slice === undefined) return name
      const fixed = new Map(elements.map(each => [each.id, each]))
      const inSlice = (member: string) => fixed.get(`${steps.slice(0, index + 1).join('.')}.${member}`)
      const system = inSlice('system')?.fixedUri
      const [type] = inSlice('type')?.patternCodeableConcept?.coding ?? []
      if (system) return `${name}.where(system = '${system}')`
      if (type) return `${name}.where(type.coding.where(system = '${type.system}' and code = '${type.code}').exists())`
      throw new Error(`what tells the slice ${id} from others is not understood`)
    })
    .join('.')
}

const profilesOf = (resource: Resource): readonly string[] => resource.meta?.profile ?? []
const innerOf = (resource: Resource): Resource[] =>
  resource.resourceType === 'Bundle' ? ((resource as Bundle).entry ?? []).flatMap(each => each.resource ?? []) : []

/** The rules of a message's profile, and of the profiles of its entries, that do not hold; told by another FHIRPath engine than HAPI's. */
export function brokenRules(resource: Resource, whole: Resource = resource): string[] {
  const own = profilesOf(resource).flatMap(profile => RULES.get(profile) ?? [])
  return [
    ...own
      .filter(({ holds }) => JSON.stringify(holds(resource, { resource, rootResource: whole })) !== '[true]')
      .map(({ said }) => said),
    ...innerOf(resource).flatMap(each => brokenRules(each, whole)),
  ]
}
