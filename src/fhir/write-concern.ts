import type { TaskInput } from 'fhir/r4.js'
import type { Concern, Referral } from '../domain/referral.ts'
import { ringWords } from '../domain/ring-first.ts'
import { own } from './codes.ts'
import { CS } from './systems.ts'

const CONCERN_NAMES: Readonly<Record<Concern, string>> = {
  'none-known': 'Nothing known',
  'phone-first': 'Yes, phone me before contact',
  'not-discussed': 'Not discussed',
  urgent: 'Urgent or safeguarding concern today',
}

/**
 * The concern on the Task itself, so that a list can put it first without opening every form (it leaves at every sharing level). One code
 * with its display; the text says what it asks of whoever reads it, also where nobody knows the code (hazard H10).
 */
export const writeConcern = ({ concern, ringFirst }: Referral): TaskInput => ({
  type: { coding: [own(CS.taskKind, 'concern', 'Concern')] },
  valueCodeableConcept: {
    coding: [own(CS.concern, concern, CONCERN_NAMES[concern])],
    text: ringFirst ? ringWords(ringFirst) : CONCERN_NAMES[concern],
  },
})
