import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { CLIENT_ID, type ProtectedHub, startProtectedHub } from '../sandbox/hub-auth/protected-hub.ts'
import { ecJwk, type PrivateJwk, rsaJwk } from '../support/client-keys.ts'
import { type Clinician, createClinician, FIVE_TAPS, type Seen } from '../support/clinician.ts'
import { workWellService } from '../support/ehr-record.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'hub-auth-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The two variables of a client that is registered under this key. */
function client(key: PrivateJwk) {
  const file = join(folder, `${key.kid}.json`)
  writeFileSync(file, JSON.stringify(key))
  return { WORKWELL_CLIENT_ID: CLIENT_ID, WORKWELL_KEY_FILE: file }
}

async function upToSending(clinician: Clinician): Promise<Seen> {
  return clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
}

const headingOf = (page: Seen) => /<h1[^>]*>([^<]*)/.exec(page.html)?.[1]?.trim()
const statusOf = (clinician: Clinician, sent: Seen) => clinician.get(sent.url.replace(/sent$/, 'status'))

/** The address of the only referral in the inbox. */
async function onlyReferral(app: RunningApp, coach: Clinician): Promise<string> {
  const inbox = await coach.get(`${app.sandboxUrl}/workwell/`)
  const ids = [...new Set([...inbox.html.matchAll(/referrals\/([\w.-]+)"/g)].map(each => each[1]))]
  expect(ids).toHaveLength(1)
  return `${app.sandboxUrl}/workwell/referrals/${ids[0]}`
}

describe.each([
  ['RS384', client(rsaJwk('journey-rsa'))],
  ['ES384', client(ecJwk('journey-ec'))],
  ['a key that the sandbox made', {}],
])('with the embedded hub protected and %s', (_name, environment) => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ SANDBOX_HUB_AUTH: 'on', ...environment })
  })
  afterAll(() => app.close())

  it('a referral is sent, its status read, and the coach acknowledges it', async () => {
    const [clinician, coach] = [createClinician(app), createClinician(app)]
    const sent = await clinician.submit(await upToSending(clinician))
    expect(headingOf(sent)).toBe('Referral sent')
    expect((await statusOf(clinician, sent)).html).toContain('Sent, not opened yet')

    const referral = await onlyReferral(app, coach)
    await coach.submit(await coach.get(referral), {}, `${referral}/acknowledge`)
    expect((await statusOf(clinician, sent)).html).toContain('Received by WorkWell')
  })

  it('the hub answers nobody without a token, and only the public half of the key is published', async () => {
    expect((await fetch(`${app.hubUrl}/Task`)).status).toBe(401)
    const published = await fetch(`${app.url}/.well-known/jwks.json`)
    expect(published.headers.get('cache-control')).toBe('public, max-age=300')
    const { keys } = await published.json()
    expect(keys).toHaveLength(1)
    expect(Object.keys(keys[0]).filter(member => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(member))).toEqual([])
    expect(keys[0]).toMatchObject({ kid: expect.any(String), use: 'sig' })
  })
})

describe('with a protected hub elsewhere', () => {
  const key = ecJwk('elsewhere')
  let hub: ProtectedHub
  let app: RunningApp
  beforeAll(async () => {
    hub = await startProtectedHub([key])
    app = await startApp({ ...client(key), WORKWELL_FHIR_URL: hub.fhirUrl })
  })
  afterEach(() => {
    hub.instead = undefined
  })
  afterAll(async () => {
    await app.close()
    await hub.close()
  })

  const tasksAtHub = async () => {
    const headers = { authorization: `Bearer ${hub.staffToken()}`, 'cache-control': 'no-cache' }
    return (await (await fetch(`${hub.fhirUrl}/Task`, { headers })).json()).total
  }

  it('one token serves many calls, and when it ends mid-way it is renewed unseen', async () => {
    const clinician = createClinician(app)
    const sent = await clinician.submit(await upToSending(clinician))
    expect(headingOf(sent)).toBe('Referral sent')
    await statusOf(clinician, sent)
    expect(hub.tokensGiven()).toBe(1)

    hub.forgetTokens()
    expect((await statusOf(clinician, sent)).html).toContain('Sent, not opened yet')
    hub.forgetTokens()
    expect(headingOf(await clinician.submit(await upToSending(clinician)))).toBe('Referral sent')
    expect(hub.tokensGiven()).toBe(3)
  })

  it('the make-believe coach comes in too', async () => {
    const inbox = await createClinician(app).get(`${app.sandboxUrl}/workwell/`)
    expect(inbox.status).toBe(200)
    expect(inbox.html).toContain('Ashworth')
  })

  it.each<[string, ProtectedHub['instead']]>([
    [
      'knows our key no more',
      (req, res, next) =>
        req.path.endsWith('/token') ? void res.status(400).json({ error: 'invalid_client' }) : next(),
    ],
    [
      'has no token endpoint for now',
      (req, res, next) => (req.path.endsWith('/smart-configuration') ? void res.status(404).end() : next()),
    ],
    [
      'gives tokens and refuses them',
      (req, res, next) => (/token|smart-conf/.test(req.path) ? next() : void res.status(401).end()),
    ],
  ])('a referral waits while the hub %s, and is sent by itself once the hub lets us in', async (_name, instead) => {
    const before = await tasksAtHub()
    const clinician = createClinician(app)
    const check = await upToSending(clinician)
    hub.forgetTokens()
    hub.instead = instead
    const after = await clinician.submit(check)
    const heading = /^Referral saved, not sent: the connection to .+ has a fault$/
    expect(headingOf(after)).toMatch(heading)
    // Not given up: a person who asks again finds it waiting.
    expect(headingOf(await clinician.get(after.url))).toMatch(heading)

    hub.instead = undefined
    await vi.waitFor(async () => expect(headingOf(await clinician.get(after.url))).toBe('Referral sent'), {
      timeout: 15_000,
      interval: 250,
    })
    expect(await tasksAtHub()).toBe(before + 1)
  })
})

describe('with a service whose pack names its own hub, client and key', () => {
  const key = ecJwk('north')
  const { site: _site, makeBelieve: _makeBelieve, ...base } = workWellService()
  const facts = { everything: { source: 'https://north.example/workwell', reviewBy: '2099-01-01' } }
  function sitesWith(baseUrl: string): string {
    const sites = mkdtempSync(join(folder, 'sites-'))
    const signIn = { clientId: CLIENT_ID, keyFileFrom: 'NORTH_KEY_FILE' }
    const hub = { kind: 'fhir', baseUrl, agreement: 'NORTH-1', signIn }
    const pack = { site: 'north', name: 'North', makeBelieve: true, services: [{ ...base, id: 'north', facts, hub }] }
    writeFileSync(join(sites, 'north.json'), JSON.stringify(pack))
    return sites
  }

  it('a referral is sent there and withdrawn there, and the key is published', async () => {
    const hub = await startProtectedHub([key])
    onTestFinished(() => hub.close())
    const environment = { SITES_DIR: sitesWith(hub.fhirUrl), NORTH_KEY_FILE: client(key).WORKWELL_KEY_FILE }
    const app = await startApp(environment)
    onTestFinished(() => app.close())
    const clinician = createClinician(app)
    const sent = await clinician.submit(await upToSending(clinician))
    expect(headingOf(sent)).toBe('Referral sent')
    expect(hub.tokensGiven()).toBe(1)
    const [, path = ''] = /href="([^"]*\/withdraw\/[^"]*)"/.exec((await statusOf(clinician, sent)).html) ?? []
    const page = await clinician.get(new URL(path, sent.url).href)
    const after = await clinician.submit(page, { why: 'patient-withdrew' })
    expect(after.html).toContain('The patient no longer agrees to it')
    const headers = { authorization: `Bearer ${hub.staffToken()}`, 'cache-control': 'no-cache' }
    expect(await (await fetch(`${hub.fhirUrl}/Task?status=cancelled`, { headers })).json()).toMatchObject({ total: 1 })
    const { keys } = await (await fetch(`${app.url}/.well-known/jwks.json`)).json()
    expect(keys).toMatchObject([{ kid: 'north' }])
  })

  it('without the key the app does not start, and says which variable is to name it', async () => {
    const environment = { SITES_DIR: sitesWith('https://hub.north.example/fhir') }
    await expect(startApp(environment)).rejects.toThrow(
      'NORTH_KEY_FILE: the file with the key by which the hub of north knows us',
    )
  })
})

describe('a sign-in that cannot work', () => {
  it('stops the start with a sentence that names the file and the rule', async () => {
    const short = join(folder, 'short.json')
    writeFileSync(short, JSON.stringify(rsaJwk('short', 1024)))
    const environment = { SANDBOX_HUB_AUTH: 'on', WORKWELL_CLIENT_ID: 'app', WORKWELL_KEY_FILE: short }
    await expect(startApp(environment)).rejects.toThrow(`WORKWELL_KEY_FILE, ${short}: must hold one private JWK`)
  })
})

describe('the key of an EHR that knows us by private_key_jwt', () => {
  it('is published beside the hub’s', async () => {
    const [hubKey, ehrKey] = [ecJwk('for-the-hub'), rsaJwk('for-the-ehr')]
    const keyFile = client(ehrKey).WORKWELL_KEY_FILE
    const registry = join(folder, 'ehrs.json')
    const ehr = { name: 'North', issuer: 'https://ehr.example/fhir', clientId: 'app', auth: 'private_key_jwt' }
    const environment = { SANDBOX_HUB_AUTH: 'on', ...client(hubKey), EHR_REGISTRY: registry }

    writeFileSync(registry, JSON.stringify([{ ...ehr, keyFile }]))
    const app = await startApp(environment)
    const { keys } = await (await fetch(`${app.url}/.well-known/jwks.json`)).json()
    await app.close()
    const { n, e } = ehrKey
    expect(keys).toHaveLength(2)
    expect(keys[1]).toStrictEqual({ kty: 'RSA', kid: 'for-the-ehr', use: 'sig', alg: 'RS384', n, e })
  })
})
