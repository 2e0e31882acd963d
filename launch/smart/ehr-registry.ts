import { z } from 'zod'
import { isSafeEndpoint } from './endpoint-url.ts'

/** The least that the main path needs (SMART App Launch 2.2 scopes v2), for an EHR that registers no other set. */
const DEFAULT_SCOPES = [
  'launch openid fhirUser',
  'patient/Patient.r patient/Encounter.r patient/Condition.rs patient/Observation.rs patient/DocumentReference.rs',
  'patient/ServiceRequest.crs patient/Task.rs patient/QuestionnaireResponse.c',
  'user/Practitioner.r user/PractitionerRole.rs user/Organization.r',
].join(' ')

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

const registered = {
  name: z.string().min(1),
  /** The exact FHIR base, as the EHR sends it in `iss`. */
  issuer,
  clientId: z.string().min(1),
  scopes: scopes.default(DEFAULT_SCOPES),
  /** Only where the id_token's `iss` differs from the issuer that discovery names. */
  tokenIssuer: z.url().optional(),
  /** Origins that may show the app in a frame. */
  frameOrigins: z
    .array(z.url().refine(text => URL.canParse(text) && new URL(text).origin === text, 'must be an origin'))
    .default([]),
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
