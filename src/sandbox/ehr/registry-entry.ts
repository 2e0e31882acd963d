import type { RegisteredClient } from './client.ts'

/** The variable that the copied entry names: the app reads its secret from there. */
export const SECRET_VARIABLE = 'MAKE_BELIEVE_SECRET'

export interface RegistryEntry {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly auth: RegisteredClient['auth']
  readonly clientSecretFrom?: string
  readonly keyFile?: string
}

/** The entry of the app's EHR_REGISTRY that belongs to a registration. */
export function registryEntry(client: RegisteredClient, issuer: string): RegistryEntry {
  const { auth, clientId } = client
  const same = { name: 'Make-believe EHR', issuer, clientId, auth }
  if (auth === 'client_secret') return { ...same, clientSecretFrom: SECRET_VARIABLE }
  return auth === 'private_key_jwt' ? { ...same, keyFile: './data/client-key.json' } : same
}
