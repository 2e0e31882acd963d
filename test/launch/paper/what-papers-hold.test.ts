import { describe, expect, it } from 'vitest'
import { handout } from '../../../launch/paper/handout.ts'
import { textsOf } from '../../../launch/paper/paper-document.ts'
import {
  letterTerms,
  mayStand,
  ownTerms,
  PAPER_ELEMENTS,
  PAPERS,
  type Paper,
  type PaperElement,
} from '../../../launch/paper/what-papers-hold.ts'
import { SHARING_LEVELS } from '../../../src/domain/referral.ts'
import { workWellService } from '../../support/ehr-record.ts'

const ELEMENTS = Object.keys(PAPER_ELEMENTS) as PaperElement[]
const LETTERS = ['letter', 'letter-with-link'] as const
const OWN = (Object.keys(PAPERS) as Paper[]).flatMap(each =>
  each === 'letter' || each === 'letter-with-link' ? [] : [each],
)
const on = (paper: (typeof OWN)[number]): PaperElement[] =>
  ELEMENTS.filter(each => mayStand(each, ownTerms(paper), 'work-status'))

describe('the table of papers (hazards H09, H10)', () => {
  it('a letter bears the NHS number under the agreement of its service’s pack, and at no level without', () => {
    for (const paper of LETTERS)
      for (const level of SHARING_LEVELS) {
        const never = letterTerms(paper, workWellService({ nhsNumber: { send: 'never' } }), level)
        const agreed = letterTerms(paper, workWellService(), level)
        expect([mayStand('nhs-number', never), mayStand('nhs-number', agreed)]).toEqual([false, true])
      }
  })

  it('of the others only the practice’s own closing letter does', () => {
    expect(OWN.filter(paper => on(paper).includes('nhs-number'))).toEqual(['closing-letter'])
  })

  it('a handout is told of the service and of nobody, but for a note that names WorkWell as the patient wants it', () => {
    expect(on('handout')).toEqual(['service', 'service-contact', 'note-names-workwell'])
    const said = (wanted?: boolean) => textsOf(handout(workWellService(), wanted)).join(' ')
    expect(said()).not.toContain('fit note names WorkWell')
    expect(said(true)).toContain('Your fit note names WorkWell')
    // On no other paper, whoever reads it.
    expect(OWN.filter(paper => on(paper).includes('note-names-workwell'))).toEqual([
      'handout',
      'handout-after-referral',
    ])
  })

  it('an employer reads neither a condition nor that there is a referral', () => {
    const words: PaperElement[] = [
      'note-condition',
      'note-comments',
      'health-condition',
      'service',
      'course',
      'reference',
    ]
    expect(on('health-and-work-report').filter(each => words.includes(each))).toEqual([])
  })

  it('an answer stands on letters alone, from its own level on; a question that nobody knows never', () => {
    expect(OWN.filter(paper => on(paper).includes('answer'))).toEqual([])
    const at = (level: (typeof SHARING_LEVELS)[number], linkId: string) =>
      mayStand('answer', letterTerms('letter', workWellService(), level), linkId)
    const levels = (linkId: string) => SHARING_LEVELS.map(level => at(level, linkId))
    expect(levels('work-status')).toEqual([true, true, true])
    expect(levels('occupation')).toEqual([false, true, true])
    expect(levels('treatment-awaited')).toEqual([false, false, true])
    for (const unknown of ['', 'toString', 'somebody-elses']) expect(levels(unknown)).toEqual([false, false, false])
  })

  it('answers to a service’s own questions stand from the level that its pack names, and nowhere without one', () => {
    const extraQuestions = { file: 'more.json', leavesFrom: 'standard' } as const
    const levels = (service: ReturnType<typeof workWellService>) =>
      SHARING_LEVELS.map(level => mayStand('site-answer', letterTerms('letter', service, level)))
    expect(levels(workWellService({ extraQuestions }))).toEqual([false, true, true])
    expect(levels(workWellService())).toEqual([false, false, false])
  })

  it('where no level was agreed, nothing that needs one stands', () => {
    const terms = letterTerms('letter', workWellService(), undefined)
    expect([mayStand('answer', terms, 'work-status'), mayStand('site-answer', terms)]).toEqual([false, false])
  })
})
