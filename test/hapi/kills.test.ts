import { inject, it } from 'vitest'
import { newPlace } from '../faults/a-store.ts'
import { expectKillsHarmless, KILLS } from './harmless-kills.ts'

it(`${KILLS} processes that are killed at every step lose nothing and double nothing`, { timeout: 600_000 }, () =>
  expectKillsHarmless(inject('hapi'), newPlace()),
)
