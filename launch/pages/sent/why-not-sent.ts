import type { DeliveryFailure } from '../../../src/domain/delivery.ts'
import type { GatewayFailureCode } from '../../../src/domain/gateway-failure.ts'

type Code = GatewayFailureCode | 'NO_HUB' | 'INTERNAL'

const NO_ANSWER = 'did not answer.'
const NOT_WELL = 'answered, but not with a receipt.'

/** Why a referral has not gone, in words that go on from the service's name. */
const WORDS: Readonly<Record<Code, string>> = {
  REFUSED: 'refused the referral.',
  FORBIDDEN: 'does not let this app in. The referral itself is not at fault: the connection has to be put right.',
  UNAUTHORIZED: 'does not accept this app’s sign-in. The referral itself is not at fault.',
  NOT_FOUND: 'cannot be found at the address that is kept for it. The referral itself is not at fault.',
  NO_HUB: 'has no electronic address any more. The referral itself is not at fault.',
  UNREACHABLE: NO_ANSWER,
  TIMEOUT: NO_ANSWER,
  RATE_LIMITED: 'is busy and asked to wait.',
  CONFLICT: NOT_WELL,
  SERVER_ERROR: 'has a fault of its own just now.',
  GARBAGE: NOT_WELL,
  INTERNAL: 'was not asked: this app has a fault.',
}

export const whyNotSent = ({ code }: DeliveryFailure): string => WORDS[code]
