import { at, isList, isObject, type Json, type JsonObject, type Path, placesIn, put } from './json-paths.ts'
import type { Mutant } from './single-mutants.ts'

/** A message with one fault that shows only across its resources, or in how they are sent. */
export function bundleMutants(name: string, bundle: JsonObject): Mutant[] {
  const entries = isList(bundle.entry) ? bundle.entry : []
  const typeOf = (index: number): string => String(at(bundle, ['entry', index, 'resource', 'resourceType']))
  const mutant = (fault: string, element: string, resource: Json): Mutant => ({
    fault,
    element,
    name: `${name}: ${fault} (${element})`,
    resource: resource as JsonObject,
  })
  const each = entries.flatMap((entry, index) =>
    ofEntry(bundle, index, entry).map(({ fault, next }) => mutant(fault, `${typeOf(index)} ${index}`, next)),
  )
  const references = placesIn(bundle)
    .filter(({ path, value }) => path.at(-1) === 'reference' && typeof value === 'string')
    .flatMap(({ path, value }) =>
      strayed(bundle, path, String(value)).map(({ fault, next }) => mutant(fault, where(path, typeOf), next)),
    )
  const numbers = placesIn(bundle)
    .filter(
      ({ path, value }) =>
        path.at(-1) === 'value' && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(String(value)) && path.includes('identifier'),
    )
    .map(({ path, value }) =>
      mutant(
        'the number of another referral',
        where(path, typeOf),
        put(bundle, path, `0${OTHER.slice(1)}${String(value).slice(36)}`),
      ),
    )
  const whole = ofBundle(bundle).map(({ fault, next }) => mutant(fault, 'Bundle', next))
  return [...each, ...references, ...(numbers.length > 1 ? numbers : []), ...whole, ...levels(bundle, mutant)]
}

const OTHER = 'f1111111-1111-4111-8111-111111111111'
const URN = `urn:uuid:${OTHER}`

const where = (path: Path, typeOf: (index: number) => string): string =>
  [typeOf(Number(path[1])), ...path.slice(3)].join('.')

interface Change {
  readonly fault: string
  readonly next: Json
}

/** Left out, there twice, sent another way. */
function ofEntry(bundle: JsonObject, index: number, entry: Json): Change[] {
  const inEntry = (path: Path, next: Json | undefined): Json => put(bundle, ['entry', index, ...path], next)
  const resource = at(entry, ['resource'])
  const method = at(entry, ['request', 'method'])
  const entries = isList(bundle.entry) ? bundle.entry : []
  return [
    { fault: 'resource left out', next: put(bundle, ['entry', index], undefined) },
    { fault: 'resource there twice', next: { ...bundle, entry: [...entries, put(entry, ['fullUrl'], URN)] } },
    { fault: 'resource without its fullUrl', next: inEntry(['fullUrl'], undefined) },
    { fault: 'resource under another fullUrl', next: inEntry(['fullUrl'], URN) },
    {
      fault: 'resource sent under an http address',
      next: inEntry(['fullUrl'], 'https://record.other.example/fhir/X/1'),
    },
    { fault: 'no request', next: inEntry(['request'], undefined) },
    { fault: 'another method', next: inEntry(['request', 'method'], method === 'PUT' ? 'POST' : 'PUT') },
    { fault: 'deleted', next: inEntry(['request', 'method'], 'DELETE') },
    { fault: 'sent to another address', next: inEntry(['request', 'url'], 'Basic') },
    ...(isObject(resource)
      ? [
          { fault: 'claims no profile', next: inEntry(['resource', 'meta'], undefined) },
          { fault: 'claims the profile of another', next: inEntry(['resource', 'meta', 'profile'], [FOREIGN_CLAIM]) },
        ]
      : []),
    ...(at(entry, ['request', 'ifNoneExist']) === undefined
      ? []
      : [
          { fault: 'created each time', next: inEntry(['request', 'ifNoneExist'], undefined) },
          {
            fault: 'created on another condition',
            next: inEntry(['request', 'ifNoneExist'], `identifier=https%3A%2F%2Fother.example%7C1`),
          },
        ]),
    ...(at(entry, ['request', 'ifMatch']) === undefined
      ? []
      : [{ fault: 'over any version', next: inEntry(['request', 'ifMatch'], undefined) }]),
    ...(method === 'PUT' ? [{ fault: 'over another resource', next: inEntry(['resource', 'id'], 'another') }] : []),
    { fault: 'with an answer', next: inEntry(['response'], { status: '201 Created' }) },
  ]
}

const FOREIGN_CLAIM = 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-ClosingLetter'

/** To nothing, to another patient at the server, to each other kind of resource in the message. */
function strayed(bundle: JsonObject, path: Path, value: string): Change[] {
  const entries = isList(bundle.entry) ? bundle.entry : []
  const type = (entry: Json): unknown => at(entry, ['resource', 'resourceType'])
  const to = entries.find(entry => at(entry, ['fullUrl']) === value)
  const kind = to ? type(to) : value.split('/')[0]
  const isAtServer = !value.startsWith('urn:')
  // Work that the service has can be the coach's who writes: assigned is another message, and no faulty one.
  const isAssigned = (entry: Json) => isAtServer && path.at(-2) === 'owner' && type(entry) === 'PractitionerRole'
  const strange = entries.filter(entry => type(entry) !== kind && !isAssigned(entry))
  const others = [...new Map(strange.map(entry => [type(entry), entry])).values()]
  return [
    { fault: 'a reference to nothing', next: put(bundle, path, URN) },
    ...(kind === 'Patient' ? [{ fault: 'another patient', next: put(bundle, path, 'Patient/another') }] : []),
    ...(isAtServer
      ? [{ fault: 'a reference to another type', next: put(bundle, path, 'Device/1') }]
      : [{ fault: 'a reference out of the message', next: put(bundle, path, `${String(kind)}/1`) }]),
    ...others.slice(0, 3).map(entry => ({
      fault: 'a reference to another resource of the message',
      next: put(bundle, path, at(entry, ['fullUrl'])),
    })),
  ]
}

function ofBundle(bundle: JsonObject): Change[] {
  const entries = isList(bundle.entry) ? bundle.entry : []
  const added = (resource: JsonObject): Json => ({
    ...bundle,
    entry: [...entries, { fullUrl: URN, resource, request: { method: 'POST', url: String(resource.resourceType) } }],
  })
  const subject = { reference: 'Patient/1' }
  return [
    { fault: 'no transaction', next: { ...bundle, type: 'batch' } },
    { fault: 'a collection', next: { ...bundle, type: 'collection' } },
    { fault: 'nothing in it', next: { ...bundle, entry: [] } },
    {
      fault: 'a number of its own',
      next: { ...bundle, identifier: { system: 'https://other.example/x', value: 'x' } },
    },
    { fault: 'a link', next: { ...bundle, link: [{ relation: 'self', url: 'https://other.example/x' }] } },
    { fault: 'a tag', next: put(bundle, ['meta', 'tag'], [{ display: 'Drinks two bottles of wine a day' }]) },
    ...STRANGERS.map(resource => ({ fault: 'a resource of another kind', next: added(resource) })),
    {
      fault: 'a second patient',
      next: added({ resourceType: 'Patient', name: [{ family: 'Other' }], birthDate: '1970-01-01' }),
    },
    {
      fault: 'a finding of nobody',
      next: added({ resourceType: 'Observation', status: 'final', code: { text: 'Alcohol' }, subject }),
    },
  ]
}

const STRANGERS: readonly JsonObject[] = [
  {
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: { text: 'Sertraline' },
    subject: { reference: 'Patient/1' },
  },
  { resourceType: 'Binary', contentType: 'application/pdf', data: 'JVBERi0=' },
  { resourceType: 'DocumentReference', status: 'current', content: [{ attachment: { title: 'Med3' } }] },
  { resourceType: 'RelatedPerson', patient: { reference: 'Patient/1' } },
  { resourceType: 'Basic', code: { text: 'x' } },
]

/** Consent, form and findings that do not say the same. */
function levels(bundle: JsonObject, mutant: (fault: string, element: string, next: Json) => Mutant): Mutant[] {
  const codes = placesIn(bundle).filter(
    ({ path, value }) => path.at(-1) === 'code' && typeof value === 'string' && path.includes('resource'),
  )
  return codes.flatMap(({ path, value }) => {
    const inside = at(bundle, path.slice(0, -1))
    const system = isObject(inside) ? String(inside.system) : ''
    const list = SAID_TWICE[system.slice(system.lastIndexOf('/') + 1)] ?? []
    const isHere = system.startsWith('https://fhir.workwell-referral.example/')
    return list
      .filter(([code]) => isHere && code !== value && !path.includes('type'))
      .slice(0, 2)
      .map(([code = '', display]) => {
        const coded = {
          system,
          code,
          ...(display !== undefined && isObject(inside) && 'display' in inside ? { display } : {}),
        }
        const changed = put(bundle, path.slice(0, -1), coded)
        const type = String(at(bundle, [...path.slice(0, 3), 'resourceType']))
        return mutant(
          `another ${system.slice(system.lastIndexOf('/') + 1)}`,
          type,
          withWords(changed, path, code, display),
        )
      })
  })
}

/** Words beside the code that would give the fault away by themselves. */
function withWords(bundle: Json, path: Path, code: string, display: string | undefined): Json {
  const concept = path.slice(0, -3)
  const text = at(bundle, [...concept, 'text'])
  if (typeof text !== 'string') return bundle
  return put(
    bundle,
    [...concept, 'text'],
    text.startsWith('Sharing level') ? `Sharing level: ${code}` : (display ?? text),
  )
}

/** What the referral says in two places. */
const SAID_TWICE: Readonly<Record<string, readonly (readonly [string, string?])[]>> = {
  'sharing-level': [
    ['basic', 'Basic'],
    ['standard', 'Standard'],
    ['full', 'Full'],
  ],
  concern: [
    ['none-known', 'Nothing known'],
    ['not-discussed', 'Not discussed'],
    ['phone-first', 'Yes, phone me before contact'],
  ],
  'work-status': [
    ['other', 'Other'],
    ['out-of-work-under-6-months', 'Out of work, less than 6 months'],
  ],
  'fit-note-advice': [
    ['not-fit', 'Not fit for work'],
    ['may-be-fit', 'May be fit for work'],
  ],
  adjustment: [
    ['altered-hours', 'Altered hours'],
    ['workplace-adaptations', 'Workplace adaptations'],
  ],
}
