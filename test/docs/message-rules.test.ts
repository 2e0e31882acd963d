import { readdirSync, readFileSync } from 'node:fs'
import type { Bundle, Resource, StructureDefinition } from 'fhir/r4.js'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4/index.js'
import { describe, expect, it } from 'vitest'

const read = <T>(folder: string, file: string): T =>
  JSON.parse(readFileSync(new URL(`../../${folder}/${file}`, import.meta.url), 'utf8')) as T

interface Message {
  readonly request: { readonly body: Resource }
}

interface Rule {
  readonly key: string
  readonly holds: (resource: Resource, environment: object) => unknown
}

/** The rules that our profiles put on a whole resource, by the profile's address. */
const RULES: ReadonlyMap<string, readonly Rule[]> = new Map(
  readdirSync(new URL('../../profiles/fhir', import.meta.url))
    .filter(file => file.startsWith('StructureDefinition-'))
    .map(file => read<StructureDefinition>('profiles/fhir', file))
    .map(({ url, type, differential }) => [
      url,
      (differential?.element ?? [])
        .filter(({ path }) => path === type)
        .flatMap(({ constraint = [] }) => constraint)
        .map(({ key, expression = 'true' }) => ({ key, holds: fhirpath.compile(expression, r4) })),
    ]),
)

function broken(resource: Resource, whole: Resource): string[] {
  const own = (resource.meta?.profile ?? []).flatMap(profile => RULES.get(profile) ?? [])
  const failed = own
    .filter(({ holds }) => JSON.stringify(holds(resource, { resource, rootResource: whole })) !== '[true]')
    .map(({ key }) => `${resource.resourceType}: ${key}`)
  const inner = resource.resourceType === 'Bundle' ? ((resource as Bundle).entry ?? []) : []
  return [...failed, ...inner.flatMap(each => (each.resource ? broken(each.resource, whole) : []))]
}

/** A validator with another FHIRPath engine than HAPI's comes to the same: no rule hangs on what one engine lets pass. */
describe('every rule of the profiles holds for what is published, in a second engine', () => {
  const messages = readdirSync(new URL('../../docs/messages', import.meta.url)).filter(file => file.endsWith('.json'))

  it.each(messages)('%s', file => {
    const { body } = read<Message>('docs/messages', file).request
    expect(broken(body, body)).toEqual([])
  })

  it('and a rule that does not hold is seen', () => {
    const { body } = read<Message>('docs/messages', '01-referral.json').request
    const crossed: Bundle = JSON.parse(JSON.stringify(body).replace(/"code":"(basic|standard|full)"/, '"code":"none"'))
    expect(broken(crossed, crossed).length).toBeGreaterThan(0)
  })
})
