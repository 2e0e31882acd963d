import type { ResultPages } from './result-pages.ts'
import type { OperationContext, ServerRules } from './update-rule.ts'

/** What every interaction works with. */
export interface ServerContext extends OperationContext {
  readonly pages: ResultPages
  readonly pageSize: number
  readonly rules: ServerRules
}
