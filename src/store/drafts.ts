import type { QuestionnaireResponse } from 'fhir/r4.js'
import { z } from 'zod'
import { ehrRecordSchema } from '../fhir/ehr-record.ts'
import type { Vault } from './vault.ts'

const isResponse = (value: unknown): value is QuestionnaireResponse =>
  z.looseObject({ resourceType: z.literal('QuestionnaireResponse'), status: z.string() }).safeParse(value).success

const draftSchema = z.strictObject({
  handle: z.string(),
  /** Minted here and never again: the referral's identity through every retry (decision 7). */
  referralId: z.uuid(),
  startedAt: z.iso.datetime(),
  /** Goes up with every change: a check page that shows older answers cannot send newer ones. */
  revision: z.int().min(0),
  record: ehrRecordSchema,
  /** The service the clinician picked, where more than one covers the patient. */
  serviceId: z.string().optional(),
  response: z.custom<QuestionnaireResponse>(isResponse),
  prefilled: z.array(z.string()),
  prefillProblems: z.array(z.object({ linkId: z.string(), text: z.string() })),
  ehrCopy: z.enum(['not-tried', 'written', 'not-granted', 'failed']),
})

/** One consultation in progress: what was read, what has been answered. */
export type Draft = z.infer<typeof draftSchema>

export interface Drafts {
  read(handle: string): Promise<Draft | undefined>
  save(draft: Draft): Promise<void>
}

const KIND = 'draft'
const KEEP_HOURS = 24

/** Drafts, encrypted, for 24 hours (decision 8). One that cannot be understood counts as absent. */
export function createDrafts(vault: Vault): Drafts {
  return {
    async read(handle) {
      return draftSchema.safeParse(await vault.get(KIND, handle)).data
    },
    async save(draft) {
      const until = new Date(Date.parse(draft.startedAt) + KEEP_HOURS * 3_600_000)
      await vault.put(KIND, draft.handle, draft, { until })
    },
  }
}
