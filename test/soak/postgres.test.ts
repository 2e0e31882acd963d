import { afterAll, beforeAll, describe, inject, it } from 'vitest'
import { type Bundled, bundled } from '../support/bundled-server.ts'
import { newDatabase } from '../support/postgres-cluster.ts'
import { BUNDLED_WITHIN_MS, expectKillsHarmless, isFull } from './kills.ts'

const ROUNDS = Number(process.env.ROUNDS || (isFull ? 100 : 6))
const postgres = inject('postgres')

describe.runIf(postgres.ok || process.env.CI === 'true')('on PostgreSQL', () => {
  let program: Bundled
  beforeAll(async () => {
    program = await bundled('src/main.ts')
  }, BUNDLED_WITHIN_MS)
  afterAll(() => program?.remove())

  it(`of two web servers one is killed at random, ${ROUNDS} times: the other takes its work over, once (hazard H03)`, async () => {
    if (!postgres.ok) throw new Error(postgres.failure)
    const { url } = postgres.value
    const plan = { name: 'PostgreSQL', rounds: ROUNDS, program: program.file, instances: 2 } as const
    await expectKillsHarmless(plan, () => newDatabase({ url }, 'soak'))
  })
})
