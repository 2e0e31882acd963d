import { z } from 'zod'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { type Ehr, type EhrRegistry, findEhr } from './ehr-registry.ts'
import type { LaunchFailure, LaunchFailureCode } from './launch-failure.ts'

/** Opaque text from a URL: one value, not too long, nothing that could break a header or a log line. */
const opaque = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)

/**
 * `/launch` takes these two and nothing else: fhirclient and its kin let `clientId`, `patientId` or `fhirServiceUrl` in the
 * address override the configuration. Without `launch` it is a standalone launch: the EHR asks for the patient.
 */
const launchQuery = z.strictObject({ iss: opaque, launch: opaque.optional() })

/** Parameters that we do not know are left aside on the way back, as RFC 6749, 4.1.2 demands; nothing here reads them. */
const callbackQuery = z
  .object({
    state: opaque,
    code: opaque.optional(),
    error: opaque.optional(),
    error_description: opaque.optional(),
    iss: opaque.optional(),
  })
  .refine(query => (query.code === undefined) !== (query.error === undefined), 'either code or error')
export type CallbackQuery = z.infer<typeof callbackQuery>

function parseQuery<T>(schema: z.ZodType<T>, query: unknown, code: LaunchFailureCode): Result<T, LaunchFailure> {
  const parsed = schema.safeParse(query)
  return parsed.success ? ok(parsed.data) : fail({ code, detail: 'query parameters missing, repeated or not expected' })
}

/** A launch that a registered EHR asks for. */
export interface AskedLaunch {
  readonly ehr: Ehr
  readonly launch: string | undefined
}

export function parseLaunchQuery(query: unknown, registry: EhrRegistry): Result<AskedLaunch, LaunchFailure> {
  const parsed = parseQuery(launchQuery, query, 'BAD_LAUNCH_REQUEST')
  if (!parsed.ok) return parsed
  const { iss, launch } = parsed.value
  const ehr = findEhr(registry, iss)
  return ehr === undefined
    ? fail({ code: 'UNKNOWN_ISSUER', detail: 'iss is not in the registry' })
    : ok({ ehr, launch })
}

export const parseCallbackQuery = (query: unknown): Result<CallbackQuery, LaunchFailure> =>
  parseQuery(callbackQuery, query, 'BAD_CALLBACK')
