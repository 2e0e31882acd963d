/** What is said about a fault, on the page and to programs. */
export interface FaultWords {
  /** Stands in addresses: `/faults/{name}`. */
  readonly name: string
  /** Where it acts, for the page's headings. */
  readonly where: string
  /** What the other side then does, in one sentence. */
  readonly says: string
  /** What the person at the app then sees. */
  readonly sees: string
  /** The failure code in the app's log, where the launch ends in one. */
  readonly code?: string
}

export interface FaultSwitches<F extends FaultWords> {
  readonly table: readonly F[]
  isKnown(name: string): boolean
  isOn(name: string): boolean
  /** Switches one for everybody; undefined when there is none of that name. */
  turn(name: string, on: boolean): F | undefined
  allOff(): void
  /** What acts now, in the table's order: what is on for everybody, and what is named besides. */
  acting(named?: readonly string[]): readonly F[]
}

export function createFaultSwitches<F extends FaultWords>(table: readonly F[]): FaultSwitches<F> {
  const on = new Set<string>()
  const find = (name: string): F | undefined => table.find(each => each.name === name)

  return {
    table,
    isKnown: name => find(name) !== undefined,
    isOn: name => on.has(name),
    turn(name, switchOn) {
      const fault = find(name)
      if (fault !== undefined && switchOn) on.add(name)
      else on.delete(name)
      return fault
    },
    allOff: () => on.clear(),
    acting: (named = []) => table.filter(({ name }) => on.has(name) || named.includes(name)),
  }
}
