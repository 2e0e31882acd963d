import { readFileSync } from 'node:fs'
import type { CredentialOf } from '../launch/smart/client-credential.ts'
import { type EhrRegistry, ehrRegistrySchema } from '../launch/smart/ehr-registry.ts'
import { type ClientKey, clientKeyFrom } from './gateways/client-key.ts'
import type { Sandbox } from './load-sandbox.ts'

/** The EHRs of the file, and beside them the make-believe one when the sandbox is on. */
export function registeredEhrs(
  file: string | undefined,
  sandbox: Pick<Sandbox, 'issuer' | 'client'> | undefined,
): EhrRegistry {
  const makeBelieve = sandbox
    ? [{ name: 'Make-believe EHR', issuer: sandbox.issuer, clientId: sandbox.client.clientId, auth: 'public' }]
    : []
  const registered = file ? readRegistry(file) : []
  // An entry of the file for the make-believe EHR takes the place of the built-in one: so its other clients are tried.
  const others = makeBelieve.filter(({ issuer }) => !registered.some(ehr => ehr.issuer === issuer))
  return [...ehrRegistrySchema.parse(others), ...registered]
}

/** The public halves of the keys by which EHRs know this app; a missing secret or key stops the start here. */
export const ehrKeys = (registry: EhrRegistry, credentialOf: CredentialOf): ClientKey[] =>
  registry.flatMap(ehr => {
    const credential = credentialOf(ehr)
    return credential.kind === 'private_key_jwt' ? [clientKeyFrom(credential.key, `key file of ${ehr.name}`)] : []
  })

/** @throws Error in one plain sentence that names the file and what is wrong in it */
function readRegistry(file: string): EhrRegistry {
  let entries: unknown
  try {
    entries = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`EHR_REGISTRY ${file}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
  const parsed = ehrRegistrySchema.safeParse(entries)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(issue => `${issue.path.join('.') || 'the list'}: ${issue.message}`)
  throw new Error(`EHR_REGISTRY ${file}: ${problems.join('; ')}`)
}
