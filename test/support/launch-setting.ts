import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { onTestFinished } from 'vitest'
import type { ClientCredential } from '../../launch/smart/client-credential.ts'
import { type EhrRegistry, ehrRegistrySchema } from '../../launch/smart/ehr-registry.ts'
import type { LaunchFailure } from '../../launch/smart/launch-failure.ts'
import type { LaunchSession } from '../../launch/smart/launch-session.ts'
import { createLaunchStore } from '../../launch/smart/launch-store.ts'
import { createLaunchRouter } from '../../launch/smart/router.ts'
import { createSignIns } from '../../launch/smart/sign-ins.ts'
import { type EhrStubBends, startEhrStub } from './ehr-stub.ts'
import { createMemoryVault } from './memory-vault.ts'

interface Setting {
  readonly bends?: EhrStubBends
  readonly ehr?: Record<string, unknown>
  readonly credential?: ClientCredential
  readonly timeoutMs?: number
}

/** The launch router in a real server, a real EHR on loopback, a clock that stands, and what became of the launches. */
export async function launchSetting({
  bends = {},
  ehr = {},
  credential = { kind: 'public' },
  timeoutMs,
}: Setting = {}) {
  const stub = await startEhrStub(bends)
  const clock = { now: new Date() }
  const now = () => clock.now
  const wait = (seconds: number): void => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000)
  }
  const { vault, kept } = createMemoryVault(now)
  const store = createLaunchStore(vault)
  const failures: LaunchFailure[] = []
  const sessions: LaunchSession[] = []
  const entry = { name: 'Test EHR', issuer: stub.issuer, clientId: 'workwell', auth: 'public', ...ehr }
  const registry: EhrRegistry = ehrRegistrySchema.parse([entry])
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const deps = { registry, store, credentialOf: () => credential, now, ...(timeoutMs && { timeoutMs }) }
  app.use(
    createLaunchRouter({
      ...deps,
      publicUrl,
      onFailure: (failure, _req, res) => {
        failures.push(failure)
        res.status(400).send('could not be opened')
      },
      onLaunched: session => sessions.push(session),
    }),
  )
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    await stub.stop()
  })

  const visit = (url: string, cookie = '') =>
    fetch(new URL(url, publicUrl), { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
  const cookieOf = (answer: Response, before: string): string =>
    answer.headers.get('set-cookie')?.split(';')[0] ?? before

  /** A launch from the EHR's click to our answer, in a browser that has this cookie. */
  async function launch({ cookie = '', query = '&launch=xyz' } = {}) {
    const begun = await visit(`/launch?iss=${encodeURIComponent(stub.issuer)}${query}`, cookie)
    const authorizeUrl = begun.headers.get('location')
    if (authorizeUrl === null) return { begun, cookie, authorize: new URLSearchParams() }
    const after = cookieOf(begun, cookie)
    const back = await fetch(authorizeUrl, { redirect: 'manual' })
    const ended = await visit(back.headers.get('location') ?? '', after)
    return { begun, ended, cookie: cookieOf(ended, after), authorize: new URL(authorizeUrl).searchParams }
  }
  async function session(): Promise<LaunchSession> {
    await launch()
    const [opened] = sessions.slice(-1)
    if (opened === undefined) throw new Error(`no session: ${JSON.stringify(failures)}`)
    return opened
  }
  const signIns = () => createSignIns(deps)
  return { stub, clock, wait, kept, store, registry, failures, sessions, launch, session, signIns }
}
