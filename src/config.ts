import { z } from 'zod'

const onOff = z.enum(['on', 'off']).default('off')
const port = z.coerce.number().int().min(0).max(65535)
const path = z.string().min(1)

/** The environment, read once. An empty value counts as unset. */
const environmentSchema = z.object({
  HOST: z.string().min(1).optional(),
  PORT: port.default(3000),
  PUBLIC_URL: z.url().optional(),
  SANDBOX: onOff,
  SANDBOX_PORT: port.default(3001),
  SANDBOX_PUBLIC_URL: z.url().optional(),
  SANDBOX_FHIR_URL: z.url().optional(),
  WORKWELL_FHIR_URL: z.url().optional(),
  EHR_REGISTRY: path.optional(),
  DATA_DIR: path.default('./data'),
  DATA_KEY_FILE: path.optional(),
  SITES_DIR: path.default('./profiles/sites'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export interface Config {
  /** The address to listen on: this machine only in the sandbox, every one elsewhere, unless HOST says otherwise. */
  readonly host: string
  readonly port: number
  /** Left out in the sandbox, it follows from the port. */
  readonly publicUrl: string | undefined
  readonly sandbox:
    | { readonly port: number; readonly publicUrl?: string; readonly fhirUrl?: string; readonly hubFhirUrl?: string }
    | 'off'
  readonly ehrRegistryFile: string | undefined
  readonly dataDir: string
  readonly dataKeyFile: string
  readonly sitesDir: string
  readonly logLevel: string
  /** The value of a variable that EHR_REGISTRY names for a client secret. */
  readonly readSecret: (name: string) => string | undefined
}

/**
 * @throws Error with one plain sentence for each variable that is wrong or missing: the app does not start half-configured
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(set)
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(each => `${each.path.join('.')}: ${each.message}`).join('\n'))
  const env = parsed.data
  const problems = env.SANDBOX === 'on' ? [] : missingOutsideSandbox(env)
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
          }
        : 'off',
    ehrRegistryFile: env.EHR_REGISTRY,
    dataDir: env.DATA_DIR,
    dataKeyFile: env.DATA_KEY_FILE ?? `${env.DATA_DIR}/sandbox.key`,
    sitesDir: env.SITES_DIR,
    logLevel: env.LOG_LEVEL,
    readSecret: name => environment[name] || undefined,
  }
}

/** Outside the sandbox nothing has a make-believe default (decision 6). */
function missingOutsideSandbox(env: z.infer<typeof environmentSchema>): string[] {
  return [
    !env.PUBLIC_URL && 'PUBLIC_URL: the https address of this app, as the EHR and the browser see it',
    !env.EHR_REGISTRY && 'EHR_REGISTRY: a JSON file with the EHRs that may launch this app',
    !env.DATA_KEY_FILE && 'DATA_KEY_FILE: a file with the key that encrypts what is stored',
    env.WORKWELL_FHIR_URL && 'WORKWELL_FHIR_URL: only for the sandbox; a real service has its hub in its site pack',
  ].filter(each => typeof each === 'string')
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')
