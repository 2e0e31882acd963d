import type { GatewayFailure } from '../../domain/gateway-failure.ts'

/** What a person sees when the hub could not be read or written. */
export interface HubProblem {
  readonly status: number
  readonly title: string
  readonly what: string
  readonly next: string
}

const AGAIN = 'Wait a minute, then load this page again. If it stays so, tell whoever runs the hub’s FHIR server.'

export function hubProblem({ code }: GatewayFailure): HubProblem {
  switch (code) {
    case 'NOT_FOUND':
      return {
        status: 404,
        title: 'No such referral',
        what: 'The hub has no referral at this address.',
        next: 'Go back to the list of referrals.',
      }
    case 'UNREACHABLE':
    case 'TIMEOUT':
      return {
        status: 502,
        title: 'The hub does not answer',
        what: 'Nothing was changed as far as we can tell.',
        next: AGAIN,
      }
    case 'GARBAGE':
      return {
        status: 502,
        title: 'The hub’s answer makes no sense',
        what: 'What the hub sent back is not the FHIR that was asked for.',
        next: AGAIN,
      }
    default:
      return {
        status: 502,
        title: 'The hub refused',
        what: 'The hub’s FHIR server did not do what was asked.',
        next: AGAIN,
      }
  }
}
