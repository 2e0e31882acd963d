import type { Request } from 'express'
import { createFaultSwitches, type FaultSwitches, type FaultWords } from '../faults/fault-switches.ts'
import { outcomeAnswer } from '../faults/fhir-answers.ts'
import { htmlAnswer, slowly, type WireAnswer } from '../faults/wire-answer.ts'

/** One way in which a hub can fail. */
export interface HubFault extends FaultWords {
  /** Nothing is done, and this is answered; undefined lets the request through. */
  readonly instead?: (request: Pick<Request, 'method'>) => WireAnswer | undefined
  /** It is done, and the answer is lost. */
  readonly loses?: (request: Pick<Request, 'method'>) => boolean
}

const where = 'The hub of the WorkWell service'
const SAVED = { sees: '“Referral saved, not sent yet”; sent by itself once the hub is back' }
const REFUSED = { sees: '“… did not take this referral”, with what it answered and what to do now' }
const HELD = { sees: '“Referral saved, not sent: the connection to … has a fault”; goes once that is mended' }

const isWrite = ({ method }: Pick<Request, 'method'>): boolean => method === 'POST' || method === 'PUT'

const onWrites =
  (answer: WireAnswer): HubFault['instead'] =>
  request =>
    isWrite(request) ? answer : undefined

export const HUB_FAULTS: readonly HubFault[] = [
  {
    name: 'down',
    where,
    says: 'Every connection breaks.',
    ...SAVED,
    instead: () => ({ status: 503, headers: {}, body: '', drop: true }),
  },
  {
    name: 'slow',
    where,
    says: 'Every answer takes half a minute, and then is 503.',
    ...SAVED,
    instead: () => slowly(outcomeAnswer(503, 'transient', 'too slow')),
  },
  {
    name: 'server-error',
    where,
    says: 'Everything ends in 500.',
    ...SAVED,
    instead: () => outcomeAnswer(500, 'exception', 'the hub has a fault'),
  },
  {
    name: 'too-busy',
    where,
    says: 'Everything is refused for ten seconds (429 with Retry-After).',
    ...SAVED,
    instead: () => outcomeAnswer(429, 'throttled', 'the hub is too busy', { 'retry-after': '10' }),
  },
  {
    name: 'garbage',
    where,
    says: 'Everything is answered 200 with a log-in page.',
    ...SAVED,
    instead: () => htmlAnswer(),
  },
  {
    name: 'refuses',
    where,
    says: 'Referrals are refused for good (422 with an OperationOutcome).',
    ...REFUSED,
    instead: onWrites(outcomeAnswer(422, 'business-rule', 'this service takes no referrals now')),
  },
  {
    name: 'shuts-us-out',
    where,
    says: 'Everything is forbidden (403).',
    ...HELD,
    instead: () => outcomeAnswer(403, 'forbidden', 'this client has no rights here'),
  },
  {
    name: 'bad-request',
    where,
    says: 'Referrals end in 400, as a proxy in front of the hub that misses a header has it.',
    ...HELD,
    instead: onWrites(outcomeAnswer(400, 'required', 'X-Request-Id is missing')),
  },
  {
    name: 'conflict',
    where,
    says: 'Writes end in 409.',
    sees: '“Referral saved, not sent yet”; the app asks the hub what it has before it tries again',
    instead: onWrites(outcomeAnswer(409, 'conflict', 'somebody else is writing')),
  },
  {
    name: 'commits-then-drops',
    where,
    says: 'A write is done, and then the connection breaks before the answer.',
    sees: '“Referral sent” or “Referral saved, not sent yet”, and one referral at the hub, never two',
    loses: isWrite,
  },
]

export const createHubFaults = (): FaultSwitches<HubFault> => createFaultSwitches(HUB_FAULTS)
