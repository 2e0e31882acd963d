import { parseArgs } from 'node:util'
import { z } from 'zod'
import { isSafeEndpoint } from '../../launch/smart/endpoint-url.ts'
import { fail, ok, type Result } from '../domain/result.ts'

export const USAGE = `Check whether an EHR can launch this app, as far as that shows without signing in.

  npm run ehr-check -- <iss> [--client-id <id> --redirect-uri <uri>] [--origin <origin>] [--json]

  <iss>           the FHIR base, exactly as the EHR sends it in a launch (https, or http on this machine)
  --client-id     how the app is registered at the EHR, as a public client; with --redirect-uri
  --redirect-uri  the registered redirect address: {PUBLIC_URL}/callback
  --origin        an origin of the authorization server, where it is not that of the FHIR base; may be repeated
  --json          the report as JSON
`

const argumentsSchema = z
  .strictObject({
    iss: z.string().refine(isSafeEndpoint, '<iss> must be an https address, or http on this machine.'),
    'client-id': z.string().min(1).optional(),
    'redirect-uri': z.url('--redirect-uri must be an address.').optional(),
    origin: z.array(z.url('--origin must be an origin.').transform(url => new URL(url).origin)).default([]),
    json: z.boolean().default(false),
  })
  .refine(each => (each['client-id'] === undefined) === (each['redirect-uri'] === undefined), {
    error: '--client-id and --redirect-uri go together.',
  })
export type CheckArguments = z.infer<typeof argumentsSchema>

/** What stands after `npm run ehr-check --`, or what is wrong with it. */
export function readCheckArguments(args: readonly string[]): Result<CheckArguments, string> {
  const options = {
    'client-id': { type: 'string' },
    'redirect-uri': { type: 'string' },
    origin: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    if (positionals.length !== 1) return fail('Name one FHIR base.')
    const parsed = argumentsSchema.safeParse({ ...values, iss: positionals[0] })
    return parsed.success ? ok(parsed.data) : fail(parsed.error.issues.map(({ message }) => message).join(' '))
  } catch (error) {
    // parseArgs throws for what it does not know.
    return fail(error instanceof Error ? error.message : 'These arguments cannot be used.')
  }
}
