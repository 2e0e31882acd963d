import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig, SETTINGS } from '../src/config.ts'

const OUTSIDE = {
  PUBLIC_URL: 'https://refer.example',
  EHR_REGISTRY: 'ehrs.json',
  DATA_KEY_FILE: 'data.key',
}

const USUAL_TIMES = {
  session: { idleSeconds: 900, absoluteSeconds: 28_800 },
  draftHours: 24,
  hubWaitMs: 3000,
  leaseSeconds: 60,
  followMinutes: 15,
  retry: { firstSeconds: 5, longestSeconds: 300 },
  keep: { deliveredDays: 7, deadDays: 30 },
}

/** What start-up says, line by line. */
function refusal(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment)
  } catch (error) {
    return error instanceof Error ? error.message.split('\n') : ['not an error']
  }
  return []
}

describe('outside the sandbox', () => {
  it('nothing has a make-believe default: each lack is one sentence', () => {
    expect(refusal({})).toEqual([
      'PUBLIC_URL: the https address of this app, as the EHR and the browser see it',
      'EHR_REGISTRY: a JSON file with the EHRs that may launch this app',
      'DATA_KEY_FILE: a file with the key that encrypts what is stored',
    ])
  })

  it.each([
    ['PUBLIC_URL', /^PUBLIC_URL: /],
    ['EHR_REGISTRY', /^EHR_REGISTRY: /],
    ['DATA_KEY_FILE', /^DATA_KEY_FILE: /],
  ])('%s alone missing, or empty, is refused', (name, sentence) => {
    expect(refusal({ ...OUTSIDE, [name]: undefined })).toEqual([expect.stringMatching(sentence)])
    expect(refusal({ ...OUTSIDE, [name]: '' })).toEqual([expect.stringMatching(sentence)])
  })

  it('a hub for all is refused: each service has its own (decision 6)', () => {
    expect(refusal({ ...OUTSIDE, WORKWELL_FHIR_URL: 'https://hub.example/fhir' })).toEqual([
      'WORKWELL_FHIR_URL: only for the sandbox; a real service has its hub in its site pack',
    ])
  })

  it.each([
    ['WORKWELL_CLIENT_ID', 'app'],
    ['WORKWELL_KEY_FILE', 'key.json'],
    ['SANDBOX_HUB_AUTH', 'on'],
  ])('%s is refused: it is the sandbox’s', (name, value) => {
    expect(refusal({ ...OUTSIDE, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: only for`))])
  })

  it('what is set is taken, and the rest has its default', () => {
    expect(readConfig(OUTSIDE)).toEqual({
      host: '::',
      port: 3000,
      publicUrl: 'https://refer.example',
      sandbox: 'off',
      ehrRegistryFile: 'ehrs.json',
      dataDir: './data',
      dataKeyFile: 'data.key',
      sitesDir: './profiles/sites',
      times: USUAL_TIMES,
      logLevel: 'info',
      metricsToken: undefined,
      publicForms: false,
      trustedProxies: 0,
      rateLimits: { launches: 3000, failures: 600, writes: 300 },
      readSecret: expect.any(Function),
    })
  })

  it('takes no forms of callers unless that is said, and the sandbox takes them unless that is', () => {
    expect(readConfig({ ...OUTSIDE, PUBLIC_FORMS: 'on' }).publicForms).toBe(true)
    expect(readConfig({ SANDBOX: 'on', PUBLIC_FORMS: 'off' }).publicForms).toBe(false)
    expect(refusal({ ...OUTSIDE, PUBLIC_FORMS: 'yes' })).toEqual([expect.stringMatching(/^PUBLIC_FORMS: /)])
  })

  it('is where one is unless the sandbox is switched on in so many words', () => {
    expect(readConfig({ ...OUTSIDE, SANDBOX: '' }).sandbox).toBe('off')
    expect(readConfig({ ...OUTSIDE, SANDBOX: 'off', SANDBOX_PORT: '4001' }).sandbox).toBe('off')
    expect(refusal({ ...OUTSIDE, SANDBOX: 'true' })).toEqual([expect.stringMatching(/^SANDBOX: /)])
  })
})

describe('times and places of the store', () => {
  it('can all be set', () => {
    const { times } = readConfig({
      SANDBOX: 'on',
      SESSION_IDLE_MINUTES: '10',
      SESSION_HOURS: '4',
      DRAFT_HOURS: '12',
      HUB_WAIT_SECONDS: '5',
      FIRST_RETRY_SECONDS: '2',
      LONGEST_RETRY_SECONDS: '60',
      LEASE_SECONDS: '15',
      FOLLOW_MINUTES: '5',
      KEEP_DELIVERED_DAYS: '1',
      KEEP_DEAD_DAYS: '14',
    })
    expect(times).toEqual({
      session: { idleSeconds: 600, absoluteSeconds: 14_400 },
      draftHours: 12,
      hubWaitMs: 5000,
      leaseSeconds: 15,
      followMinutes: 5,
      retry: { firstSeconds: 2, longestSeconds: 60 },
      keep: { deliveredDays: 1, deadDays: 14 },
    })
  })

  it.each([
    ['KEEP_DELIVERED_DAYS', '0'],
    ['SESSION_HOURS', '100'],
    ['LONGEST_RETRY_SECONDS', '86400'],
    // A request to a hub may take ten seconds.
    ['LEASE_SECONDS', '14'],
    ['FOLLOW_MINUTES', '0'],
    ['DATABASE_URL', 'mysql://host/db'],
  ])('%s cannot be %s', (name, value) => {
    expect(refusal({ SANDBOX: 'on', [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))])
  })
})

describe('in the sandbox', () => {
  it('nothing has to be set', () => {
    expect(readConfig({ SANDBOX: 'on' })).toEqual({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: undefined,
      sandbox: { port: 3001 },
      ehrRegistryFile: undefined,
      dataDir: './data',
      dataKeyFile: './data/sandbox.key',
      sitesDir: './profiles/sites',
      times: USUAL_TIMES,
      logLevel: 'info',
      metricsToken: 'open',
      publicForms: true,
      trustedProxies: 0,
      rateLimits: { launches: 3000, failures: 600, writes: 300 },
      readSecret: expect.any(Function),
    })
  })

  it('everything can be', () => {
    expect(
      readConfig({
        SANDBOX: 'on',
        HOST: '0.0.0.0',
        PORT: '0',
        PUBLIC_URL: 'https://app.example//',
        SANDBOX_PORT: '4001',
        SANDBOX_PUBLIC_URL: 'https://sandbox.example/',
        SANDBOX_FHIR_URL: 'http://127.0.0.1:8080/fhir/',
        WORKWELL_FHIR_URL: 'http://127.0.0.1:8080/fhir/',
        EHR_REGISTRY: 'ehrs.json',
        DATA_DIR: '/var/lib/app',
        SITES_DIR: 'sites',
        LOG_LEVEL: 'debug',
        TRUSTED_PROXIES: '2',
        LIMIT_LAUNCHES: '10',
        LIMIT_FAILURES: '20',
        LIMIT_WRITES: '30',
      }),
    ).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      publicUrl: 'https://app.example',
      sandbox: {
        port: 4001,
        publicUrl: 'https://sandbox.example',
        fhirUrl: 'http://127.0.0.1:8080/fhir',
        hubFhirUrl: 'http://127.0.0.1:8080/fhir',
      },
      ehrRegistryFile: 'ehrs.json',
      dataDir: '/var/lib/app',
      dataKeyFile: '/var/lib/app/sandbox.key',
      sitesDir: 'sites',
      logLevel: 'debug',
      trustedProxies: 2,
      rateLimits: { launches: 10, failures: 20, writes: 30 },
    })
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['TRUSTED_PROXIES', '-1'],
    ['LIMIT_LAUNCHES', '0'],
    ['LIMIT_FAILURES', 'many'],
    ['LIMIT_WRITES', '0.5'],
    ['SANDBOX_PORT', '65536'],
    ['PUBLIC_URL', 'app.example'],
    ['SANDBOX_PUBLIC_URL', 'sandbox'],
    ['SANDBOX_FHIR_URL', '/fhir'],
    ['WORKWELL_FHIR_URL', 'hub'],
    ['LOG_LEVEL', 'loud'],
  ])('%s of %s is refused by name', (name, value) => {
    expect(refusal({ SANDBOX: 'on', [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))])
  })

  it('all that is wrong is told at once', () => {
    expect(refusal({ SANDBOX: 'on', PORT: 'x', LOG_LEVEL: 'x' }).map(line => line.split(':')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
    ])
  })
})

describe('the sign-in at the sandbox’s hub', () => {
  const signIn = (environment: NodeJS.ProcessEnv) => {
    const { sandbox } = readConfig({ SANDBOX: 'on', ...environment })
    return sandbox === 'off' ? undefined : sandbox.hubSignIn
  }
  const client = { WORKWELL_CLIENT_ID: 'app', WORKWELL_KEY_FILE: 'key.json' }

  it('is none unless something asks for it', () => {
    expect(signIn({})).toBeUndefined()
    expect(signIn({ SANDBOX_HUB_AUTH: 'off', WORKWELL_FHIR_URL: 'http://127.0.0.1:8080/fhir' })).toBeUndefined()
  })

  it('needs nothing else where the embedded hub wants it', () => {
    expect(signIn({ SANDBOX_HUB_AUTH: 'on' })).toEqual({
      clientId: 'workwell-referral-sandbox',
      keyFile: undefined,
      embedded: true,
    })
  })

  it('is the given one, at the embedded hub or at another', () => {
    const given = { clientId: 'app', keyFile: 'key.json' }
    expect(signIn({ ...client, SANDBOX_HUB_AUTH: 'on' })).toEqual({ ...given, embedded: true })
    expect(signIn({ ...client, WORKWELL_FHIR_URL: 'https://hub.example/fhir' })).toEqual({ ...given, embedded: false })
  })

  it.each([
    ['an id without a key', { WORKWELL_CLIENT_ID: 'app', SANDBOX_HUB_AUTH: 'on' }, 'WORKWELL_KEY_FILE'],
    ['a key without an id', { WORKWELL_KEY_FILE: 'key.json', SANDBOX_HUB_AUTH: 'on' }, 'WORKWELL_CLIENT_ID'],
    ['an open hub', client, 'WORKWELL_CLIENT_ID'],
    [
      'two hubs',
      { ...client, SANDBOX_HUB_AUTH: 'on', WORKWELL_FHIR_URL: 'https://hub.example/fhir' },
      'SANDBOX_HUB_AUTH',
    ],
    ['neither on nor off', { SANDBOX_HUB_AUTH: 'yes' }, 'SANDBOX_HUB_AUTH'],
  ])('is refused at the start with %s', (_name, environment, variable) => {
    const lines = refusal({ SANDBOX: 'on', ...environment })
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${variable}: `))])
  })
})

it('a client secret is read under the name that the registry gives, and an empty one is none', () => {
  const { readSecret } = readConfig({ ...OUTSIDE, NORTH_SECRET: 's3cret', EMPTY: '' })
  expect(readSecret('NORTH_SECRET')).toBe('s3cret')
  expect(readSecret('EMPTY')).toBeUndefined()
  expect(readSecret('MISSING')).toBeUndefined()
})

it('.env.example has every setting', () => {
  const example = readFileSync('.env.example', 'utf8')
  expect(SETTINGS.filter(name => !example.includes(`\n#${name}=`))).toEqual([])
})
