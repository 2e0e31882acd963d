import { z } from 'zod'

/** A FHIR R4 logical id. */
export const fhirId = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/)

/** A launch that has left for the EHR's authorization server and not come back yet. Ten minutes at the most. */
export const pendingLaunchSchema = z.strictObject({
  state: z.string(),
  browserId: z.string(),
  issuer: z.url(),
  nonce: z.string(),
  createdAt: z.iso.datetime(),
  /** What fhirclient needs to exchange the code: its own state object, secrets taken out. */
  exchange: z.record(z.string(), z.unknown()),
})
export type PendingLaunch = z.infer<typeof pendingLaunchSchema>

/** One launch, one patient, one browser, one clinician: verified, and never widened afterwards; only its tokens are renewed (decision 1). */
export const launchSessionSchema = z.strictObject({
  /** Opaque; stands in every URL of this launch. Says nothing by itself: it needs the browser's cookie. */
  handle: z.string(),
  browserId: z.string(),
  issuer: z.url(),
  ehrName: z.string(),
  patientId: fhirId,
  encounterId: fhirId.optional(),
  /** From the verified id_token, relative: `Practitioner/1` or `PractitionerRole/1`. */
  fhirUser: z.string().regex(/^(Practitioner|PractitionerRole)\/[A-Za-z0-9\-.]{1,64}$/),
  /** The id_token's `sub`. */
  subject: z.string().min(1).max(255),
  grantedScopes: z.array(z.string()),
  accessToken: z.string().min(1),
  /** When the access token stops working. */
  tokenExpiresAt: z.iso.datetime(),
  /** Where the EHR gave us a refresh token: when a new access token is worth asking for. */
  renewAfter: z.iso.datetime().optional(),
  refreshToken: z.string().min(1).optional(),
  /** As discovery named them at the launch: a token goes back only to the server that gave it. */
  tokenEndpoint: z.url().optional(),
  revocationEndpoint: z.url().optional(),
  createdAt: z.iso.datetime(),
})
export type LaunchSession = z.infer<typeof launchSessionSchema>

/** Why a session is over before its time. What is merely lapsed leaves no note. */
export const endedSchema = z.strictObject({
  because: z.enum(['closed', 'sign-in-ended', 'other-clinician']),
  /** The browser that may be told so. */
  browserId: z.string(),
})
export type EndedSession = z.infer<typeof endedSchema>

/** Who launched last in a browser, and which sessions that clinician has there. */
export const browserUseSchema = z.strictObject({ issuer: z.url(), subject: z.string(), handles: z.array(z.string()) })
export type BrowserUse = z.infer<typeof browserUseSchema>
