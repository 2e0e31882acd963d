import type { Vault } from '../../launch/smart/launch-store.ts'

/** A vault in memory, with what was put into it open to inspection: values pass through JSON, as in the real one. */
export function createMemoryVault(now: () => Date = () => new Date()) {
  const kept = new Map<string, { readonly json: string; readonly until: Date; readonly idleSeconds?: number }>()
  const keyOf = (kind: string, id: string): string => `${kind}/${id}`
  const get = async (kind: string, id: string): Promise<unknown> => {
    const entry = kept.get(keyOf(kind, id))
    return entry !== undefined && entry.until > now() ? JSON.parse(entry.json) : undefined
  }
  const vault: Vault = {
    async put(kind, id, value, keep) {
      kept.set(keyOf(kind, id), { json: JSON.stringify(value), ...keep })
    },
    get,
    async take(kind, id) {
      const value = get(kind, id)
      kept.delete(keyOf(kind, id))
      return value
    },
    async delete(kind, id) {
      kept.delete(keyOf(kind, id))
    },
    async replace(kind, id, value) {
      const entry = kept.get(keyOf(kind, id))
      if (entry === undefined || entry.until <= now()) return false
      kept.set(keyOf(kind, id), { ...entry, json: JSON.stringify(value) })
      return true
    },
    async has(kind, id) {
      return (await get(kind, id)) !== undefined
    },
  }
  return { vault, kept }
}
