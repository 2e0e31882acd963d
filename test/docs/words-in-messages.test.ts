import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeSystem, CodeSystemConcept, FhirResource } from 'fhir/r4.js'
import { expect, it } from 'vitest'
import { W } from '../../src/fhir/systems.ts'
import { QUESTIONS } from '../support/answers.ts'
import { formFaults } from '../support/form-faults.ts'
import { playMessages } from './messages.ts'

const PROFILES = join(import.meta.dirname, '..', '..', 'profiles', 'fhir')
const resources: FhirResource[] = readdirSync(PROFILES)
  .filter(name => name.startsWith('CodeSystem-'))
  .map(name => JSON.parse(readFileSync(join(PROFILES, name), 'utf8')))

const conceptsOf = (concepts: readonly CodeSystemConcept[]): CodeSystemConcept[] =>
  concepts.flatMap(each => [each, ...conceptsOf(each.concept ?? [])])
const displays = new Map(
  resources
    .filter((each): each is CodeSystem => each.resourceType === 'CodeSystem')
    .flatMap(({ url, concept = [] }) =>
      conceptsOf(concept).map(each => [`${url}|${each.code}`, each.display] as const),
    ),
)

function* codingsIn(value: unknown): Generator<{ system: string; code: string; display: unknown }> {
  if (typeof value !== 'object' || value === null) return
  const { system, code, display } = value as Record<string, unknown>
  if (typeof system === 'string' && typeof code === 'string' && system.startsWith(W)) yield { system, code, display }
  for (const each of Object.values(value)) yield* codingsIn(each)
}

const messages = await playMessages()
const sent = messages.flatMap(({ file, request }) =>
  (request.body.entry ?? []).flatMap(({ resource }) => (resource ? [{ file, resource }] : [])),
)

it('every code of ours in a message is one of the published list, with the words of the list', () => {
  const wrong = sent.flatMap(({ file, resource }) =>
    [...codingsIn(resource)].flatMap(({ system, code, display }) => {
      const known = displays.get(`${system}|${code}`)
      if (!displays.has(`${system}|${code}`)) return [`${file}: ${system} has no ${code}`]
      return display === undefined || display === known
        ? []
        : [`${file}: ${code} is called ${String(display)}, not ${known}`]
    }),
  )
  expect(wrong).toEqual([])
})

it('every set of answers in a message is a response to the form, in the form’s words', () => {
  const forms = sent.flatMap(({ file, resource }) =>
    resource.resourceType === 'QuestionnaireResponse' ? [{ file, resource }] : [],
  )
  expect(forms.map(each => each.file)).toContain('12-contact-corrected.json')
  for (const { file, resource } of forms) expect(formFaults(resource, QUESTIONS), file).toEqual([])
})
