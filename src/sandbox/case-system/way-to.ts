import { mayMove, PHASES, type Standing, statesOf } from '../../domain/referral-moves.ts'

/** Every finer state of every phase, as a service with a case system of its own keeps them. */
export const STANDINGS: readonly Standing[] = PHASES.flatMap(phase => statesOf(phase).map(state => ({ phase, state })))

/** `accepted/contacted` */
export const nameOf = ({ phase, state }: Standing): string => (state === undefined ? phase : `${phase}/${state}`)
export const standingNamed = (name: string): Standing | undefined => STANDINGS.find(each => nameOf(each) === name)

/** The shortest row of a service's own moves from one standing to another; undefined where no row leads there. */
export function wayTo(from: Standing, to: Standing): readonly Standing[] | undefined {
  const ways = new Map<string, readonly Standing[]>([[nameOf(from), []]])
  for (const [name, way] of ways) {
    if (name === nameOf(to)) return way
    const here = way.at(-1) ?? from
    for (const next of STANDINGS)
      if (!ways.has(nameOf(next)) && mayMove('hub', here, next)) ways.set(nameOf(next), [...way, next])
  }
  return undefined
}
