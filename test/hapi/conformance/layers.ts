import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { W } from '../../../src/fhir/systems.ts'
import type { Input, Layer } from './judge.ts'

const OWN = join(import.meta.dirname, '..', '..', '..', 'profiles', 'fhir')
/** The few codes of SDC that our artefacts use. */
const STAND_INS = join(import.meta.dirname, 'stand-ins')
const UK_CORE = 'https://fhir.hl7.org.uk/'
/** Structured Data Capture is no part of R4: its extensions in our Questionnaires are known to its own tools. */
const SDC = 'http://hl7.org/fhir/uv/sdc/'
/** Our own extension on questions is known to whoever has our profiles. */
const OWN_EXTENSIONS = `${W}/StructureDefinition/`
/** What only HAPI obeys: a number that is there once. */
const HAPI = 'http://hapifhir.io/fhir/'

const jsonIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => join(folder, name))

/** Where the definitions of UK Core are, if they are on this machine. */
export const ukCoreFolder = (env = process.env): string | undefined =>
  env.UK_CORE_DIR && existsSync(join(env.UK_CORE_DIR, 'json')) ? join(env.UK_CORE_DIR, 'json') : undefined

/** The same resources against base R4, our profiles, and UK Core as published and as it is being built, each in turn. */
export function layersOf(inputs: readonly Input[], broken: readonly Input[], ukCore: string | undefined): Layer[] {
  const own = [...jsonIn(OWN), ...jsonIn(STAND_INS)]
  const claiming = (prefix: string, all = inputs): Input[] =>
    all.map(({ name, resource }) => ({ name, resource: onlyClaims(resource, prefix) as object }))
  // A profile can be judged only together with those that it names.
  const withoutRules = claiming('none').filter(each => !isDefinition(each.resource))
  const ours: Layer[] = [
    {
      name: 'base R4',
      definitions: jsonIn(STAND_INS),
      extensionDomains: [UK_CORE, SDC, HAPI, OWN_EXTENSIONS],
      inputs: withoutRules,
    },
    { name: 'our profiles', definitions: own, extensionDomains: [UK_CORE, SDC, HAPI], inputs: claiming(W) },
    { name: 'broken examples', definitions: own, extensionDomains: [UK_CORE, SDC, HAPI], inputs: claiming(W, broken) },
  ]
  if (!ukCore) return ours
  const current = ['structuredefinitions', 'valuesets', 'codesystems'].flatMap(each => jsonIn(join(ukCore, each)))
  const published = jsonIn(join(ukCore, 'stu2-2.0.2'))
  // Both have the same addresses: those of 2.0.2 take the places of their successors.
  const replaced = new Set(published.map(urlOf))
  const older = [...current.filter(file => !replaced.has(urlOf(file))), ...published]
  const uk = { extensionDomains: [SDC, HAPI], inputs: claiming(UK_CORE) }
  return [
    ...ours,
    { ...uk, name: 'UK Core 2.0.2', definitions: [...own, ...older] },
    { ...uk, name: 'UK Core current build', definitions: [...own, ...current] },
  ]
}

/** Mutants, against our profiles alone. */
export const mutantLayer = (inputs: readonly Input[]): Layer => ({
  name: 'mutants',
  definitions: [...jsonIn(OWN), ...jsonIn(STAND_INS)],
  extensionDomains: [UK_CORE, SDC, HAPI],
  inputs: inputs.map(({ name, resource }) => ({ name, resource: onlyClaims(resource, W) as object })),
})

const isDefinition = (resource: object): boolean =>
  'resourceType' in resource && ['StructureDefinition', 'ValueSet'].includes(String(resource.resourceType))

const urlOf = (file: string): string => {
  const { url }: { url: string } = JSON.parse(readFileSync(file, 'utf8'))
  return url
}

/** A copy that claims only the profiles that this turn is about: the others are not there to be kept. */
function onlyClaims(value: unknown, prefix: string): unknown {
  if (Array.isArray(value)) return value.map(each => onlyClaims(each, prefix))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (key !== 'meta' || !('resourceType' in value)) return [[key, onlyClaims(inner, prefix)]]
      const { profile = [], ...meta }: { profile?: unknown } = inner
      // What is no claim at all is left for the validator to find.
      const kept = Array.isArray(profile)
        ? profile.filter(each => typeof each !== 'string' || each.startsWith(prefix))
        : profile
      const left = { ...meta, ...(Array.isArray(kept) && kept.length === 0 ? {} : { profile: kept }) }
      return Object.keys(left).length > 0 ? [[key, left]] : []
    }),
  )
}
