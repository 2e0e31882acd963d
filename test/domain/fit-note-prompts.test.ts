import { expect, it } from 'vitest'
import { copiedSentences, WORKWELL_SENTENCE, withoutWorkWell } from '../../src/domain/fit-note-prompts.ts'

const lift = { limited: 'lift', limit: 'nothing above 5 kg', helps: [] } as const

it('copies a sentence for each limit that is whole, and says that one is left out', () => {
  const rows = [lift, { limited: 'sit', helps: [] } as const, { helps: [] }]
  expect(copiedSentences(rows, false)).toEqual({
    sentences: ['Lifting and carrying: nothing above 5 kg.'],
    unfinished: true,
    withheld: false,
  })
  // A row that nobody has begun is no limit that is left out.
  expect(copiedSentences([{ helps: [] }], false).unfinished).toBe(false)
})

it('names WorkWell only where the patient wants their employer to read it, whoever wrote the sentence', () => {
  const named = { ...lift, limit: 'as agreed with Work Well' }
  expect(copiedSentences([lift, named], false)).toMatchObject({
    sentences: [expect.stringMatching(/5 kg/)],
    withheld: true,
  })
  expect(copiedSentences([lift, named], true)).toMatchObject({ withheld: false })
  expect(copiedSentences([lift], true).sentences.at(-1)).toBe(WORKWELL_SENTENCE)
})

it('takes the sentence out of comments, and leaves every other word', () => {
  expect(withoutWorkWell(`Avoid lifting. ${WORKWELL_SENTENCE} Short walks.`)).toBe('Avoid lifting. Short walks.')
  expect(withoutWorkWell(WORKWELL_SENTENCE)).toBe('')
})
