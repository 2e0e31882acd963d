import { z } from 'zod'
import { fhirId } from './launch-session.ts'

/** Nothing that could break a header, a form or a log line. */
const opaqueToken = z.string().regex(/^[\x21-\x7e]{1,16384}$/)

const FIVE_MINUTES = 300

/** Some servers write the number as text. */
const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value

/** Some servers say null of what there is not. */
const withoutNulls = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
    : body

const tokens = {
  access_token: opaqueToken,
  token_type: z.string().regex(/^bearer$/i),
  /** Only recommended by the standard: without it we believe in five minutes. */
  expires_in: z.preprocess(asNumber, z.int().min(1).max(86_400).default(FIVE_MINUTES)),
  /** A convenience: one that cannot be used is no reason to turn the clinician away. */
  refresh_token: opaqueToken.optional().catch(undefined),
  patient: fhirId.optional(),
}

/** SMART App Launch 2.2, 7.1.6, `fhirContext`: what else is open in the EHR. Experimental; a shape that we do not know counts as none. */
const fhirContext = z
  .array(z.looseObject({ reference: z.string().optional().catch(undefined), role: z.string().optional() }))
  .catch([])

/** What the record system's button was pressed for (docs/adr/0031). The standard has an app fall back to its usual page for any other. */
export const LAUNCH_INTENTS = ['workwell-refer', 'workwell-status'] as const
export type LaunchIntent = (typeof LAUNCH_INTENTS)[number]

/**
 * The token response, field by field (SMART App Launch 2.2, 7.1.5); other fields are left behind. Which parts of the launch
 * context are used, and why the others are not: docs/adr/0005 and 0031.
 */
export const tokenResponseSchema = z.preprocess(
  withoutNulls,
  z.object({
    ...tokens,
    scope: z.string(),
    encounter: fhirId.optional(),
    id_token: z.string().max(16_384).optional(),
    fhirContext: fhirContext.optional(),
    intent: z.enum(LAUNCH_INTENTS).optional().catch(undefined),
  }),
)
export type TokenResponse = z.infer<typeof tokenResponseSchema>

/** The answer to a refresh. What was granted at the launch is not widened by it, so its scope is not read. */
export const refreshResponseSchema = z.preprocess(withoutNulls, z.object(tokens))
export type RefreshResponse = z.infer<typeof refreshResponseSchema>

/**
 * Whether the launch context names another patient than the token does (hazard H01). A role other than "launch" says that the
 * reference is something else than the open record: a relative, a donor (SMART App Launch 2.2, 7.1.6.1).
 */
export const namesAnotherPatient = ({ patient, fhirContext: context = [] }: TokenResponse, fhirBase: string): boolean =>
  context
    .filter(each => each.role === undefined || each.role === 'launch')
    .map(each => patientIn(each.reference, fhirBase))
    .some(id => id !== undefined && id !== patient)

function patientIn(reference: string | undefined, fhirBase: string): string | undefined {
  const base = fhirBase.endsWith('/') ? fhirBase : `${fhirBase}/`
  const relative = reference?.startsWith(base) ? reference.slice(base.length) : reference
  return /(?:^|\/)Patient\/([^/]+)/.exec(relative ?? '')?.[1]
}

/** An access token is renewed half a minute before its end; of a short life no more than half is given away. */
const SLACK_SECONDS = 30

export function tokenTimes({ expires_in: life }: RefreshResponse, now: Date) {
  const after = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString()
  return { tokenExpiresAt: after(life), renewAfter: after(life - Math.min(SLACK_SECONDS, life / 2)) }
}
