import type { z } from 'zod'

const TIMEOUT_MS = 10_000

/** Reads from the open FHIR server behind this EHR; undefined when it does not answer as asked. */
export async function fetchFhir<T>(url: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    const response = await fetch(url, {
      // Without no-cache, HAPI answers a repeated search from its memory for a minute.
      headers: { accept: 'application/fhir+json', 'cache-control': 'no-cache' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const parsed = schema.safeParse(await response.json())
    return response.ok && parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
