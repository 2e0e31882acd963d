import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataTypeOf, FREE_TEXT, PARTS, valueFor } from './faulty-values.ts'
import { at, isList, isObject, type Json, type JsonObject, type Path } from './json-paths.ts'

export interface Added {
  readonly fault: string
  readonly path: Path
  readonly next: Json
}

const PROFILES = join(import.meta.dirname, '..', '..', '..', '..', 'profiles', 'fhir')
const OURS = 'https://fhir.workwell-referral.example/StructureDefinition/'

interface Element {
  readonly id: string
  readonly path: string
  readonly base?: { readonly max: string }
  readonly type?: readonly { readonly code: string }[]
}

/** What R4 allows in the resource and is not there, one element after the other, with words or codes that nobody agreed to share. */
export function addedElements(resource: JsonObject): Added[] {
  const elements = elementsOf(resource)
  return elements.flatMap(({ path, base, type = [] }) => {
    const [, ...names] = path.split('.')
    const parents = placesOf(resource, names.slice(0, -1))
    const many = base !== undefined && base.max !== '1'
    return parents.flatMap(parent => {
      const inside = at(resource, parent)
      return type.slice(0, 4).flatMap(({ code }) => {
        const name = nameOf(names.at(-1) ?? '', code)
        const value = valueFor(code) ?? backbone(path, elements, code)
        const isThere = isObject(inside) && Object.keys(inside).some(each => sameElement(each, names.at(-1) ?? ''))
        if (value === undefined || isThere || !isObject(inside)) return []
        return [{ fault: 'element added', path: [...parent, name], next: many ? [value] : value }]
      })
    })
  })
}

/** Parts of data types that are not there: words, systems, times; extensions and ids on every element. */
export function addedParts(path: Path, value: JsonObject): Added[] {
  const name = String(path.findLast(each => typeof each === 'string'))
  const type = dataTypeOf(name, value)
  const parts = type ? Object.entries(PARTS[type] ?? {}) : []
  return [
    ...parts
      .filter(([part]) => !(part in value))
      .map(([part, next]) => ({ fault: 'part added', path: [...path, part], next })),
    ...(type === 'CodeableConcept'
      ? [
          {
            fault: 'second code added',
            path: [...path, 'coding'],
            next: [
              ...(isList(value.coding) ? value.coding : []),
              { system: 'http://snomed.info/sct', code: '73211009', display: 'Diabetes mellitus' },
            ],
          },
        ]
      : []),
    ...(name === 'meta'
      ? []
      : [
          {
            fault: 'extension added',
            path: [...path, 'extension'],
            next: [
              ...(isList(value.extension) ? value.extension : []),
              { url: 'http://hl7.org/fhir/StructureDefinition/rendered-value', valueString: FREE_TEXT },
            ],
          },
          {
            fault: 'unknown extension added',
            path: [...path, 'extension'],
            next: [
              ...(isList(value.extension) ? value.extension : []),
              { url: 'https://other.example/x', valueString: FREE_TEXT },
            ],
          },
        ]),
    ...(name === 'extension' ? [] : [{ fault: 'id of an element added', path: [...path, 'id'], next: 'drinks' }]),
  ].filter(({ path: to }) => !(to.at(-1) === 'id' && 'id' in value))
}

function elementsOf(resource: JsonObject): readonly Element[] {
  const claims = isObject(resource.meta) && isList(resource.meta.profile) ? resource.meta.profile : []
  const ours = claims.find(each => String(each).startsWith(OURS))
  const file = join(PROFILES, `StructureDefinition-${String(ours).slice(OURS.length)}.json`)
  if (!ours || !existsSync(file)) return []
  const { snapshot }: { snapshot: { element: Element[] } } = JSON.parse(readFileSync(file, 'utf8'))
  const type = String(resource.resourceType)
  const isOwnBackbone = (path: string): boolean =>
    path
      .split('.')
      .slice(0, -1)
      .every((_, index, all) => index === 0 || isPart(all.slice(0, index + 1).join('.'), snapshot.element))
  return snapshot.element.filter(
    ({ id, path }) =>
      !id.includes(':') && path.startsWith(`${type}.`) && !path.endsWith('.extension') && isOwnBackbone(path),
  )
}

const isPart = (path: string, all: readonly Element[]): boolean =>
  all.find(each => each.path === path)?.type?.some(({ code }) => code === 'BackboneElement') ?? false

/** Where all elements of such a name stand. */
function placesOf(resource: JsonObject, names: readonly string[]): Path[] {
  return names.reduce<Path[]>(
    (places, name) =>
      places.flatMap(place => {
        const value = at(resource, [...place, name])
        if (value === undefined) return []
        return isList(value) ? value.map((_, index) => [...place, name, index]) : [[...place, name]]
      }),
    [[]],
  )
}

const nameOf = (name: string, type: string): string =>
  name.endsWith('[x]') ? `${name.slice(0, -3)}${type.charAt(0).toUpperCase()}${type.slice(1)}` : name

const sameElement = (name: string, wanted: string): boolean =>
  wanted.endsWith('[x]') ? name.startsWith(wanted.slice(0, -3)) : name === wanted

/** A part with its own first words. */
function backbone(path: string, elements: readonly Element[], type: string): Json | undefined {
  if (type !== 'BackboneElement') return undefined
  const inner = elements.filter(
    each => each.path.startsWith(`${path}.`) && !each.path.slice(path.length + 1).includes('.'),
  )
  for (const { path: at, base, type: types = [] } of inner) {
    const code = types[0]?.code ?? ''
    const value = valueFor(code)
    const name = at.slice(path.length + 1)
    if (value !== undefined && name !== 'id' && name !== 'modifierExtension')
      return { [nameOf(name, code)]: base !== undefined && base.max !== '1' ? [value] : value }
  }
  return undefined
}
