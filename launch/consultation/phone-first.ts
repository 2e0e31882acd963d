import { concernIsPhoneFirst } from '../../src/fhir/concern-managed.ts'
import type { Consultation } from './consultation-of.ts'

/** Whether somebody at home may hold the patient's phone or read along: then nothing is filed or handed out by itself (hazard H24). */
export const asksPhoneFirst = ({ draft }: Pick<Consultation, 'draft'>): boolean => concernIsPhoneFirst(draft.response)
