import type { QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { SHARING_LEVELS } from '../../src/domain/referral.ts'
import { type AskedItem, answerLeavesOf, leavesTable } from '../../src/fhir/answer-leaves.ts'
import { answersTo } from '../../src/fhir/answers-to.ts'
import { FORM_LEAVES } from '../../src/fhir/form-leaves.ts'
import { readReport } from '../../src/fhir/read-report.ts'
import { answerLeaves, exactAnswerLeaves } from '../../src/fhir/sharing.ts'
import { siteAnswerLeaves, siteLeaves } from '../../src/fhir/site-leaves.ts'
import { EXT } from '../../src/fhir/systems.ts'
import { loadQuestionnaire } from '../../src/profiles.ts'
import { itemsOf } from '../support/answers.ts'

const parts = (given: Record<string, string>) => Object.entries(given).map(([url, valueCode]) => ({ url, valueCode }))
const asked = (linkId: string, ...all: Record<string, string>[]): AskedItem & QuestionnaireItem => ({
  linkId,
  type: 'string',
  extension: all.map(given => ({ url: EXT.answerLeaves, extension: parts(given) })),
})

describe('what a question says of its answer', () => {
  it('is a recipient and a level each', () => {
    const item = asked('q', { to: 'service', from: 'standard', exactFrom: 'full' }, { to: 'practice' })
    expect(answerLeavesOf(item)).toEqual([{ to: 'service', from: 'standard', exactFrom: 'full' }, { to: 'practice' }])
    expect(answerLeavesOf({ linkId: 'q' })).toEqual([])
  })

  it.each([
    ['no recipient', { from: 'basic' }],
    ['a recipient that nobody knows', { to: 'insurer' }],
    ['a level that nobody knows', { to: 'service', from: 'everything' }],
    ['a refusal for a level', { to: 'service', from: 'none' }],
  ])('is never guessed at: %s', (_what, given) => {
    expect(() => answerLeavesOf(asked('the-question', given))).toThrow('the-question')
  })

  it('is one level only', () => {
    const extension = [
      { url: EXT.answerLeaves, extension: [...parts({ to: 'service', from: 'basic' }), ...parts({ from: 'full' })] },
    ]
    expect(() => answerLeavesOf({ linkId: 'q', extension })).toThrow('q')
  })

  it('makes a group leave with the first of its questions, and no group of nothing', () => {
    const table = leavesTable([
      {
        linkId: 'group',
        item: [asked('a', { to: 'service', from: 'full' }), asked('b', { to: 'service', from: 'standard' })],
      },
      { linkId: 'empty', item: [{ linkId: 'words' }] },
    ])
    expect(table.get('group')).toEqual([{ to: 'service', from: 'standard' }])
    expect(table.has('empty')).toBe(false)
  })
})

describe.each(['workwell-referral', 'fit-note', 'health-and-work-report'] as const)('the form %s', id => {
  it('says of every question to whom its answer leaves', () => {
    const questions = itemsOf(loadQuestionnaire(id)).filter(each => each.type !== 'group' && each.type !== 'display')
    expect(questions.filter(each => answerLeavesOf(each).length === 0).map(each => each.linkId)).toEqual([])
  })
})

describe('the level that was agreed', () => {
  it('holds for each question of the referral, for the service', () => {
    expect(SHARING_LEVELS.map(level => answerLeaves('occupation', level))).toEqual([false, true, true])
    expect(SHARING_LEVELS.map(level => exactAnswerLeaves('main-condition', level))).toEqual([false, false, true])
    expect(SHARING_LEVELS.map(level => answerLeaves('main-condition', level))).toEqual([false, true, true])
  })

  it('lets nothing leave to whom the question does not name', () => {
    expect(answerLeaves('occupation', 'full', 'employer')).toBe(false)
    expect(answerLeaves('practice-phone', 'full')).toBe(false)
    expect(answerLeaves('practice-phone', 'basic', 'practice')).toBe(true)
  })
})

describe('a service’s own questions', () => {
  const form = [
    asked('plain'),
    asked('raised', { to: 'service', from: 'full' }),
    { ...asked('group', { to: 'service', from: 'full' }), item: [asked('inside')] },
    asked('ours', { to: 'practice' }),
  ]
  const { leaves, problems } = siteLeaves(form, 'standard')

  it('have the level of the pack, or a higher one, and what stands below has it too', () => {
    expect(Object.fromEntries(leaves)).toEqual({
      plain: 'standard',
      raised: 'full',
      group: 'full',
      inside: 'full',
      ours: 'never',
    })
    expect(problems).toEqual([])
  })

  it('are sent at that level, and what the form does not ask never', () => {
    const sentAt = (linkId: string) => SHARING_LEVELS.map(level => siteAnswerLeaves(leaves, linkId, level))
    expect(sentAt('plain')).toEqual([false, true, true])
    expect(sentAt('raised')).toEqual([false, false, true])
    expect(sentAt('ours')).toEqual([false, false, false])
    expect(sentAt('constructor')).toEqual([false, false, false])
  })

  it.each([
    ['a lower level', asked('q', { to: 'service', from: 'basic' })],
    ['a level that nobody knows', asked('q', { to: 'service', from: 'some' })],
    ['a broader answer, which nothing of theirs has', asked('q', { to: 'service', from: 'full', exactFrom: 'full' })],
  ])('are refused, and never sent, with %s', (_what, item) => {
    const refused = siteLeaves([item], 'standard')
    expect(refused.problems).toHaveLength(1)
    expect(refused.problems[0]).toContain('q: ')
    expect(siteAnswerLeaves(refused.leaves, 'q', 'full')).toBe(false)
  })
})

describe('what leaves beside a referral', () => {
  const answer = (text: string) => [{ valueString: text }]
  const response: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    item: [
      {
        linkId: 'row',
        item: [
          { linkId: 'difficulty', answer: answer('Stairs') },
          { linkId: 'diagnosis', answer: answer('x') },
        ],
      },
      { linkId: 'diagnosis', answer: answer('x') },
      { linkId: 'share', answer: [{ valueCoding: { display: 'Employer' } }] },
    ],
  }

  it('is what the question names the recipient for, and nothing that the form does not ask', () => {
    const toEmployer = answersTo('employer', 'health-and-work-report', response)
    expect(toEmployer.item).toEqual([{ linkId: 'row', item: [{ linkId: 'difficulty', answer: answer('Stairs') }] }])
    expect(answersTo('practice', 'health-and-work-report', response).item?.map(each => each.linkId)).toEqual([
      'row',
      'share',
    ])
    expect(answersTo('patient', 'fit-note', response)).not.toHaveProperty('item')
  })

  it('an employer reads in the report only what is for the employer', () => {
    const forEmployer = [...FORM_LEAVES['health-and-work-report']].filter(([, says]) =>
      says.some(each => each.to === 'employer'),
    )
    expect(forEmployer.map(([linkId]) => linkId)).not.toContain('share')
    expect(readReport(response).rows).toEqual([{ difficulty: 'Stairs', goal: '' }])
  })
})
