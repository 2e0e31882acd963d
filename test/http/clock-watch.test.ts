import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createReadiness } from '../../src/api/readiness.ts'
import { watchClock } from '../../src/http/clock-watch.ts'

const DAY = 86_400_000

async function setUp() {
  let jump = 0
  const theirs = { header: () => new Date().toUTCString(), age: undefined as string | undefined }
  const server = createServer((_req, res) => {
    res.setHeader('date', theirs.header())
    if (theirs.age) res.setHeader('age', theirs.age)
    res.end('{}')
  }).listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const log = { error: vi.fn(), info: vi.fn() }
  const watch = watchClock({ now: () => new Date(Date.now() + jump), log })
  onTestFinished(async () => {
    watch.close()
    server.closeAllConnections()
    await new Promise(done => server.close(done))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const jumpBy = (ms: number): void => {
    jump = ms
  }
  const ask = async () => void (await (await fetch(`${origin}/Patient/1?name=Okonkwo`)).text())
  return { watch, log, theirs, ask, origin, jumpBy }
}

it('a clock that agrees is not spoken of', async () => {
  const { watch, log, ask } = await setUp()
  await ask()
  expect(watch.difference()).toBeUndefined()
  expect(log.error).not.toHaveBeenCalled()
})

it.each([
  [DAY, '1440 minutes ahead of'],
  [-DAY, '1440 minutes behind'],
])(
  'a clock that is off by %i ms is said once, with whose it differs from, until it is right again',
  async (jump, words) => {
    const { watch, log, ask, jumpBy, origin } = await setUp()
    jumpBy(jump)
    await ask()
    await ask()
    expect(watch.difference()?.words).toContain(`${words} ${origin}`)
    expect(log.error).toHaveBeenCalledTimes(1)
    expect(JSON.stringify(log.error.mock.calls)).not.toContain('Okonkwo')
    jumpBy(0)
    await ask()
    expect(watch.difference()).toBeUndefined()
    expect(log.info).toHaveBeenCalledTimes(1)
  },
)

it('an answer that a cache kept, and a date that is none, say nothing of a clock', async () => {
  const { watch, theirs, ask } = await setUp()
  theirs.header = () => new Date(Date.now() - 3_600_000).toUTCString()
  theirs.age = '3600'
  await ask()
  theirs.header = () => 'yesterday'
  await ask()
  expect(watch.difference()).toBeUndefined()
})

it('/readyz says it, and takes no instance out of service for it', async () => {
  const { watch } = await setUp()
  watch.observe('the database', new Date(Date.now() - DAY))
  const readiness = createReadiness({ whyNotKept: async () => undefined, waitMs: 1000, clock: watch.difference })
  expect(await readiness()).toEqual({
    isReady: true,
    status: 'ready',
    clock: expect.stringContaining('1440 minutes ahead of the database'),
  })
})

it.each([
  ['full', 'store is full'],
  ['damaged', 'store is damaged'],
  ['read-only', 'store cannot be written to'],
  ['silent', 'store does not answer'],
] as const)('/readyz is not ready where the store is %s', async (fault, status) => {
  const readiness = createReadiness({ whyNotKept: async () => fault, waitMs: 1000, clock: () => undefined })
  expect(await readiness()).toEqual({ isReady: false, status })
})
