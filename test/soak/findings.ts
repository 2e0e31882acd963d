import type { Store } from '../../src/store/open-store.ts'
import { copiesAtRecord, countsAtHub, doubledCopies, isAtHub } from './counts.ts'
import type { Sender } from './sender.ts'
import type { World } from './world.ts'

/** What must never be: each list holds family names of patients, and is empty. */
export interface Findings {
  /** A page said that it is sent or saved, and the hub does not have it whole. */
  readonly lost: string[]
  readonly doubled: string[]
  /** A page said "Referral sent" while the hub did not have it. */
  readonly sentThatWasNot: string[]
  /** The hub has it, and the page says that it is still to be sent. */
  readonly sentUnsaid: string[]
  /** A page said "Referral sent", and a later one something else. */
  readonly takenBack: string[]
  readonly copiedTwice: string[]
  /** The record has the copy, and the page says that it has none: somebody would paste a second one. */
  readonly copyDenied: string[]
  /** What is neither sent nor visibly not sent. */
  readonly unsettled: string[]
  readonly audit: string[]
}

export const nothingFound = (): Findings => ({
  lost: [],
  doubled: [],
  sentThatWasNot: [],
  sentUnsaid: [],
  takenBack: [],
  copiedTwice: [],
  copyDenied: [],
  unsettled: [],
  audit: [],
})

/** As soon as a page has come: the hub is asked now, not when it may have arrived after all. */
export async function holdPage(sender: Sender, wasToldSent: boolean, world: World, found: Findings): Promise<void> {
  const { family, said } = sender
  if (said === 'sent' && !(await isAtHub(world, family))) found.sentThatWasNot.push(family)
  if (said === 'form' && (await isAtHub(world, family))) found.sentUnsaid.push(family)
  if (wasToldSent && said !== 'sent' && said !== 'nothing') found.takenBack.push(family)
}

/** When everything has settled: each referral by what its last page says. */
export async function holdAll(senders: readonly Sender[], world: World, found: Findings): Promise<void> {
  const at = await countsAtHub(world)
  const isCopied = await copiesAtRecord(world)
  for (const { family, said, saysNoCopy } of senders) {
    if (said !== 'sent' && said !== 'form') found.unsettled.push(family)
    if (saysNoCopy && isCopied(family)) found.copyDenied.push(family)
    const counts = at(family)
    if (counts.some(each => each > 1)) found.doubled.push(family)
    if (said === 'form' ? counts.some(each => each > 0) : counts.some(each => each === 0)) {
      found[said === 'form' ? 'sentUnsaid' : 'lost'].push(family)
    }
  }
  found.copiedTwice.push(...(await doubledCopies(world)))
}

/** The store's own books: what was accepted is delivered, and the audit holds. */
export async function holdBooks({ outbox, audit }: Store, senders: readonly Sender[], found: Findings): Promise<void> {
  const open = await outbox.list({ states: ['waiting', 'delivering', 'dead', 'cancelled'] })
  const delivered = await outbox.list({ states: ['delivered'] })
  const sent = senders.filter(each => each.said !== 'form').length
  if (open.length > 0 || delivered.length !== sent)
    found.audit.push(`${open.length} open, ${delivered.length} delivered, ${sent} sent`)
  const verified = await audit.verify()
  if (!verified.ok) found.audit.push('the chain of the audit is broken')
}
