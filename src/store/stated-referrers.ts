import { z } from 'zod'
import type { StatedReferrer } from '../domain/stated-referrer.ts'
import type { Vault } from './vault.ts'

const statedSchema = z.strictObject({
  name: z.string().optional(),
  practice: z.strictObject({ name: z.string(), odsCode: z.string(), phone: z.string() }).optional(),
})

/** What clinicians stated of themselves, so that they say it once and not at every patient. */
export interface StatedReferrers {
  /** `who` is a keyed hash of one clinician at one EHR. */
  remember(who: string, stated: StatedReferrer, at: Date): Promise<void>
  /** Undefined where nothing is known any more, or what is kept cannot be understood. */
  of(who: string): Promise<StatedReferrer | undefined>
}

const KIND = 'stated-referrer'

/** Encrypted, for as long as a draft is kept. */
export function createStatedReferrers(vault: Vault, keepHours: number): StatedReferrers {
  async function of(who: string): Promise<StatedReferrer | undefined> {
    const { name, practice } = statedSchema.safeParse(await vault.get(KIND, who)).data ?? {}
    return name || practice ? { ...(name ? { name } : {}), ...(practice ? { practice } : {}) } : undefined
  }
  return {
    of,
    async remember(who, stated, at) {
      const known = await of(who)
      await vault.put(KIND, who, { ...known, ...stated }, { until: new Date(at.getTime() + keepHours * 3_600_000) })
    },
  }
}
