import { expect, it } from 'vitest'
import { forPractice } from '../../../launch/paper/for-practice.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { STAGES } from '../../../src/domain/referral-status.ts'
import { workWellService } from '../../support/ehr-record.ts'

const ENDED = STAGES.filter(isEnded)
const said = (stage: (typeof STAGES)[number], at = '2026-12-03T10:00:00Z') =>
  forPractice(stage, at, workWellService(), '2026-12-04')

it.each(ENDED)('%s: what comes to a practice begins with whether there is anything to do', stage => {
  expect(said(stage)).toMatch(/^(Nothing to do\. |For information\. |Please do: .+, by \d+ \w+ \d{4}\. )[A-Z]/)
})

it('makes a task only where nobody else knows that the patient waits', () => {
  expect(ENDED.filter(each => said(each).startsWith('Please do'))).toEqual(['failed'])
})

it('says by when: two working days after it ended, or from today where that is not known', () => {
  expect(said('failed')).toContain('ring WorkWell North on 01632 960100, by 7 December 2026.')
  expect(said('failed', 'unknown')).toContain('by 8 December 2026.')
})
