import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ID } from '../../src/fhir/systems.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'

export interface HubDouble {
  readonly url: string
  /** How many referrals it has. */
  referrals: number
  /** How often it was asked since the last time this was set. */
  asked: number
  close(): Promise<void>
}

const SHARED = ['Organization', 'HealthcareService', 'Practitioner', 'PractitionerRole']
const MOST_PER_PAGE = 500
const MINUTE = 60_000

/** A hub with any number of open referrals to one service, each sent a minute after the other, that answers everything after so many milliseconds. */
export async function startHubDouble(delayMs: number): Promise<HubDouble> {
  const templates = templatesOfOne()
  const state = { referrals: 0, asked: 0 }
  const now = Date.now()

  const resource = (type: string, id: string): string | undefined => {
    const index = id.replace(/^.*-/, '')
    const authored = new Date(now - (state.referrals - Number(index)) * MINUTE)
    return templates
      .get(`${type}/${id.replace(/-\d+$/, '')}`)
      ?.replaceAll('NUMBER', index)
      .replaceAll('AUTHORED', Number.isNaN(authored.getTime()) ? '' : authored.toISOString())
  }
  const tasksFrom = (offset: number, count: number): string[] =>
    Array.from({ length: Math.max(0, Math.min(count, state.referrals - offset)) }, (_, index) =>
      String(resource('Task', `task-${offset + index}`)),
    )

  const server = createServer(async (req, res) => {
    state.asked += 1
    await sleep(delayMs)
    const { pathname, searchParams } = new URL(req.url ?? '', url)
    const [, , type = '', id] = pathname.split('/')
    const send = (body: string | undefined) =>
      res.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/fhir+json' }).end(body ?? '{}')
    const bundle = (entries: readonly string[], { total = entries.length, next = '' } = {}) =>
      send(
        `{"resourceType":"Bundle","type":"searchset","total":${total},"link":[${next && JSON.stringify({ relation: 'next', url: next })}],"entry":[${entries.map(each => `{"resource":${each},"search":{"mode":"match"}}`).join(',')}]}`,
      )
    if (id !== undefined) return send(resource(type, id))
    const ids = searchParams.get('_id')?.split(',')
    if (ids) return bundle(ids.flatMap(each => resource(type, each) ?? []))
    if (type === 'HealthcareService') return bundle([String(resource(type, 'healthcareservice'))])
    if (type !== 'Task') return bundle([])
    // Work goes on with all of them, and nobody was reached yet.
    const isElse = searchParams.has('business-status') || searchParams.get('status')?.startsWith('in-progress')
    const total = isElse ? 0 : state.referrals
    if (searchParams.get('_summary') === 'count') return bundle([], { total })
    const count = Math.min(Number(searchParams.get('_count') ?? 20), MOST_PER_PAGE)
    const offset = Number(searchParams.get('offset') ?? 0)
    searchParams.set('offset', String(offset + count))
    const next = offset + count < total ? `${url}/Task?${searchParams}` : ''
    return bundle(total === 0 ? [] : tasksFrom(offset, count), { total, next })
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`
  return Object.assign(state, {
    url,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  })
}

/** The resources of one referral as texts, by type and name, in which the referral's number is still open. */
function templatesOfOne(): ReadonlyMap<string, string> {
  const bundle = arrivedReferral({ family: 'LISTED', authoredOn: '2026-09-03T09:12:00.000Z' })
  const all = (bundle.entry ?? []).flatMap(({ fullUrl, resource }) => (resource ? [{ fullUrl, resource }] : []))
  const number = all
    .flatMap(({ resource }) => (resource.resourceType === 'ServiceRequest' ? (resource.identifier ?? []) : []))
    .find(each => each.system === ID.referral)?.value
  let text = JSON.stringify(all)
  const nameOf = (type: string): string => (SHARED.includes(type) ? type.toLowerCase() : `${type.toLowerCase()}-NUMBER`)
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  for (const { fullUrl = '', resource } of all) {
    const count = seen.get(resource.resourceType) ?? 0
    seen.set(resource.resourceType, count + 1)
    const name = nameOf(resource.resourceType).replace(/(-NUMBER)?$/, `${count === 0 ? '' : `x${count}`}$1`)
    names.set(fullUrl, name)
    text = text.replaceAll(`"reference":"${fullUrl}"`, `"reference":"${resource.resourceType}/${name}"`)
  }
  text = text.replaceAll(number ?? '', 'referral-NUMBER').replaceAll('2026-09-03T09:12:00.000Z', 'AUTHORED')
  const named: { fullUrl: string; resource: { resourceType: string } }[] = JSON.parse(text)
  return new Map(
    named.map(({ resource }, index) => {
      const name = names.get(all[index]?.fullUrl ?? '') ?? ''
      const stored = { ...resource, id: name, meta: { versionId: '1', lastUpdated: '2026-09-03T09:12:00.000Z' } }
      return [`${resource.resourceType}/${name.replace('-NUMBER', '')}`, JSON.stringify(stored)]
    }),
  )
}
