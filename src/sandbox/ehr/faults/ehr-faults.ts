import { createFaultSwitches, type FaultSwitches } from '../../faults/fault-switches.ts'
import { DISCOVERY_FAULTS } from './discovery-faults.ts'
import type { EhrFault } from './ehr-fault.ts'
import { ID_TOKEN_FAULTS } from './id-token-faults.ts'
import { KEY_FAULTS } from './key-faults.ts'
import { LAUNCH_FAULTS } from './launch-faults.ts'
import { RECORD_FAULTS } from './record-faults.ts'
import { SEARCH_FAULTS } from './search-faults.ts'
import { TOKEN_FAULTS } from './token-faults.ts'

/** Every way in which this EHR can be told to misbehave, in the order of a launch. */
export const EHR_FAULTS: readonly EhrFault[] = [
  ...LAUNCH_FAULTS,
  ...DISCOVERY_FAULTS,
  ...TOKEN_FAULTS,
  ...ID_TOKEN_FAULTS,
  ...KEY_FAULTS,
  ...RECORD_FAULTS,
  ...SEARCH_FAULTS,
]

export interface EhrFaults extends FaultSwitches<EhrFault> {
  /** The launch button that was pressed last, with its own faults. */
  pressed(named: readonly string[]): void
  /**
   * What acts where nobody says which launch asks, at discovery and key set: those of the launch pressed last, beside what is
   * on for everybody.
   */
  actingUnbound(): readonly EhrFault[]
}

export function createEhrFaults(): EhrFaults {
  const switches = createFaultSwitches(EHR_FAULTS)
  let last: readonly string[] = []
  return {
    ...switches,
    pressed(named) {
      last = named
    },
    actingUnbound: () => switches.acting(last),
  }
}
