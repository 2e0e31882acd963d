import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { notOfferedItems } from '../../src/questionnaire/items.ts'
import { questionnaireNotes } from '../../src/questionnaire/questionnaire-notes.ts'
import { parseQuestionnaire, readQuestionnaire } from '../../src/questionnaire/questionnaire-schema.ts'
import { everyItemType } from './every-item-type.ts'

const withItems = (...item: unknown[]) => parseQuestionnaire({ resourceType: 'Questionnaire', status: 'active', item })
const problemsOf = (result: ReturnType<typeof parseQuestionnaire>) => (result.ok ? [] : result.failure.problems)

describe('parseQuestionnaire', () => {
  it('takes a Questionnaire with every item type, and keeps what it does not read', () => {
    const result = parseQuestionnaire({ ...everyItemType, publisher: 'Someone' })
    expect(result).toEqual({ ok: true, value: { ...everyItemType, publisher: 'Someone' } })
  })

  it('takes the referral form of this app', () => {
    const json: unknown = JSON.parse(readFileSync('profiles/fhir/Questionnaire-workwell-referral.json', 'utf8'))
    expect(problemsOf(parseQuestionnaire(json))).toEqual([])
  })

  it.each([[undefined], [null], ['text'], [[]], [{ resourceType: 'Patient' }], [{ resourceType: 'Questionnaire' }]])(
    'refuses %j',
    json => {
      expect(parseQuestionnaire(json).ok).toBe(false)
    },
  )

  it('names the question of what has the wrong shape', () => {
    expect(problemsOf(withItems({ linkId: 'a', type: 'string' }, { linkId: 'b', type: 'colour' }))[0]).toMatch(
      /^Question 2 \(linkId "b"\) has a type that FHIR R4 does not have: it is "colour"\. Use one of group, /,
    )
    expect(problemsOf(withItems({ type: 'string' }))[0]).toMatch(/^Question 1 has no linkId: /)
  })

  it.each([
    ['de', ['en', 'en-GB'], 'in en-GB'],
    ['de', ['fr', 'en-US'], 'in en-US'],
    ['de', ['fr'], 'first'],
    ['en-US', ['en'], 'first'],
    [undefined, ['en-GB', 'de'], 'in en-GB'],
  ])('with words in %s and translations into %j says: %s', (language, languages, words) => {
    const extension = languages.map(lang => ({
      url: EXT.translation,
      extension: [
        { url: 'lang', valueCode: lang },
        { url: 'content', valueString: `in ${lang}` },
      ],
    }))
    const item = [{ linkId: 'a', type: 'string', text: 'first', _text: { extension } }]
    expect(parseQuestionnaire({ resourceType: 'Questionnaire', language, item })).toMatchObject({
      value: { item: [{ text: words }] },
    })
  })

  it('takes a form without status, or with one that FHIR does not have', () => {
    const item = [{ linkId: 'a', type: 'string' }]
    for (const status of [undefined, 'published']) {
      expect(parseQuestionnaire({ resourceType: 'Questionnaire', status, item })).toMatchObject({
        ok: true,
        value: { status: 'unknown' },
      })
    }
  })

  it.each([
    ['R5', { linkId: 'a', type: 'coding' }],
    ['R5', { linkId: 'a', type: 'string', answerConstraint: 'optionsOnly' }],
    ['STU3', { linkId: 'a', type: 'choice', option: [{ valueString: 'x' }] }],
    ['STU3', { linkId: 'a', type: 'string', enableWhen: [{ question: 'a', hasAnswer: true }] }],
  ])('says of a form of %s, with %j, which release it is and what R4 has instead', (release, item) => {
    const [problem, ...others] = problemsOf(withItems({ linkId: 'g', type: 'group', item: [item] }))
    expect(problem).toMatch(new RegExp(`^Question 1\\.1 \\(linkId "a"\\) has .* written in FHIR ${release}, .* In R4 `))
    expect(others).toEqual([])
  })

  it.each([
    ['The Questionnaire', (modifierExtension: unknown) => ({ modifierExtension, item: [] })],
    [
      'Question 1 (linkId "a")',
      (modifierExtension: unknown) => ({ item: [{ linkId: 'a', type: 'string', modifierExtension }] }),
    ],
    [
      'Question 1 (linkId "a")',
      (modifierExtension: unknown) => ({
        item: [{ linkId: 'a', type: 'choice', answerOption: [{ valueString: 'x', modifierExtension }] }],
      }),
    ],
  ])('refuses what may turn the meaning round: a modifierExtension of %s', (where, make) => {
    const json = { resourceType: 'Questionnaire', ...make([{ url: 'https://x.example/not', valueBoolean: true }]) }
    expect(readQuestionnaire(json)).toEqual({
      ok: false,
      failure: {
        problems: [
          `${where} has the modifierExtension "https://x.example/not", which changes its meaning and is not known here. Take it out, or say it in another way.`,
        ],
      },
    })
  })

  it('refuses conditions that wait for each other', () => {
    const exists = (question: string) => [{ question, operator: 'exists', answerBoolean: true }]
    expect(
      problemsOf(
        withItems(
          { linkId: 'a', type: 'string', enableWhen: exists('c') },
          { linkId: 'b', type: 'group', enableWhen: exists('a'), item: [{ linkId: 'c', type: 'string' }] },
        ),
      ),
    ).toEqual([
      'Question 1 (linkId "a"): its enableWhen goes round in a circle: "a" waits for "c" waits for "b" waits for "a". Take one of these conditions out.',
    ])
  })

  it('refuses a form that is derived from itself', () => {
    const url = 'https://x.example/q'
    expect(problemsOf(parseQuestionnaire({ ...everyItemType, url, derivedFrom: [`${url}|1`] }))).toEqual([
      'The Questionnaire says that it is derived from itself: take its own url out of "derivedFrom".',
    ])
  })

  it('refuses a value set whose shape is wrong, but not another contained resource', () => {
    const contained = (resource: unknown) =>
      parseQuestionnaire({ ...everyItemType, contained: [...everyItemType.contained, resource] })
    expect(contained({ resourceType: 'ValueSet', compose: 'x' }).ok).toBe(false)
    expect(contained({ resourceType: 'Patient', id: 'x' }).ok).toBe(true)
  })

  it('refuses a linkId that is used twice, also at another depth', () => {
    expect(
      problemsOf(
        withItems(
          { linkId: 'a', type: 'string' },
          { linkId: 'g', type: 'group', item: [{ linkId: 'a', type: 'date' }] },
        ),
      ),
    ).toEqual(['Question 2.1 (linkId "a") has the same linkId as question 1: give each question its own.'])
  })

  it.each([
    [
      { question: 'nowhere', operator: 'exists', answerBoolean: true },
      'enableWhen speaks of "nowhere", which is no linkId of the form: name the question that it depends on.',
    ],
    [
      { question: 'a', operator: 'exists' },
      'enableWhen "exists" needs an answerBoolean: true, or false where there must be no answer.',
    ],
    [
      { question: 'a', operator: '=' },
      'enableWhen has no answer to compare with: give it one, for example answerString.',
    ],
  ])('refuses the condition %j', (when, problem) => {
    expect(
      problemsOf(withItems({ linkId: 'a', type: 'string' }, { linkId: 'b', type: 'string', enableWhen: [when] })),
    ).toEqual([`Question 2 (linkId "b"): ${problem}`])
  })

  it('leaves out a question that a form cannot ask, and refuses the form only if it is required', () => {
    expect(notOfferedItems(everyItemType)).toEqual([
      { linkId: 'file', text: 'A file cannot be added here.' },
      { linkId: 'link', text: 'A link to another record cannot be chosen here.' },
    ])
    expect(problemsOf(withItems({ linkId: 'file', type: 'attachment', required: true }))).toEqual([
      'Question 1 (linkId "file") is required, but: A file cannot be added here. Ask it in another way, or make it optional.',
    ])
    expect(
      problemsOf(withItems({ linkId: 'c', type: 'choice', required: true, answerValueSet: 'https://x.example/vs' })),
    ).toEqual([
      'Question 1 (linkId "c") is required, but: The list of answers to this question is not part of the form. Put its options into the form, or its list into "contained".',
    ])
  })

  it('takes a regex that is none, and says that it is not used', () => {
    const extension = [{ url: EXT.regex, valueString: '[' }]
    const parsed = withItems({ linkId: 'a', text: 'A', type: 'string', extension })
    expect(parsed.ok && questionnaireNotes(parsed.value)).toEqual([
      { linkId: 'a', text: 'Its regex is not a regular expression: answers are not held against it.' },
    ])
  })

  it('refuses a linkId that is the name of a part of a date', () => {
    expect(problemsOf(withItems({ linkId: 'a', type: 'date' }, { linkId: 'a-day', type: 'string' }))).toEqual([
      'Question 1 (linkId "a"): the linkId "a-day" is the name of a part of its date: give that question another one.',
    ])
  })

  it('refuses what is nested without end', () => {
    let item: unknown = { linkId: 'deepest', type: 'string' }
    for (let depth = 0; depth < 5_000; depth += 1) item = { linkId: `g${depth}`, type: 'group', item: [item] }
    expect(problemsOf(withItems(item))).toEqual(['The Questionnaire is nested too deeply: 60 levels can be read.'])
  })
})
