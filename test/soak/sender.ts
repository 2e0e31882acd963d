import { setTimeout as sleep } from 'node:timers/promises'
import { type Clinician, createClinician, FIVE_TAPS, type Seen } from '../support/clinician.ts'
import { patientIdOf, type World } from './world.ts'

/** What a page says of the referral; `form`: it is not sent, and here it can be; `nothing`: no page came. */
export type Said = 'sent' | 'not-sent-yet' | 'form' | 'nothing'

/** A clinician who sends one referral for one patient, from the launch on, through the pages. */
export interface Sender {
  readonly family: string
  /** Where "Send referral" posts to. */
  readonly path: string
  /** What the last page said, and when; before the first press, the form. */
  said: Said
  saidAt: number
  /** Whether a page ever said "Referral sent". */
  wasToldSent: boolean
  /** Whether the last page asks to paste an entry, for the record has none. */
  saysNoCopy: boolean
  /** "Send referral", on the page that was opened for it. */
  press(): Promise<Said>
  /** "Try to send it now", of what is saved and not sent yet. */
  tryNow(): Promise<Said>
  /** Opens the referral again, as after a page that never came. */
  look(): Promise<Said>
  /** What the status page says. */
  status(): Promise<string>
}

const headingOf = ({ html }: Seen): string => /<h1[^>]*>([^<]*)/.exec(html)?.[1]?.trim() ?? ''

function saidBy(page: Seen): Said {
  const heading = headingOf(page)
  if (heading === 'Referral sent') return 'sent'
  if (/^Referral saved, not sent/.test(heading)) return 'not-sent-yet'
  if (heading === 'Check before sending') return 'form'
  throw new Error(`A page that nobody expected: ${page.status} "${heading}" at ${page.url}`)
}

/** Of a line that was cut there is no page. Whatever else goes wrong is a fault of ours. */
function noPage(error: unknown): undefined {
  if (error instanceof TypeError && error.message === 'fetch failed') return undefined
  if (error instanceof TypeError && error.message === 'terminated') return undefined
  throw error
}

/** Launches and answers, as often as it takes: on a busy machine a record may be too slow for a page once. */
async function upToCheck(clinician: Clinician, family: string, triesLeft = 10): Promise<Seen> {
  const first = await clinician.launchToRefer(patientIdOf(family))
  const check = first.status === 200 ? await clinician.submit(first, FIVE_TAPS) : first
  if (headingOf(check) === 'Check before sending') return check
  if (triesLeft === 0) throw new Error(`${family} cannot be referred: ${check.status} "${headingOf(check)}"`)
  await sleep(1000)
  return upToCheck(clinician, family, triesLeft - 1)
}

/** Up to the page "Check before sending". */
export async function createSender(world: World, family: string): Promise<Sender> {
  await world.admit(family)
  const clinician = createClinician(world)
  let check = await upToCheck(clinician, family)
  const at = (page: string): string => check.url.replace(/check$/, page)
  let sent: Seen | undefined

  async function hear(page: Promise<Seen>): Promise<Said> {
    const came = await page.catch(noPage)
    const said = came ? saidBy(came) : 'nothing'
    if (came && said === 'form') check = came
    if (came && said === 'not-sent-yet') sent = came
    sender.said = said
    sender.saidAt = performance.now()
    sender.wasToldSent ||= said === 'sent'
    sender.saysNoCopy = came?.html.includes('There is no copy in the patient’s record') === true
    return said
  }
  const sender: Sender = {
    family,
    path: new URL(check.url).pathname,
    said: 'form',
    saidAt: 0,
    wasToldSent: false,
    saysNoCopy: false,
    press: () => hear(clinician.submit(check)),
    tryNow: () => (sent ? hear(clinician.submit(sent)) : sender.look()),
    look: () => hear(clinician.get(at('check'))),
    status: async () => (await clinician.get(at('status'))).html,
  }
  return sender
}
