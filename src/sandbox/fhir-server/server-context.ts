import type { ResultPages } from './result-pages.ts'
import type { Store } from './store.ts'
import type { ServerRules } from './update-rule.ts'

/** What every interaction works with. */
export interface ServerContext {
  readonly store: Store
  readonly pages: ResultPages
  readonly now: () => Date
  readonly pageSize: number
  readonly rules: ServerRules
}
