import { kindOfAnswer } from '../../../src/domain/failure-kind.ts'
import type { FailureKind, GatewayFailure } from '../../../src/domain/gateway-failure.ts'
import { phoneWords, type WorkWellService } from '../../../src/domain/site.ts'

/** A message about a referral that its service has not confirmed, by what is to be done about it (ADR 0020). */
export const NOT_CONFIRMED = ['not-confirmed', 'not-confirmed-to-mend', 'not-confirmed-declined'] as const
export type NotConfirmed = (typeof NOT_CONFIRMED)[number]

const BY_KIND: Readonly<Record<FailureKind, NotConfirmed>> = {
  passing: 'not-confirmed',
  'to-mend': 'not-confirmed-to-mend',
  declined: 'not-confirmed-declined',
}

export const isNotConfirmed = (trouble: string | undefined): trouble is NotConfirmed =>
  NOT_CONFIRMED.some(each => each === trouble)

/** Where there is no failure there was nobody to ask. A 404 speaks of the one thing that was asked for, not of the way there. */
export const notConfirmedFor = (failure: GatewayFailure | undefined): NotConfirmed =>
  !failure || failure.code === 'NOT_FOUND' ? 'not-confirmed' : BY_KIND[kindOfAnswer(failure)]

/** `what`: "the answer"; `again`: what to do where it may go by itself, up to "or ring". */
export function notConfirmedWords(
  trouble: NotConfirmed,
  { service, what, again }: { service: WorkWellService; what: string; again: string },
): string {
  const ring = `ring ${phoneWords(service)}`
  switch (trouble) {
    case 'not-confirmed':
      return `${service.name} did not confirm ${what}${again}, or ${ring}`
    case 'not-confirmed-to-mend':
      return `${service.name} does not know of ${what}: the connection to its computer system has a fault, which somebody has to put right. Sending it again will not help yet. If it should not wait, ${ring}`
    case 'not-confirmed-declined':
      return `The computer system of ${service.name} did not take ${what}. Sending it again will not change that: ${ring}`
  }
}
