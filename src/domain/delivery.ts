import type { GatewayFailureCode } from './gateway-failure.ts'
import type { Instant } from './local-date.ts'
import type { Receipt } from './receipt.ts'

/** Why a referral has not reached its hub. Two causes are on our side: no hub for the service, and a fault of ours. */
export interface DeliveryFailure {
  readonly code: GatewayFailureCode | 'NO_HUB' | 'INTERNAL'
  readonly status?: number
  /** What the hub said. May repeat patient data: shown to the people who look after the referral, never logged. */
  readonly diagnostics?: string
}

/** What a referral's hub is told of it, each by a message of its own, in this order of events. */
export const MESSAGE_KINDS = ['referral', 'amendment', 'withdrawal'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** An accepted referral on its way: at the hub with a receipt, still waiting, or visibly given up (decision 7). */
export type Delivery =
  | {
      readonly state: 'waiting'
      readonly attempts: number
      readonly nextAttemptAt: Instant
      readonly lastFailure?: DeliveryFailure
    }
  | { readonly state: 'delivered'; readonly receipt: Receipt }
  | { readonly state: 'dead'; readonly failure: DeliveryFailure }
  /** Taken back before the hub had it. */
  | { readonly state: 'cancelled'; readonly at: Instant }
