import { z } from 'zod'

const onOff = z.enum(['on', 'off']).default('off')
const port = z.coerce.number().int().min(0).max(65535)
const path = z.string().min(1)
const perMinute = z.coerce.number().int().min(1)
const atLeastOne = z.coerce.number().int().min(1)

/** The environment, read once. An empty value counts as unset. */
const environmentSchema = z.object({
  HOST: z.string().min(1).optional(),
  PORT: port.default(3000),
  PUBLIC_URL: z.url().optional(),
  SANDBOX: onOff,
  SANDBOX_PORT: port.default(3001),
  SANDBOX_PUBLIC_URL: z.url().optional(),
  SANDBOX_FHIR_URL: z.url().optional(),
  SANDBOX_HUB_AUTH: onOff,
  WORKWELL_FHIR_URL: z.url().optional(),
  WORKWELL_CLIENT_ID: z.string().min(1).optional(),
  WORKWELL_KEY_FILE: path.optional(),
  EHR_REGISTRY: path.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgres://' }).optional(),
  DATA_DIR: path.default('./data'),
  DATA_KEY_FILE: path.optional(),
  SITES_DIR: path.default('./profiles/sites'),
  DEPRIVATION_TABLE: path.optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  LIMIT_LAUNCHES: perMinute.default(3000),
  LIMIT_FAILURES: perMinute.default(600),
  LIMIT_WRITES: perMinute.default(300),
  SESSION_IDLE_MINUTES: atLeastOne.max(60).default(15),
  SESSION_HOURS: atLeastOne.max(24).default(8),
  DRAFT_HOURS: atLeastOne.max(72).default(24),
  HUB_WAIT_SECONDS: atLeastOne.max(10).default(3),
  FIRST_RETRY_SECONDS: atLeastOne.max(60).default(5),
  LONGEST_RETRY_SECONDS: atLeastOne.max(3600).default(300),
  FOLLOW_MINUTES: z.coerce.number().min(0.01).max(1440).default(15),
  LEASE_SECONDS: z.coerce.number().int().min(15).max(600).default(60),
  KEEP_DELIVERED_DAYS: atLeastOne.max(365).default(7),
  KEEP_DEAD_DAYS: atLeastOne.max(365).default(30),
  PUBLIC_FORMS: z.enum(['on', 'off']).optional(),
  METRICS_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})
/** Every variable that is read here; .env.example says what each is for. */
export const SETTINGS: readonly string[] = Object.keys(environmentSchema.shape)
type Environment = z.infer<typeof environmentSchema>

/** How the app proves who it is at the hub of pack `demo` (SMART Backend Services). */
export interface HubSignIn {
  readonly clientId: string
  /** Undefined: a key that the sandbox makes for itself; only its own hub would take that one. */
  readonly keyFile: string | undefined
  /** Whether it is the embedded hub, which then wants a token of everybody. */
  readonly embedded: boolean
}

/** Decision 8. */
export interface Times {
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number }
  readonly draftHours: number
  readonly hubWaitMs: number
  /** After so long without a sign of life from its deliverer, a referral is taken over. Longer than any one request to a hub. */
  readonly leaseSeconds: number
  /** How often each referral that has arrived is looked up at its hub. */
  readonly followMinutes: number
  readonly retry: { readonly firstSeconds: number; readonly longestSeconds: number }
  readonly keep: { readonly deliveredDays: number; readonly deadDays: number }
}

export interface Config {
  /** The address to listen on: this machine only in the sandbox, every one elsewhere, unless HOST says otherwise. */
  readonly host: string
  readonly port: number
  /** Left out in the sandbox, it follows from the port. */
  readonly publicUrl: string | undefined
  readonly sandbox:
    | {
        readonly port: number
        readonly publicUrl?: string
        readonly fhirUrl?: string
        readonly hubFhirUrl?: string
        readonly hubSignIn?: HubSignIn
      }
    | 'off'
  readonly ehrRegistryFile: string | undefined
  /** PostgreSQL, for several instances. Left out: a file under `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly dataKeyFile: string
  readonly sitesDir: string
  /** Postcodes of England with the decile of their neighbourhood, for counting. */
  readonly deprivationTable: string | undefined
  /** How long things are kept and waited for (decision 8). */
  readonly times: Times
  readonly logLevel: string
  /** Who may read `/metrics`; without one there is none, but in the sandbox, where it is open. */
  readonly metricsToken: string | undefined
  /** Whether forms that callers send are filled in (`$populate`) and shown (`/forms/preview`). */
  readonly publicForms: boolean
  /** Proxies of ours between the browser and this app. Too many, and anybody could name any address as his own. */
  readonly trustedProxies: number
  /** A minute: launches and failed requests from one address, writes of one launch. */
  readonly rateLimits: { readonly launches: number; readonly failures: number; readonly writes: number }
  /** The value of a variable that EHR_REGISTRY names for a client secret. */
  readonly readSecret: (name: string) => string | undefined
}

/**
 * @throws Error with one plain sentence for each variable that is wrong or missing: the app does not start half-configured
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const env = parsedBy(environmentSchema, environment)
  const problems = env.SANDBOX === 'on' ? wrongInSandbox(env) : missingOutsideSandbox(env)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return {
    host: env.HOST ?? (env.SANDBOX === 'on' ? '127.0.0.1' : '::'),
    port: env.PORT,
    publicUrl: env.PUBLIC_URL && withoutSlash(env.PUBLIC_URL),
    sandbox:
      env.SANDBOX === 'on'
        ? {
            port: env.SANDBOX_PORT,
            ...(env.SANDBOX_PUBLIC_URL ? { publicUrl: withoutSlash(env.SANDBOX_PUBLIC_URL) } : {}),
            ...(env.SANDBOX_FHIR_URL ? { fhirUrl: withoutSlash(env.SANDBOX_FHIR_URL) } : {}),
            ...(env.WORKWELL_FHIR_URL ? { hubFhirUrl: withoutSlash(env.WORKWELL_FHIR_URL) } : {}),
            ...hubSignIn(env),
          }
        : 'off',
    ehrRegistryFile: env.EHR_REGISTRY,
    ...storeOf(env),
    sitesDir: env.SITES_DIR,
    deprivationTable: env.DEPRIVATION_TABLE,
    times: {
      session: { idleSeconds: env.SESSION_IDLE_MINUTES * 60, absoluteSeconds: env.SESSION_HOURS * 3600 },
      draftHours: env.DRAFT_HOURS,
      hubWaitMs: env.HUB_WAIT_SECONDS * 1000,
      leaseSeconds: env.LEASE_SECONDS,
      followMinutes: env.FOLLOW_MINUTES,
      retry: { firstSeconds: env.FIRST_RETRY_SECONDS, longestSeconds: env.LONGEST_RETRY_SECONDS },
      keep: { deliveredDays: env.KEEP_DELIVERED_DAYS, deadDays: env.KEEP_DEAD_DAYS },
    },
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN ?? (env.SANDBOX === 'on' ? 'open' : undefined),
    publicForms: (env.PUBLIC_FORMS ?? env.SANDBOX) === 'on',
    trustedProxies: env.TRUSTED_PROXIES,
    rateLimits: { launches: env.LIMIT_LAUNCHES, failures: env.LIMIT_FAILURES, writes: env.LIMIT_WRITES },
    readSecret: name => environment[name] || undefined,
  }
}

/** What the commands of those who operate the app need of the environment: where the store is. */
export function readStoreConfig(
  environment: NodeJS.ProcessEnv,
): Pick<Config, 'dataDir' | 'databaseUrl' | 'dataKeyFile'> {
  const store = environmentSchema.pick({ DATABASE_URL: true, DATA_DIR: true, DATA_KEY_FILE: true })
  const env = parsedBy(store, environment)
  return storeOf(env)
}

const storeOf = (env: Pick<Environment, 'DATABASE_URL' | 'DATA_DIR' | 'DATA_KEY_FILE'>) => ({
  databaseUrl: env.DATABASE_URL,
  dataDir: env.DATA_DIR,
  dataKeyFile: env.DATA_KEY_FILE ?? `${env.DATA_DIR}/sandbox.key`,
})

function parsedBy<T>(schema: z.ZodType<T>, environment: NodeJS.ProcessEnv): T {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(each => `${each.path.join('.')}: ${each.message}`).join('\n'))
  return parsed.data
}

/** Outside the sandbox nothing has a make-believe default (decision 6). */
function missingOutsideSandbox(env: Environment): string[] {
  return [
    !env.PUBLIC_URL && 'PUBLIC_URL: the https address of this app, as the EHR and the browser see it',
    !env.EHR_REGISTRY && 'EHR_REGISTRY: a JSON file with the EHRs that may launch this app',
    !env.DATA_KEY_FILE && 'DATA_KEY_FILE: a file with the key that encrypts what is stored',
    env.WORKWELL_FHIR_URL && 'WORKWELL_FHIR_URL: only for the sandbox; a real service has its hub in its site pack',
    env.WORKWELL_CLIENT_ID && 'WORKWELL_CLIENT_ID: only for the sandbox, for the hub of its own site pack',
    env.WORKWELL_KEY_FILE && 'WORKWELL_KEY_FILE: only for the sandbox, for the hub of its own site pack',
    env.SANDBOX_HUB_AUTH === 'on' && 'SANDBOX_HUB_AUTH: only for the sandbox, whose hub it protects',
  ].filter(each => typeof each === 'string')
}

/** A sign-in that cannot work is told at the start, not by the first referral that stays behind. */
function wrongInSandbox(env: Environment): string[] {
  const { WORKWELL_CLIENT_ID: clientId, WORKWELL_KEY_FILE: keyFile, WORKWELL_FHIR_URL: elsewhere } = env
  const isOn = env.SANDBOX_HUB_AUTH === 'on'
  return [
    clientId && !keyFile && 'WORKWELL_KEY_FILE: the private key of WORKWELL_CLIENT_ID, a JWK in a file',
    keyFile && !clientId && 'WORKWELL_CLIENT_ID: the name under which the hub knows the key of WORKWELL_KEY_FILE',
    isOn && elsewhere && 'SANDBOX_HUB_AUTH: protects the embedded hub, and WORKWELL_FHIR_URL names another: unset one',
    clientId && !isOn && !elsewhere && 'WORKWELL_CLIENT_ID: the embedded hub is open; set SANDBOX_HUB_AUTH to on',
  ].filter(each => typeof each === 'string')
}

function hubSignIn(env: Environment): { hubSignIn?: HubSignIn } {
  const embedded = env.SANDBOX_HUB_AUTH === 'on'
  const clientId = env.WORKWELL_CLIENT_ID ?? (embedded ? 'workwell-referral-sandbox' : undefined)
  return clientId === undefined ? {} : { hubSignIn: { clientId, keyFile: env.WORKWELL_KEY_FILE, embedded } }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')
