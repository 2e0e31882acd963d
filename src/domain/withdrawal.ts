/**
 * Why a referrer takes a referral back from the service that has it, in the clinician's words. A patient who no longer agrees ends
 * the sharing too (hazard H11); what was sent by mistake, perhaps for another patient, is marked as an error everywhere (hazard H01).
 */
export const WITHDRAWALS = {
  'patient-withdrew': 'The patient no longer agrees to it',
  'not-needed': 'The patient no longer needs it',
  'other-help': 'The patient gets other help instead',
  mistake: 'It was sent by mistake, or for the wrong patient',
} as const
export type Withdrawal = keyof typeof WITHDRAWALS

export const isWithdrawal = (text: string | undefined): text is Withdrawal =>
  text !== undefined && Object.hasOwn(WITHDRAWALS, text)
