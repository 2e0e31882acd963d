import { expect, it } from 'vitest'
import { letterLines } from '../../../launch/paper/letter-lines.ts'
import { plain, textsOf } from '../../../launch/paper/paper-document.ts'
import { sharedKinds } from '../../../launch/paper/shared-kinds.ts'
import { SHARING_LEVELS } from '../../../src/domain/referral.ts'
import { answerLeaves } from '../../../src/fhir/sharing.ts'
import { itemsOf, QUESTIONS } from '../../support/answers.ts'
import { bundleAt, handoutAt } from './paper-variants.ts'

const BASIC = [
  'your name, your date of birth and how to reach you safely',
  'your NHS number',
  'your language, and what you need to take part',
  'that you have a health condition',
  'if you are in work',
  'if there is anything to keep you or the coach safe',
  'who referred you, and what you agreed to share',
]
/** Said a second time, on purpose: what a handout says was shared at each level, where every question is answered. */
const SAID = {
  basic: BASIC,
  standard: [
    ...BASIC.slice(0, 3),
    'what kind of health condition you have',
    'if you have a fit note, and what it says',
    'if you are in work',
    'your job, and how long you have been off work',
    ...BASIC.slice(5),
  ],
  full: [
    ...BASIC.slice(0, 3),
    'the name of your health condition',
    'other health conditions and treatment that matter for work',
    'if you have a fit note, and what it says',
    'if you are in work',
    'your job, and how long you have been off work',
    'what is difficult at work, and what helps',
    ...BASIC.slice(5),
  ],
} as const

it.each(SHARING_LEVELS)('%s: a handout says which kinds of things were sent, and none that was not', level => {
  const lists = handoutAt(level).blocks.flatMap(each => (each.kind === 'list' ? [each.items] : []))
  expect(lists[0]).toEqual(SAID[level])
})

it('every question of ours that leaves has a kind; one that nobody knows is said too, without its words', () => {
  const asked = itemsOf(QUESTIONS).filter(each => answerLeaves(each.linkId, 'full') && each.type !== 'group')
  const rest = (linkId: string) =>
    sharedKinds([{ element: 'answer', linkId, label: 'A question', said: 'an answer' }], 'full')
  const without = asked.filter(({ linkId }) => rest(linkId).includes('other things that you agreed to'))
  expect(without.map(each => each.linkId)).toEqual(['main-condition'])
  expect(rest('somebody-elses')).toEqual(['other things that you agreed to'])
})

it.each(SHARING_LEVELS)('%s: it holds no answer, and of the name one letter (hazard H09)', level => {
  const words = textsOf(handoutAt(level)).join(' ')
  const values = letterLines(bundleAt(level)).filter(
    ({ element, linkId, said }) =>
      !['referrer', 'practice', 'practice-phone', 'no-nhs-number'].includes(element) &&
      // Said for other reasons, or also the day of the handout itself.
      !['profession', 'sharing', 'interpreter', 'concern-managed', 'note-from'].includes(linkId ?? '') &&
      said !== 'A health condition (the patient shares no more)',
  )
  expect(values.length).toBeGreaterThan(8)
  expect(values.filter(each => words.includes(each.said)).map(each => each.label)).toEqual([])
  const [first] = handoutAt(level).blocks
  expect(first?.kind === 'paragraph' && plain(first.words)).toBe('For Z.')
})
