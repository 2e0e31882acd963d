import { z } from 'zod'
import { isSafeEndpoint } from './endpoint-url.ts'

const issuer = z
  .url()
  .refine(isSafeEndpoint, 'must be https, or http on this machine')
  .refine(text => !text.includes('?'), 'must have no query')

const scopes = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'scopes, one space between them')
  .refine(text => ['launch', 'openid', 'fhirUser'].every(each => text.split(' ').includes(each)), {
    error: 'must include launch, openid and fhirUser',
  })
  // It would outlive the consultation, and the clinician's presence with it.
  .refine(text => !text.split(' ').includes('offline_access'), 'must not include offline_access: use online_access')

const origin = z.url().refine(text => URL.canParse(text) && new URL(text).origin === text, 'must be an origin')

const registered = {
  name: z.string().min(1),
  /** The exact FHIR base, as the EHR sends it in `iss`. */
  issuer,
  clientId: z.string().min(1),
  /** Asked for as they stand. Left out: what the main path needs, in the version of scopes that the EHR speaks. */
  scopes: scopes.optional(),
  /** Whether the app may also be opened without a record, and have the EHR ask for the patient, where the EHR offers it. */
  standalone: z.boolean().default(true),
  /** Only where the id_token's `iss` differs from the issuer that discovery names. */
  tokenIssuer: z.url().optional(),
  /** Where the EHR's authorization server stands, when that is not the issuer's own origin. */
  endpointOrigins: z.array(origin).default([]),
  /** Origins that may show the app in a frame. */
  frameOrigins: z.array(origin).default([]),
}

const ehrSchema = z.discriminatedUnion('auth', [
  z.strictObject({ auth: z.literal('public'), ...registered }),
  z.strictObject({ auth: z.literal('client_secret'), clientSecretFrom: z.string().min(1), ...registered }),
  z.strictObject({ auth: z.literal('private_key_jwt'), keyFile: z.string().min(1), ...registered }),
])

/** The EHRs that may launch this app: the file EHR_REGISTRY. */
export const ehrRegistrySchema = z
  .array(ehrSchema)
  .refine(ehrs => new Set(ehrs.map(each => each.issuer)).size === ehrs.length, 'one entry for each issuer')

export type Ehr = z.infer<typeof ehrSchema>
export type EhrRegistry = readonly Ehr[]

/** By exact string and nothing else: an `iss` that merely resembles a registered one is another server (hazard: SSRF). */
export const findEhr = (registry: EhrRegistry, iss: string): Ehr | undefined =>
  registry.find(each => each.issuer === iss)
