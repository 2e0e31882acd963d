import type { Instant } from './local-date.ts'

/** The hub's word that it has the referral: only with this in hand does the app say "sent" (decision 7). */
export interface Receipt {
  readonly receivedAt: Instant
  /** Relative references on the hub, e.g. `ServiceRequest/12`. */
  readonly serviceRequest: string
  readonly task: string
  readonly patient: string
}
