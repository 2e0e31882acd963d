import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, onTestFinished } from 'vitest'
import type { ClientCredential } from '../../launch/smart/client-credential.ts'
import { type EhrRegistry, ehrRegistrySchema } from '../../launch/smart/ehr-registry.ts'
import type { LaunchFailure, LaunchFailureCode } from '../../launch/smart/launch-failure.ts'
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

  const visit = (url: string, cookie = '', headers: Record<string, string> = {}) =>
    fetch(new URL(url, publicUrl), { redirect: 'manual', headers: { ...headers, ...(cookie && { cookie }) } })
  /** The EHR's click and no more. */
  const begin = (iss = stub.issuer) => visit(`/launch?iss=${encodeURIComponent(iss)}&launch=xyz`)
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
  /** Goes as far as the EHR's answer: the address of our callback, and the cookie that the browser now has. */
  async function toCallback() {
    const begun = await begin()
    const authorizeUrl = begun.headers.get('location') ?? ''
    const back = await fetch(authorizeUrl, { redirect: 'manual' })
    return { begun, cookie: cookieOf(begun, ''), authorizeUrl, callback: back.headers.get('location') ?? '' }
  }
  async function whole() {
    const { cookie, callback } = await toCallback()
    return visit(callback, cookie)
  }
  async function session(): Promise<LaunchSession> {
    await launch()
    const [opened] = sessions.slice(-1)
    if (opened === undefined) throw new Error(`no session: ${JSON.stringify(failures)}`)
    return opened
  }
  const signIns = () => createSignIns(deps)
  const did = { visit, begin, toCallback, whole, launch, session, signIns }
  return { stub, clock, wait, kept, store, registry, publicUrl, failures, sessions, ...did }
}

/** A launch that must end with this failure, and in no session. */
export async function refusedLaunch(setting: Setting, code: LaunchFailureCode) {
  const set = await launchSetting(setting)
  const answer = await set.whole()
  expect(answer.status).toBe(400)
  expect(set.failures.map(failure => failure.code)).toEqual([code])
  expect(set.sessions).toEqual([])
  expect([...set.kept.keys()].filter(key => key.startsWith('launch-session'))).toEqual([])
  return set
}
