import { z } from 'zod'
import { heldToLabels } from './page-faults.ts'
import type { RunningApp } from './running-app.ts'

/** A page as it came: where, with what status, saying what. */
export interface Seen {
  readonly url: string
  readonly status: number
  readonly html: string
}

export interface Clinician {
  /** Chooses a patient in the make-believe EHR and follows the launch to the first page. */
  launch(patientId: string, clinicianKey?: string, intent?: string): Promise<Seen>
  /** The same, for the form: where the launch leads to how an earlier referral stands, "Refer again" is pressed. */
  launchToRefer(patientId: string, clinicianKey?: string): Promise<Seen>
  get(url: string): Promise<Seen>
  /** Sends the form of a page, with its hidden fields, and follows the redirects. */
  submit(page: Seen, fields?: Record<string, string | readonly string[]>, action?: string): Promise<Seen>
  /** What this browser would send to an address, for another one that goes on from here. */
  cookiesFor(url: string): { name: string; value: string; url: string }[]
}

/** One browser, without a page engine: cookies by origin, redirects followed, forms sent with their hidden fields. */
export function createClinician(app: Pick<RunningApp, 'sandboxUrl'>): Clinician {
  const cookies = new Map<string, Map<string, string>>()

  async function request(url: string, init: RequestInit = {}): Promise<Seen> {
    const { origin } = new URL(url)
    const jar = cookies.get(origin) ?? new Map<string, string>()
    cookies.set(origin, jar)
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    const html = await response.text()
    return location ? request(new URL(location, url).href) : heldToLabels({ url, status: response.status, html })
  }

  const post = (url: string, body: URLSearchParams) => request(url, { method: 'POST', body })

  const launch: Clinician['launch'] = (patientId, clinicianKey = 'gp', intent = '') =>
    post(`${app.sandboxUrl}/launch`, new URLSearchParams({ patient: patientId, clinician: clinicianKey, intent }))

  return {
    launch,
    async launchToRefer(patientId, clinicianKey) {
      const page = await launch(patientId, clinicianKey)
      const again = /<a href="([^"]*)">Refer again<\/a>/.exec(page.html)?.[1]
      return again === undefined ? page : request(new URL(again, page.url).href)
    },
    get: url => request(url),
    cookiesFor: url => [...(cookies.get(new URL(url).origin) ?? [])].map(([name, value]) => ({ name, value, url })),
    submit(page, given = {}, action) {
      const body = new URLSearchParams(prefilled(page.html))
      // Whoever goes on from a page on which a second referral has to be confirmed has said yes to it, unless a test says otherwise.
      const beside = /<input[^>]*name="beside"[^>]*>/.exec(page.html)?.[0]
      const fields = beside ? { beside: attribute(beside, 'value') ?? '', ...given } : given
      for (const [name, value] of Object.entries(fields)) {
        body.delete(name)
        for (const each of [value].flat()) body.append(name, each)
      }
      return post(action ? new URL(action, page.url).href : page.url, body)
    },
  }
}

/** What a browser would send of the last form on a page as it stands: hidden and text fields, what is checked or selected. */
function prefilled(html: string): [string, string][] {
  const form = html.slice(html.lastIndexOf('<form'))
  const fields: [string, string][] = []
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type') ?? 'text'
    const name = attribute(tag, 'name')
    if (!name || (['radio', 'checkbox'].includes(type) && !/\schecked/.test(tag))) continue
    fields.push([name, attribute(tag, 'value') ?? ''])
  }
  return fields
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

const W = 'https://fhir.workwell-referral.example/CodeSystem'

/** The five taps of the usual case. */
export const FIVE_TAPS = {
  pathway: `${W}/pathway|refer`,
  'main-condition': `${W}/condition-group|musculoskeletal`,
  'work-status': `${W}/work-status|employed-off-sick`,
  concern: `${W}/concern|none-known`,
  sharing: `${W}/sharing-level|standard`,
} as const

export const option = (codeSystem: string, code: string): string => `${W}/${codeSystem}|${code}`

const bundle = z.looseObject({
  entry: z.array(z.object({ resource: z.looseObject({ resourceType: z.string(), id: z.string() }) })).default([]),
})

/** All resources of one type at a FHIR server, newest knowledge. */
export async function resourcesAt(fhirUrl: string, query: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${fhirUrl}/${query}`, { headers: { 'Cache-Control': 'no-cache' } })
  return bundle.parse(await response.json()).entry.map(entry => entry.resource)
}
