import { expect, expectTypeOf, test } from 'vitest'
import { type Amends, type Asks, type Delivers, type Hub, type LooksUp, sendsByItself } from '../../src/gateways/hub.ts'

const never = (): never => {
  throw new Error('not asked of this hub')
}
const delivers: Delivers = { send: never, find: never, withdraw: never }

test('what is accepted reaches a hub by itself, and neither one that only prints nor none at all', () => {
  const hubs: (Hub | undefined)[] = [delivers, { ...delivers, prints: { linkOf: never } }, undefined]
  expect(hubs.map(sendsByItself)).toEqual([true, false, false])
})

// Held by the compiler in `npm run check`: nothing happens here when it runs.
test('half an ability is none', () => {
  expectTypeOf<Delivers>().toExtend<Hub>()
  expectTypeOf<Omit<Delivers, 'withdraw'>>().not.toExtend<Hub>()
  expectTypeOf<Delivers & { asks: Asks }>().toExtend<Hub>()
  expectTypeOf<Delivers & { asks: Omit<Asks, 'answer'> }>().not.toExtend<Hub>()
  expectTypeOf<Delivers & { looksUp: Omit<LooksUp, 'workStatusAtReferral'> }>().not.toExtend<Hub>()
  expectTypeOf<Delivers & { amends: Omit<Amends, 'updateNote'> }>().not.toExtend<Hub>()
})
