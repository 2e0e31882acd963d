import { expect, it } from 'vitest'
import { momentWords } from '../../src/domain/moment-words.ts'

it('says the time of what happened today in London, and the day of what did not', () => {
  expect(momentWords('2026-09-03T07:02:00.000Z', '2026-09-03')).toBe('at 08:02')
  expect(momentWords('2026-09-03T07:02:00.000Z', '2026-09-04')).toBe('on 3 September 2026 at 08:02')
  // Half past eleven in the evening by Greenwich is tomorrow already in summer.
  expect(momentWords('2026-09-03T22:30:00.000Z', '2026-09-03')).toBe('at 23:30')
  expect(momentWords('2026-09-03T23:30:00.000Z', '2026-09-04')).toBe('at 00:30')
})
