import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The parts of FHIR R4 as the npm package of definitions keeps them. */
const PARTS = [
  'profiles-types',
  'profiles-resources',
  'profiles-others',
  'extension-definitions',
  'valuesets',
  'v3-codesystems',
  'v2-tables',
  'search-parameters',
]

/** The compiler looks for these by itself; what we use of them is in the core, so empty ones keep it from asking anybody. */
const EMPTY = ['hl7.fhir.uv.tools.r4', 'hl7.terminology.r4', 'hl7.fhir.uv.extensions.r4']

interface Definition {
  readonly resourceType: string
  readonly id: string
  readonly text?: unknown
  readonly [element: string]: unknown
}

/** A FHIR package cache with R4 in it, made of what npm installed: compiling needs no FHIR registry. */
export function writeCorePackage(home: string, definitions: string): void {
  const cache = join(home, '.fhir', 'packages')
  const core = packageFolder(cache, 'hl7.fhir.r4.core', '4.0.1')
  const files = PARTS.flatMap(part => entriesOf(join(definitions, `${part}.json`))).map(definition => {
    const { text: _narrative, ...resource } = definition
    const filename = `${resource.resourceType}-${resource.id}.json`
    writeFileSync(join(core, filename), JSON.stringify(resource))
    const { resourceType, id, url, version, kind, type, derivation } = resource
    return { filename, resourceType, id, url, version, kind, type, derivation }
  })
  writeFileSync(join(core, '.index.json'), JSON.stringify({ 'index-version': 1, files }))
  for (const name of EMPTY) packageFolder(cache, name, '0.0.0')
}

function packageFolder(cache: string, name: string, version: string): string {
  const folder = join(cache, `${name}#${version}`, 'package')
  mkdirSync(folder, { recursive: true })
  const canonical = 'http://hl7.org/fhir'
  const description = { name, version, fhirVersions: ['4.0.1'], type: 'fhir.core', canonical }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description))
  writeFileSync(join(folder, '.index.json'), JSON.stringify({ 'index-version': 1, files: [] }))
  return folder
}

function entriesOf(file: string): Definition[] {
  const bundle: { entry: { resource: Definition }[] } = JSON.parse(readFileSync(file, 'utf8'))
  return bundle.entry.map(each => each.resource)
}
