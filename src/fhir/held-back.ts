import type { ContactPoint } from 'fhir/r4.js'
import { z } from 'zod'
import { EXT } from './systems.ts'

const MASKED = 'masked'

/**
 * In the place of phone, email and address: they are known, and are held back until coach and referrer have spoken (hazard H10). R4's own
 * extension for what is there and not said: `data-absent-reason` with `masked`, "not available due to security, privacy or related reasons".
 */
export const HELD_BACK: ContactPoint[] = [{ extension: [{ url: EXT.dataAbsentReason, valueCode: MASKED }] }]

const masked = z.object({ url: z.literal(EXT.dataAbsentReason), valueCode: z.literal(MASKED) })
const told = z.object({ telecom: z.array(z.unknown()) })
const point = z.object({ extension: z.array(z.unknown()) })

/** Whether a Patient says that how to reach them is held back. */
export const isHeldBack = (patient: unknown): boolean =>
  told
    .safeParse(patient)
    .data?.telecom.some(each =>
      point.safeParse(each).data?.extension.some(extension => masked.safeParse(extension).success),
    ) ?? false
