import { z } from 'zod'
import { type ReferralStage, STAGES } from '../domain/referral-status.ts'

// Instances of the version before run beside this one. They know neither how a referral ended without words, nor one that was not begun, and
// would not read what names it: those are kept as what they know.

export const keptStage = (stage: ReferralStage): ReferralStage => {
  if (stage === 'finished') return 'closed-outcome'
  if (stage === 'ended') return 'unknown'
  return stage === 'not-started' ? 'sent' : stage
}

/** A stage that a version after this one kept, and that is not known here, is unknown. */
export const storedStage = z.enum(STAGES).catch('unknown')

/** As it is kept in a draft: with the stage itself beside the one that the version before knows. */
export const storedSeen = z
  .object({
    stage: storedStage,
    exactly: storedStage.optional(),
    seenAt: z.string(),
    missingSince: z.string().optional(),
  })
  .transform(({ exactly, ...seen }) => ({ ...seen, stage: exactly ?? seen.stage }))

export const keptSeen = <T extends { readonly stage: ReferralStage }>(seen: T) => {
  const stage = keptStage(seen.stage)
  return stage === seen.stage ? seen : { ...seen, stage, exactly: seen.stage }
}
