import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { earlierMessages } from './earlier-messages.ts'
import { type Found, type Input, judge } from './judge.ts'
import { laterMessages } from './later-messages.ts'
import { layersOf, mutantLayer, ukCoreFolder } from './layers.ts'
import { allMutants } from './mutants/all-mutants.ts'
import { caughtOf } from './mutants/caught.ts'
import { sampleOf, seeded } from './mutants/seeded.ts'
import { otherMessages } from './other-messages.ts'
import { scenarios } from './scenarios.ts'

const LAYERS = ['base R4', 'our profiles', 'UK Core 2.0.2', 'UK Core current build'] as const
const ukCore = ukCoreFolder()

const PROFILES = join(import.meta.dirname, '..', '..', '..', 'profiles')
const accepted = z
  .array(z.strictObject({ text: z.string(), layers: z.array(z.enum(LAYERS)).optional(), reason: z.string().min(20) }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'accepted-warnings.json'), 'utf8')))
  .map(each => ({ ...each, pattern: new RegExp(each.text) }))

const ERRORS = 'expected-errors.json'
const expectedErrors = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(join(PROFILES, 'examples', 'bad', ERRORS), 'utf8')))

const filesIn = (folder: string): Input[] =>
  readdirSync(join(PROFILES, folder))
    .filter(name => name.endsWith('.json') && name !== ERRORS)
    .map(name => ({ name, resource: JSON.parse(readFileSync(join(PROFILES, folder, name), 'utf8')) }))
const broken = filesIn(join('examples', 'bad'))

/** The messages of docs/messages, as integrators read them. */
function documented(): Input[] {
  const folder = join(PROFILES, '..', 'docs', 'messages')
  return readdirSync(folder).map(name => {
    const { request }: { request: { body: object } } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    return { name: `docs/messages/${name}`, resource: request.body }
  })
}

/** The same ones each time; `npm run soak` judges all of them. */
const SEED = 17
const all = allMutants()
const single = sampleOf(all.single, 240, seeded(SEED))
const bundle = sampleOf(all.bundle, 80, seeded(SEED))

let found: Found[] = []
beforeAll(async () => {
  const written = (await scenarios()).flatMap(({ name, bundle, ehrCopy }) => [
    { name, resource: bundle },
    ...ehrCopy.map(resource => ({ name: `${name}, ${resource.resourceType} for the record`, resource })),
  ])
  const published = [...filesIn('fhir'), ...filesIn(join('examples', 'good')), ...documented()]
  const inputs = [...published, ...written, ...laterMessages(), ...otherMessages(), ...earlierMessages()]
  const layers = [...layersOf(inputs, broken, ukCore), mutantLayer([...single, ...bundle])]
  found = await judge(layers, line => console.log(line))
})

afterAll(() => {
  if (!ukCore) console.log('\nNot run on this machine: the checks against UK Core, because UK_CORE_DIR is not set.\n')
})

const issuesOf = (layer: string, severities: readonly string[]) =>
  found
    .filter(each => each.layer === layer)
    .flatMap(({ name, issues }) =>
      issues.filter(each => severities.includes(each.severity)).map(each => ({ name, ...each })),
    )

const isAccepted = (layer: string, text: string): boolean =>
  accepted.some(({ layers, pattern }) => (!layers || layers.some(each => each === layer)) && pattern.test(text))

describe.each(LAYERS)('%s', layer => {
  const isHere = ukCore !== undefined || !layer.startsWith('UK Core')

  it.runIf(isHere)('finds no error in anything that the product writes or publishes', () => {
    expect(found.filter(each => each.layer === layer).length).toBeGreaterThan(500)
    expect(issuesOf(layer, ['error', 'fatal'])).toEqual([])
  })

  it.runIf(isHere)('gives no warning but those that are accepted with a reason', () => {
    const others = issuesOf(layer, ['warning']).filter(each => !isAccepted(layer, each.text))
    expect(others).toEqual([])
  })
})

it.runIf(ukCore)('every accepted warning is still given by some check', () => {
  const given = LAYERS.flatMap(layer => issuesOf(layer, ['warning']).map(each => each.text))
  expect(accepted.filter(({ pattern }) => !given.some(text => pattern.test(text)))).toEqual([])
})

it.each(broken.map(each => each.name))('the bad example %s fails with the error that it was made for', name => {
  const expected = expectedErrors[name.replace(/\.json$/, '')] ?? 'a line in expected-errors.json'
  const errors = issuesOf('broken examples', ['error', 'fatal']).filter(each => each.name === name)
  expect(errors.map(each => each.text).join('\n')).toMatch(new RegExp(expected))
})

describe('good examples with one fault put into each (a sample)', () => {
  const judged = () => found.filter(each => each.layer === 'mutants')

  it('of which 95 in 100 break a rule that is written, and are caught', () => {
    const caught = caughtOf(single, judged())
    expect(caught.rate, `${caught.table}\n\n${caught.missed.join('\n')}`).toBeGreaterThanOrEqual(0.95)
  })

  it('and every message whose parts do not go together is caught', () => {
    expect(caughtOf(bundle, judged()).missed).toEqual([])
  })
})
