import { setTimeout as sleep } from 'node:timers/promises'
import { type SeededNumbers, seededNumbers } from '../../src/sandbox/patients/seeded-numbers.ts'
import { type Findings, holdAll, holdBooks, holdPage, nothingFound } from './findings.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'
import { createHouse, type House } from './house.ts'
import { countOf, inWords, type Phase, phaseOf } from './phases.ts'
import { createSender, type Said, type Sender } from './sender.ts'
import { startWorld, type World } from './world.ts'

/** Referrals that are sent anew in each round. */
const SENDERS = 2
/** Within so many milliseconds all of them have pressed. */
const PRESSES_WITHIN = 400
/** One of three kills may also fall so many milliseconds after all pages have come. */
const AFTERWARDS = 2500
const STUCK_MS = 90_000

export interface LanePlan {
  readonly name: string
  readonly rounds: number
  readonly seed: string
  readonly program: string
  /** Web servers on one store; one of them dies in each round. */
  readonly instances: 1 | 2
  readonly databaseUrl?: string | undefined
  readonly say: (line: string) => void
}

export interface LaneResult {
  readonly found: Findings
  readonly phases: readonly Phase[]
  readonly senders: readonly Sender[]
}

interface Lane {
  readonly draw: SeededNumbers
  readonly door: FrontDoor
  readonly world: World
  readonly house: House
  readonly instances: number
  readonly found: Findings
  readonly phases: Phase[]
  readonly senders: Sender[]
  /** From the first press to the last page, as it was lately on this machine: kills fall into it, however busy the machine is. */
  sendingMs: number
}

/** Kills on one store, one after the other, while referrals are sent; then all that was sent is counted. */
export async function runLane(plan: LanePlan): Promise<LaneResult> {
  const draw = seededNumbers(plan.seed)
  const door = await openFrontDoor()
  const world = await startWorld(door.url, draw)
  const house = createHouse({ ...plan, door, world })
  const { instances } = plan
  const counted = { found: nothingFound(), phases: [], senders: [] }
  const lane: Lane = { draw, door, world, house, instances, ...counted, sendingMs: 1000 }
  try {
    for (let round = 1; round <= plan.rounds; round += 1) {
      await fill(lane)
      const killed = await oneRound(lane, round)
      plan.say(`${plan.name}, round ${round} of ${plan.rounds} (seed ${plan.seed}): ${killed}`)
    }
    // Of two, the one that is left does all that there is to be done.
    if (door.behind.size === 0) await house.start()
    await settle(lane)
    await holdAll(lane.senders, world, lane.found)
    for (const life of door.behind) await house.kill(life)
    const store = await house.openStore()
    await holdBooks(store, lane.senders, lane.found).finally(() => store.database.close())
    return lane
  } finally {
    for (const life of door.behind) await house.kill(life)
    door.close()
    await world.close()
    house.remove()
  }
}

async function fill({ house, door, instances }: Lane): Promise<void> {
  while (door.behind.size < instances) await house.start()
}

/** Sends, kills one web server at some moment, and has everybody without "Referral sent" look again. */
async function oneRound(lane: Lane, round: number): Promise<string> {
  const { draw, door, house, world, senders } = lane
  const again = senders.filter(({ said }) => said === 'form' && draw(2) === 0).slice(0, SENDERS)
  const fresh = await Promise.all(
    Array.from({ length: SENDERS }, (_, index) => createSender(world, `Round${round}No${index + 1}`)),
  )
  senders.push(...fresh)
  const pressing = new Set<Sender>()
  const presses = [...fresh, ...again].map(async sender => {
    await sleep(draw(PRESSES_WITHIN))
    pressing.add(sender)
    sender.said = 'nothing'
    const since = performance.now()
    const said = await sender.press()
    if (said === 'sent') lane.sendingMs = (2 * lane.sendingMs + PRESSES_WITHIN + sender.saidAt - since) / 3
    await holdPage(sender, false, world, lane.found)
  })
  await sleep(draw(lane.sendingMs + (draw(3) === 0 ? AFTERWARDS : 0)))
  const victim = [...door.behind][draw(door.behind.size)]
  if (!victim) throw new Error('There is no web server to kill.')
  const hit = [...pressing].filter(each => door.postedTo(each.path) === victim)
  const now = performance.now()
  const phases = hit.map(each => phaseOf(each, world.sightings.of(each.family), now))
  await house.kill(victim)
  lane.phases.push(...phases)
  if (phases.every(each => each === 'on its way to the hub')) lane.sendingMs *= 1.5
  await Promise.all(presses)
  // With another instance they reload at once, and it is that one who answers.
  if (door.behind.size === 0) await house.start()
  for (const sender of senders.filter(isOpen)) {
    const next = sender.said === 'not-sent-yet' && draw(3) === 0 ? sender.tryNow : sender.look
    await lookAgain(lane, sender, next)
  }
  const words = (said: Said) => senders.filter(each => each.said === said).length
  return `killed with ${inWords(countOf(phases)) || 'nothing under way'}; so far ${words('sent')} sent, ${words('not-sent-yet')} saved, ${words('form')} not sent`
}

const isOpen = ({ said }: Sender): boolean => said === 'nothing' || said === 'not-sent-yet'

async function lookAgain(lane: Lane, sender: Sender, look: () => Promise<Said>): Promise<void> {
  const { wasToldSent } = sender
  await look()
  await holdPage(sender, wasToldSent, lane.world, lane.found)
}

/** Everybody who has pressed looks until "Referral sent" stands there; every page of a referral that was sent is opened once more. */
async function settle(lane: Lane): Promise<void> {
  const { senders, found, draw } = lane
  // Some are never sent, and stay so; the others find their form, and it can be sent.
  for (const sender of senders.filter(each => each.said === 'form' && draw(2) === 0))
    await lookAgain(lane, sender, sender.press)
  for (let [fewest, since] = [Number.POSITIVE_INFINITY, performance.now()]; ; await sleep(300)) {
    const open = senders.filter(isOpen)
    for (const sender of open) await lookAgain(lane, sender, sender.look)
    if (open.length === 0) break
    if (open.length < fewest) [fewest, since] = [open.length, performance.now()]
    if (performance.now() - since > STUCK_MS) break
  }
  for (const sender of senders) {
    await lookAgain(lane, sender, sender.look)
    if (sender.said === 'sent' && !(await sender.status()).includes('Sent, not opened yet'))
      found.sentThatWasNot.push(`${sender.family} by its status`)
  }
}
