import { expect, it } from 'vitest'
import { stageWords } from '../../../launch/pages/status/words.ts'
import type { Hub } from '../../../src/gateways/hub.ts'

const never = (): never => {
  throw new Error('not asked of this hub')
}
const delivers: Hub = { send: never, find: never, withdraw: never }
const asks: Hub['asks'] = { passedOnTo: never, questions: never, answer: never }

it('a question is answered on the page where the service takes answers there, else by phone', () => {
  const next = (hub: Hub) => stageWords('awaiting-information', hub).next
  expect(next({ ...delivers, asks })).toContain('answer below')
  expect(next(delivers)).toBe('It needs something from you before it can go on: ring the service.')
})

it('what was printed is made, and not sent', () => {
  expect(stageWords('sent', { ...delivers, prints: { linkOf: never } }).says).toBe('Letter made, not answered yet')
  expect(stageWords('sent', delivers).says).toBe('Sent, not opened yet')
})
