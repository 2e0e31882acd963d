import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

/** "The hub's side" in docs/integrating.md, read as a make-believe case system reads it: request after request. */
const section = /^## \d+\. The hub's side\n([\s\S]*?)(?=\n## |$(?![\s\S]))/m.exec(
  readFileSync('docs/integrating.md', 'utf8'),
)?.[1]
const requests = [...(section ?? '').matchAll(/```http (\d+)\n([\s\S]*?)```/g)].map(([, status, text = '']) => ({
  status: Number(status),
  text: text.trim(),
}))

let app: RunningApp
let task = ''
let readStatus: () => Promise<string>
beforeAll(async () => {
  app = await startApp()
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
  const sent = await clinician.submit(check)
  readStatus = async () => (await clinician.get(sent.url.replace(/sent$/, 'status'))).html
  const [found] = await resourcesAt(app.hubUrl, 'Task?code=fulfill')
  task = String(found?.id)
})
afterAll(() => app.close())

const versionNow = async (): Promise<string> => {
  const answer = await fetch(`${app.hubUrl}/Task/${task}`)
  return (await answer.json()).meta.versionId
}

async function run(text: string): Promise<{ status: number; body: { resourceType: string; issue?: unknown } }> {
  const here = text
    .replaceAll('{hub}', app.hubUrl)
    .replaceAll('{task}', task)
    .replaceAll('{version}', await versionNow())
  const [head = '', body] = here.split('\n\n')
  const [first = '', ...lines] = head.split('\n')
  const [method = '', url = ''] = first.split(' ')
  const headers = Object.fromEntries(lines.map(line => line.split(/: (.*)/).slice(0, 2)))
  const answer = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/fhir+json',
      ...Object.fromEntries(Object.entries(headers).map(([n, v]) => [n.toLowerCase(), String(v)])),
    },
    ...(body && { body }),
  })
  return { status: answer.status, body: await answer.json() }
}

describe('what docs/integrating.md tells a case system to ask', () => {
  it('is there, and drives good, illegal, repeated and stale moves', () => {
    expect(requests.map(each => each.status)).toEqual(expect.arrayContaining([200, 409, 422]))
    expect(requests.length).toBeGreaterThan(12)
  })

  it('is answered as it says there, from receiving to the outcome that the referrer reads', async () => {
    for (const { status, text } of requests) {
      const answer = await run(text)
      expect({ text, status: answer.status }).toEqual({ text, status })
      if (status >= 400) expect(answer.body.resourceType).toBe('OperationOutcome')
    }
    const said = await readStatus()
    for (const words of ['Finished', 'Returned to work with adjustments', 'Back at work since Monday'])
      expect(said).toContain(words)
  })

  it('leaves one version and one Provenance a move, none for a replay or a refusal', async () => {
    const moves = await resourcesAt(app.hubUrl, `Provenance?target=Task/${task}&_count=100`)
    const made = moves.filter(each => !String(each.id).startsWith('provenance-'))
    expect(Number(await versionNow())).toBe(1 + made.length)
  })
})
