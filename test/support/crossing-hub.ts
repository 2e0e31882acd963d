import express, { type RequestHandler } from 'express'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'

/** How the hub crosses two referrals: `renumbers` gives all resources of a type each other's ids, `swaps` answers with the other's content. */
export type Crossing =
  | { readonly kind: 'none' }
  | { readonly kind: 'renumbers' }
  | { readonly kind: 'swaps'; readonly types: readonly string[] }
  | { readonly kind: 'drops'; readonly places: readonly string[] }

export interface CrossingHub {
  readonly url: string
  crossing: Crossing
  close(): Promise<void>
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
/** `Type/id` to `Type/id`. */
type Places = ReadonlyMap<string, string>

const TYPES = ['Patient', 'ServiceRequest', 'Task', 'QuestionnaireResponse', 'Consent', 'Condition', 'Observation']
const MORE_TYPES = ['Communication', 'Appointment', 'Provenance', 'PractitionerRole', 'Practitioner', 'Organization']

/** A real FHIR server on loopback whose answers belong to another referral, as after a restore or a change of supplier. */
export async function startCrossingHub(): Promise<CrossingHub> {
  const fhir = createFhirServer({ pageSize: 200 })
  const inner = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  const innerUrl = `http://127.0.0.1:${inner.port}/fhir`
  const app = express().use(express.text({ type: () => true, limit: '5mb' }))
  const hub: { crossing: Crossing; url: string } = { crossing: { kind: 'none' }, url: '' }

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${innerUrl}${path}`, init)
    return { answer, body: (await answer.text()).replaceAll(innerUrl, hub.url) }
  }
  async function storedOf(type: string): Promise<{ [key: string]: Json }[]> {
    const { body } = await ask(`/${type}?_count=200`, { headers: { 'cache-control': 'no-cache' } })
    const bundle: { entry?: { resource: { [key: string]: Json } }[] } = JSON.parse(body)
    return (bundle.entry ?? []).map(each => each.resource)
  }
  /** Of each type the places go round; of Tasks, those of referrals and those of questions among themselves. */
  async function exchanged(types: readonly string[]): Promise<Places> {
    const places = new Map<string, string>()
    for (const type of types) {
      const all = await storedOf(type)
      for (const some of [all.filter(each => !('partOf' in each)), all.filter(each => 'partOf' in each)]) {
        const ids = some.map(each => `${type}/${each.id}`).sort()
        for (const [index, id] of ids.entries()) places.set(id, ids[(index + 1) % ids.length] ?? id)
      }
    }
    return places
  }

  const pass: RequestHandler = async (req, res) => {
    const { crossing } = hub
    const places =
      crossing.kind === 'renumbers' ? await exchanged([...TYPES, ...MORE_TYPES]) : new Map<string, string>()
    const back = new Map([...places].map(([from, to]) => [to, from]))
    const sent = typeof req.body === 'string' && req.body !== '' ? JSON.parse(req.body) : undefined
    const { answer, body } = await ask(requestedAs(req.url, back), {
      method: req.method,
      headers: Object.fromEntries(
        Object.entries(req.headers).flatMap(([name, value]) =>
          ['host', 'content-length', 'connection', 'transfer-encoding'].includes(name) ? [] : [[name, String(value)]],
        ),
      ),
      ...(sent !== undefined && { body: JSON.stringify(placed(sent, back)) }),
    })
    let said: Json = body === '' ? null : JSON.parse(body)
    if (crossing.kind === 'renumbers') said = placed(said, places)
    if (crossing.kind === 'swaps') said = await contentsSwapped(said, crossing.types)
    if (crossing.kind === 'drops') {
      const isGone = (each: Json): boolean => crossing.places.includes(placeOf(each) ?? '')
      if (isGone(said)) return void res.status(404).json({ resourceType: 'OperationOutcome', issue: [] })
      said = withoutEntries(said, isGone)
    }
    const location = answer.headers.get('location')
    if (location) res.set('location', location.replaceAll(innerUrl, hub.url))
    res.status(answer.status).type('application/fhir+json')
    res.send(body === '' ? '' : JSON.stringify(said))
  }

  /** The other's content under this one's id and version. */
  async function contentsSwapped(said: Json, types: readonly string[]): Promise<Json> {
    const others = new Map<string, Json>()
    for (const type of types) {
      const all = (await storedOf(type)).filter(each => !('partOf' in each))
      for (const [index, each] of all.entries()) {
        const other = all[(index + 1) % all.length]
        if (other) others.set(`${type}/${each.id}`, { ...other, id: each.id ?? '', meta: each.meta ?? {} })
      }
    }
    const swapped = (value: Json): Json => {
      const other = others.get(placeOf(value) ?? '')
      if (other !== undefined) return other
      if (Array.isArray(value)) return value.map(swapped)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, swapped(each)]))
    }
    return swapped(said)
  }

  app.use('/fhir', (req, res, next) => void Promise.resolve(pass(req, res, next)).catch(next))
  const server = await listen(app, 0, '127.0.0.1')
  hub.url = `http://127.0.0.1:${server.port}/fhir`
  return Object.assign(hub, {
    async close() {
      await server.close()
      await inner.close()
      await fhir.close()
    },
  })
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const placeOf = (value: Json): string | undefined =>
  isObject(value) && typeof value.resourceType === 'string' && typeof value.id === 'string'
    ? `${value.resourceType}/${value.id}`
    : undefined

/** Every id and reference, wherever it stands, in its new place. */
function placed(value: Json, places: Places): Json {
  if (typeof value === 'string')
    return value.replace(/\b[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}/g, each => places.get(each) ?? each)
  if (Array.isArray(value)) return value.map(each => placed(each, places))
  if (!isObject(value)) return value
  const moved = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, placed(each, places)]))
  const place = placeOf(value)
  return place === undefined ? moved : { ...moved, id: (places.get(place) ?? place).split('/')[1] ?? '' }
}

/** The address as the server inside knows it. */
function requestedAs(url: string, back: Places): string {
  const [path = '', query = ''] = url.split('?')
  const type = path.split('/')[1] ?? ''
  const asked = [...new URLSearchParams(query)].map(([name, value]): [string, string] => {
    if (name !== '_id') return [name, String(placed(value, back))]
    const ids = value.split(',').map(id => (back.get(`${type}/${id}`) ?? `${type}/${id}`).split('/')[1] ?? id)
    return [name, ids.join(',')]
  })
  return `${placed(path, back)}${asked.length > 0 ? `?${new URLSearchParams(asked)}` : ''}`
}

function withoutEntries(said: Json, isGone: (resource: Json) => boolean): Json {
  if (!isObject(said) || !Array.isArray(said.entry)) return said
  return { ...said, entry: said.entry.filter(each => !isObject(each) || !isGone(each.resource ?? null)) }
}
