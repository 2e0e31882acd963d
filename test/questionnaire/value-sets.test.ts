import type { CodeSystem, Questionnaire, ValueSet } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { loadValueSets } from '../../src/profiles.ts'
import { optionsOf } from '../../src/questionnaire/options.ts'
import { parseQuestionnaire } from '../../src/questionnaire/questionnaire-schema.ts'
import { valueSetsOf } from '../../src/questionnaire/value-sets.ts'

const system = 'https://x.example/cs'
const codes = {
  resourceType: 'CodeSystem',
  url: system,
  status: 'active',
  content: 'complete',
  concept: [{ code: 'a', display: 'Ay', concept: [{ code: 'b', display: 'Bee' }] }],
} satisfies CodeSystem
const set = (name: string, compose: ValueSet['compose']) =>
  ({
    resourceType: 'ValueSet',
    url: `https://x.example/${name}`,
    status: 'active',
    ...(compose && { compose }),
  }) satisfies ValueSet

const asking = (answerValueSet: string, required = true) => ({
  resourceType: 'Questionnaire',
  status: 'active',
  item: [{ linkId: 'q', text: 'Which?', type: 'choice', required, answerValueSet }],
})
const offered = (questionnaire: Questionnaire) =>
  questionnaire.item?.flatMap(item => optionsOf(questionnaire, item).map(each => [each.token, each.display]))

describe('a list of answers that a form only names', () => {
  const known = valueSetsOf([
    codes,
    set('some', { include: [{ system, concept: [{ code: 'b' }] }] }),
    set('all', { include: [{ system }] }),
    set('both', { include: [{ valueSet: ['https://x.example/some'] }] }),
    set('circle', { include: [{ valueSet: ['https://x.example/circle'] }] }),
    set('filtered', { include: [{ system, filter: [{ property: 'concept', op: 'is-a', value: 'a' }] }] }),
    set('less', { include: [{ system }], exclude: [{ system, concept: [{ code: 'a' }] }] }),
    set('in-common', { include: [{ valueSet: ['https://x.example/some', 'https://x.example/all'] }] }),
    set('elsewhere', { include: [{ system: 'http://snomed.info/sct' }] }),
    {
      ...set('expanded', undefined),
      expansion: { timestamp: '2026-01-01', contains: [{ system, code: 'b', display: 'B' }] },
    } as ValueSet,
  ])

  it.each([
    ['some', [[`${system}|b`, 'Bee']]],
    [
      'all',
      [
        [`${system}|a`, 'Ay'],
        [`${system}|b`, 'Bee'],
      ],
    ],
    ['both', [[`${system}|b`, 'Bee']]],
    ['expanded', [[`${system}|b`, 'B']]],
  ])('is offered where all of it is known: %s', (name, options) => {
    const parsed = parseQuestionnaire(asking(`https://x.example/${name}|1.0`), known)
    expect(parsed.ok && offered(parsed.value)).toEqual(options)
  })

  it.each(['circle', 'filtered', 'less', 'in-common', 'elsewhere', 'unheard-of'])(
    'is not offered in part, and refuses the form where it has to be answered: %s',
    name => {
      expect(known.has(`https://x.example/${name}`)).toBe(false)
      expect(parseQuestionnaire(asking(`https://x.example/${name}`), known)).toMatchObject({
        ok: false,
        failure: { problems: [expect.stringContaining('q')] },
      })
      expect(parseQuestionnaire(asking(`https://x.example/${name}`, false), known).ok).toBe(true)
    },
  )
})

describe('the lists that come with the app', () => {
  const known = loadValueSets()
  it.each([
    ['http://hl7.org/fhir/ValueSet/yesnodontknow', ['No', 'Yes', "Don't know"]],
    ['http://hl7.org/fhir/ValueSet/administrative-gender', ['Male', 'Female', 'Other', 'Unknown']],
    ['https://fhir.workwell-referral.example/ValueSet/work-status', expect.arrayContaining(['Employed, off sick'])],
  ])('%s', (url, displays) => {
    expect(known.get(url)?.expansion?.contains?.map(each => each.display)).toEqual(displays)
  })

  it('hold no code of a terminology that needs a licence', () => {
    const systems = [...known.values()].flatMap(each => each.expansion?.contains?.map(code => code.system) ?? [])
    expect(systems.filter(each => /snomed|loinc|umls|icd/i.test(each ?? ''))).toEqual([])
  })
})
