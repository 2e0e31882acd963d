import { z } from 'zod'

const days = z.int().min(1).max(90).default(28)
/**
 * How a service answers a letter without an account: by the link on it, for so many days, and with a second thing that whoever has only the
 * link does not have. `service-code` is agreed with the service and stands in the environment variable of this name; the date of birth stands on the
 * letter too, so it keeps out only who has the link alone.
 */
const reply = z.discriminatedUnion('asks', [
  z.strictObject({ asks: z.literal('service-code'), codeFrom: z.string().min(1), days }),
  z.strictObject({ asks: z.literal('date-of-birth'), days }),
])

/** The way to a service, as its pack writes it. */
export const packHubSchema = z.discriminatedUnion('kind', [
  /** `baseUrl` is the service's FHIR R4 base; it is fixed by the pack, never by a patient's record. */
  z.strictObject({
    kind: z.literal('fhir'),
    baseUrl: z.url(),
    agreement: z.string().min(1),
    /** SMART Backend Services: the id by which this hub knows the app, and the environment variable that names the file with its key. */
    signIn: z.strictObject({ clientId: z.string().min(1), keyFileFrom: z.string().min(1) }).optional(),
    /** The hub has R4 rest-hooks and tells us when a referral moves; the environment variable with the secret by which it is known. */
    notices: z.strictObject({ secretFrom: z.string().min(1) }).optional(),
  }),
  /** The sandbox's own hub: its address comes from WORKWELL_FHIR_URL. */
  z.strictObject({ kind: z.literal('sandbox') }),
  /** Takes a printed letter, sent as the instructions say. With `reply` the letter bears a link by which the service answers. */
  z.strictObject({ kind: z.literal('letter'), instructions: z.string().min(1), reply: reply.optional() }),
  /** No way in was verified: nothing is sent; the patient gets a letter to take along and the way of self-referral. */
  z.strictObject({ kind: z.literal('none') }),
])

type PackHub = z.infer<typeof packHubSchema>
/** How the service answers letters, where it can. */
export type LetterReply = z.infer<typeof reply>

/** The FHIR server of a service, as its pack names it. */
export type PackServer = Omit<Extract<PackHub, { kind: 'fhir' }>, 'kind'>

/** A paper that a person takes to the service. */
export interface PaperWay {
  /** How it gets there, as far as that is known. */
  readonly instructions?: string
  /** How the service answers it, where it can. */
  readonly reply?: LetterReply | undefined
}

/** The way to a service by what is there, whatever its pack calls it (decision 16). */
export interface Channel {
  readonly server?: PackServer | 'of-the-sandbox'
  readonly paper?: PaperWay
}

/** The only place that asks of which kind a hub is. A new kind does not compile before it is said here what there is at it. */
export function channelOf(hub: PackHub): Channel {
  switch (hub.kind) {
    case 'fhir':
      return { server: hub }
    case 'sandbox':
      return { server: 'of-the-sandbox' }
    case 'letter':
      return { paper: hub }
    case 'none':
      return { paper: {} }
    default:
      return hub satisfies never
  }
}

/** A service, as far as the way to it goes. */
interface Reached {
  readonly hub: PackHub
}

/** The server of a service's own; undefined where it has none, or the sandbox's. */
export function ownServer({ hub }: Reached): PackServer | undefined {
  const { server } = channelOf(hub)
  return server === 'of-the-sandbox' ? undefined : server
}

export const isAtSandbox = ({ hub }: Reached): boolean => channelOf(hub).server === 'of-the-sandbox'

/** Whether referrals reach this service by themselves. Where not, there is a letter, and nothing is ever sent (decision 6). */
export const takesElectronicReferrals = ({ hub }: Reached): boolean => channelOf(hub).server !== undefined

/** How the service answers letters, where it can. */
export const letterReply = ({ hub }: Reached): LetterReply | undefined => channelOf(hub).paper?.reply

/** How a letter gets to the service, where that is known. */
export const letterInstructions = ({ hub }: Reached): string | undefined => channelOf(hub).paper?.instructions
