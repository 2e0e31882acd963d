import type { Router } from 'express'
import { openJournal } from './journal.ts'
import { createResultPages } from './result-pages.ts'
import { createRouter } from './router.ts'
import { createStore } from './store.ts'
import type { ServerRules } from './update-rule.ts'

export interface FhirServerOptions {
  /** What links and Location begin with; otherwise the address by which the client came. */
  readonly baseUrl?: string | undefined
  /** Makes the content survive a restart; without it all is in memory only. */
  readonly journalFile?: string | undefined
  readonly now?: () => Date
  readonly pageSize?: number
  readonly bodyLimit?: string
  readonly onError?: (error: unknown) => void
  /** What this server knows of its resources beyond FHIR. */
  readonly rules?: ServerRules
}

export interface FhirServer {
  readonly router: Router
  close(): Promise<void>
}

/**
 * A small FHIR R4 server with HAPI's behaviour, for the sandbox and the tests. Not for production: no access control.
 * Mount the router at the FHIR base, before any body parser: it reads the bytes itself.
 */
export const createFhirServer = (options: FhirServerOptions = {}): FhirServer => {
  const now = options.now ?? (() => new Date())
  const { journalFile } = options
  const store = createStore(journalFile === undefined ? undefined : each => openJournal(journalFile, each))
  const context = {
    store,
    pages: createResultPages(now),
    now,
    pageSize: options.pageSize ?? 20,
    rules: options.rules ?? {},
  }
  const router = createRouter(context, {
    baseUrl: options.baseUrl,
    bodyLimit: options.bodyLimit ?? '10mb',
    onError: options.onError ?? (error => console.error(error)),
  })
  return { router, close: async () => store.close() }
}
