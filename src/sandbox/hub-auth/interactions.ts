import { z } from 'zod'
import type { Interaction } from './system-scopes.ts'

export interface Asked {
  readonly method: string
  /** Below the FHIR base, with its query. */
  readonly path: string
  /** Of a POST to the base itself: its bytes. */
  readonly body?: unknown
}

/** What cannot be told from the request, or reaches everything, needs every right there is. */
const EVERYTHING: readonly Interaction[] = (['c', 'r', 'u', 'd', 's'] as const).map(letter => ({ type: '*', letter }))

const bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.looseObject({ request: z.looseObject({ method: z.string(), url: z.string() }) })).default([]),
})

/** Everything that a request to the hub would do, so that its token can be held against it. */
export function interactionsOf({ method, path, body }: Asked): readonly Interaction[] {
  const [place = '', query = ''] = path.split('?')
  const [type, id] = place.split('/').filter(segment => segment !== '')
  if (place.includes('$')) return EVERYTHING
  if (type === undefined && method === 'POST') return interactionsOfBundle(body)
  const reads = method === 'GET' || method === 'HEAD'
  // A further page, or the history of all: of any type.
  if (type === undefined || !/^[A-Z][A-Za-z]+$/.test(type)) return reads ? [{ type: '*', letter: 's' }] : EVERYTHING
  if (reads || (method === 'POST' && id === '_search')) {
    const isSearch = id === undefined || id.startsWith('_')
    return [{ type, letter: isSearch ? 's' : 'r' }, ...interactionsOfIncludes(query)]
  }
  if (method === 'POST' && id === undefined) return [{ type, letter: 'c' }]
  if (method === 'PUT' || method === 'PATCH') return [{ type, letter: 'u' }]
  return method === 'DELETE' ? [{ type, letter: 'd' }] : EVERYTHING
}

/** An include that names the type it brings needs that one read; of any other, what comes along may be of any type. */
function interactionsOfIncludes(query: string): Interaction[] {
  return [...new URLSearchParams(query)].flatMap(([name, value]): Interaction[] => {
    // Asked about a type by what points there: whoever may not search it must not learn of it this way.
    const pointers = [...name.matchAll(/_has:([A-Z][A-Za-z]+):/g)].flatMap(([, type = '*']): Interaction[] => [
      { type, letter: 's' },
    ])
    if (!/^_(rev)?include/.test(name)) return pointers
    const [, , target] = name === '_include' ? value.split(':') : []
    return [
      target !== undefined && /^[A-Z][A-Za-z]+$/.test(target)
        ? { type: target, letter: 'r' }
        : { type: '*', letter: 's' },
    ]
  })
}

function interactionsOfBundle(body: unknown): readonly Interaction[] {
  const parsed = bundle.safeParse(jsonIn(body))
  if (!parsed.success) return EVERYTHING
  // An entry is never a Bundle of its own here: a POST to the base inside a Bundle has no body and needs every right.
  return parsed.data.entry.flatMap(({ request }) => interactionsOf({ method: request.method, path: request.url }))
}

function jsonIn(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  } catch {
    return undefined
  }
}
