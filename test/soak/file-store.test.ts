import { afterAll, beforeAll, it } from 'vitest'
import { type Bundled, bundled } from '../support/bundled-server.ts'
import { BUNDLED_WITHIN_MS, expectKillsHarmless, isFull } from './kills.ts'

const ROUNDS = Number(process.env.ROUNDS || (isFull ? 200 : 14))

let program: Bundled
beforeAll(async () => {
  program = await bundled('src/main.ts')
}, BUNDLED_WITHIN_MS)
afterAll(() => program?.remove())

it(`a web server on a file, killed at random ${ROUNDS} times, loses nothing, doubles nothing, and says "sent" of what is (hazard H03)`, async () => {
  await expectKillsHarmless({ name: 'file', rounds: ROUNDS, program: program.file, instances: 1 })
})
