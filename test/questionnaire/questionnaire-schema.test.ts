import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { notOfferedItems } from '../../src/questionnaire/items.ts'
import { parseQuestionnaire } from '../../src/questionnaire/questionnaire-schema.ts'
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

  it('names the path of what has the wrong shape', () => {
    expect(problemsOf(withItems({ linkId: 'a', type: 'string' }, { linkId: 'b', type: 'colour' }))[0]).toMatch(
      /^item\.1\.type: /,
    )
    expect(problemsOf(withItems({ type: 'string' }))[0]).toMatch(/^item\.0\.linkId: /)
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
    ).toEqual(['Item "a": this linkId is used more than once.'])
  })

  it.each([
    [
      { question: 'nowhere', operator: 'exists', answerBoolean: true },
      'enableWhen speaks of "nowhere", which is no item of the form.',
    ],
    [{ question: 'a', operator: 'exists' }, 'enableWhen "exists" needs an answerBoolean.'],
    [{ question: 'a', operator: '=' }, 'enableWhen has no answer to compare with.'],
  ])('refuses the condition %j', (when, problem) => {
    expect(
      problemsOf(withItems({ linkId: 'a', type: 'string' }, { linkId: 'b', type: 'string', enableWhen: [when] })),
    ).toEqual([`Item "b": ${problem}`])
  })

  it('leaves out a question that a form cannot ask, and refuses the form only if it is required', () => {
    expect(notOfferedItems(everyItemType)).toEqual([
      { linkId: 'file', text: 'A file cannot be added here.' },
      { linkId: 'link', text: 'A link to another record cannot be chosen here.' },
    ])
    expect(problemsOf(withItems({ linkId: 'file', type: 'attachment', required: true }))).toEqual([
      'Item "file" is required, but: A file cannot be added here.',
    ])
    expect(
      problemsOf(withItems({ linkId: 'c', type: 'choice', required: true, answerValueSet: 'https://x.example/vs' })),
    ).toEqual(['Item "c" is required, but: The list of answers to this question is not part of the form.'])
  })

  it('refuses a regex that is none', () => {
    const extension = [{ url: EXT.regex, valueString: '[' }]
    expect(problemsOf(withItems({ linkId: 'a', type: 'string', extension }))).toEqual([
      'Item "a": its regex is not a regular expression.',
    ])
  })

  it('refuses a linkId that is the name of a part of a date', () => {
    expect(problemsOf(withItems({ linkId: 'a', type: 'date' }, { linkId: 'a-day', type: 'string' }))).toEqual([
      'Item "a": the linkId "a-day" is the name of a part of its date.',
    ])
  })

  it('refuses what is nested without end', () => {
    let item: unknown = { linkId: 'deepest', type: 'string' }
    for (let depth = 0; depth < 5_000; depth += 1) item = { linkId: `g${depth}`, type: 'group', item: [item] }
    expect(problemsOf(withItems(item))).toEqual(['The Questionnaire is nested too deeply.'])
  })
})
