import { type OpenBeside, openBeside } from '../../src/domain/open-beside.ts'
import type { SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { fieldIn } from './field-in.ts'

/** The patient's open referrals beside the one of this consultation, as they are at this moment. */
export const referralsBeside = async (
  { context, draft, patientKey }: Consultation,
  { delivery }: Pick<SendingDeps, 'delivery'>,
): Promise<OpenBeside[]> => openBeside(draft.referralId, context.referrals, await delivery.openOf(patientKey))

/** The form's one field for it: the ids of those that were on the page, and to which the clinician said yes. */
export const BESIDE_FIELD = 'beside'
export const besideValue = (beside: readonly OpenBeside[]): string => beside.map(each => each.referralId).join(' ')
export const besideIn = (body: Record<string, unknown>): string[] => fieldIn(body, BESIDE_FIELD)?.split(' ') ?? []
