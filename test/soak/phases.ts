import type { Sender } from './sender.ts'
import type { Sighting } from './sightings.ts'

/** How far a referral was when its web server was killed, in the order in which it comes by. */
export const PHASES = [
  'on its way to the hub',
  'at the hub',
  'answered by the hub',
  'being copied to the record',
  'with its page just there',
  'with its page there for a second',
  'being sent in the background',
] as const
export type Phase = (typeof PHASES)[number]

const JUST_NOW_MS = 1000

export function phaseOf(
  { said, saidAt }: Pick<Sender, 'said' | 'saidAt'>,
  { atHub, isAnswered, copying }: Sighting,
  killedAt: number,
): Phase {
  if (said === 'sent')
    return killedAt - saidAt < JUST_NOW_MS ? 'with its page just there' : 'with its page there for a second'
  if (said === 'not-sent-yet') return 'being sent in the background'
  if (copying > 0) return 'being copied to the record'
  if (isAnswered) return 'answered by the hub'
  return atHub > 0 ? 'at the hub' : 'on its way to the hub'
}

export type PhaseCounts = ReadonlyMap<Phase, number>

export const countOf = (phases: readonly Phase[]): PhaseCounts =>
  new Map(PHASES.map(phase => [phase, phases.filter(each => each === phase).length]))

export const inWords = (counts: PhaseCounts): string =>
  [...counts].flatMap(([phase, count]) => (count > 0 ? `${count} ${phase}` : [])).join(', ')
