import type { DeliveryFailure } from '../../../src/domain/delivery.ts'
import { kindOf } from '../../../src/domain/failure-kind.ts'
import type { FailureKind } from '../../../src/domain/gateway-failure.ts'

const LATE = 'did not answer.'
const NOT_WELL = 'answered, but not with a receipt.'
const OTHER_WAY = 'does not take referrals in the way in which this app sends them.'
const UNUSABLE = 'could not use the message as it came.'

const OF_THE_MOMENT: Readonly<Record<DeliveryFailure['code'], string>> = {
  UNREACHABLE: LATE,
  TIMEOUT: LATE,
  RATE_LIMITED: 'is busy and asked to wait.',
  CONFLICT: NOT_WELL,
  GARBAGE: NOT_WELL,
  SERVER_ERROR: 'has a fault of its own just now.',
  INTERNAL: 'was not asked: this app has a fault.',
  REFUSED: 'was not ready for it.',
  UNAUTHORIZED: 'was not ready for it.',
  FORBIDDEN: 'was not ready for it.',
  NOT_FOUND: 'was not ready for it.',
  NO_HUB: NOT_WELL,
}

const REQUEST_TIMEOUT = 408

/** What has to be put right, where the code says it; the status says it otherwise. */
const TO_MEND: Partial<Readonly<Record<DeliveryFailure['code'], string>>> = {
  UNAUTHORIZED: 'does not accept this app’s sign-in.',
  NOT_FOUND: 'was not found at the address that is kept for it.',
  NO_HUB: 'has no electronic address any more.',
}

function toMend({ code, status }: DeliveryFailure): string {
  if (code !== 'FORBIDDEN') return TO_MEND[code] ?? OTHER_WAY
  if (status === undefined) return 'could not be reached over a connection that can be trusted.'
  return status === 403 ? 'does not let this app in.' : UNUSABLE
}

/** Why a referral has not gone, in words that go on from the service's name. Its kind decides what they say (ADR 0020). */
const WORDS: Readonly<Record<FailureKind, (failure: DeliveryFailure) => string>> = {
  passing: ({ code, status }) => (status === REQUEST_TIMEOUT ? 'did not answer in time.' : OF_THE_MOMENT[code]),
  'to-mend': toMend,
  declined: () => 'answered that it does not take this referral.',
}

export const whyNotSent = (failure: DeliveryFailure): string => WORDS[kindOf(failure)](failure)
