import type { QuestionnaireResponse } from 'fhir/r4.js'
import { z } from 'zod'
import { ONLINE_VIEWS } from '../domain/online-view.ts'
import { ehrRecordSchema } from '../fhir/ehr-record.ts'
import { keptSeen, storedSeen } from './kept-stage.ts'
import type { Vault } from './vault.ts'

// A schema takes longer to make than to use.
const anyResponse = z.looseObject({ resourceType: z.literal('QuestionnaireResponse'), status: z.string() })
const isResponse = (value: unknown): value is QuestionnaireResponse => anyResponse.safeParse(value).success

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
  /** What the record said of these items when it was last read, whatever has been typed since (hazard H02). */
  recordSays: z.record(z.string(), z.string()).optional(),
  /** How the referrals of the record stood at their services when those were last asked. */
  seen: z.record(z.string(), storedSeen).optional(),
  /** Answers to the questions of the service itself; of another service's, once another was picked, nothing is kept. */
  siteAnswers: z
    .strictObject({
      serviceId: z.string(),
      response: z.custom<QuestionnaireResponse>(isResponse),
      prefilled: z.array(z.string()),
      problems: z.array(z.object({ linkId: z.string(), text: z.string() })).default([]),
      /** What the form's own searches found in the record, by name. */
      queried: z.record(z.string(), z.unknown()).default({}),
    })
    .optional(),
  prefillProblems: z.array(z.object({ linkId: z.string(), text: z.string() })),
  /** A fit note that is being written here, and whether the clinician has said that it was issued. */
  fitNote: z
    .strictObject({
      response: z.custom<QuestionnaireResponse>(isResponse),
      state: z.enum(['draft', 'issued']),
      /** How the last shorthand of the period was understood, to be shown back. */
      understood: z.string().optional(),
    })
    .optional(),
  /** An AHP Health and Work Report that is being written here. */
  report: z.strictObject({ response: z.custom<QuestionnaireResponse>(isResponse) }).optional(),
  /** An answer to a question of the service that it has not confirmed yet. */
  unsentAnswer: z.string().optional(),
  /** What the clinician said of the record's copy: it is filed in this way, however late (hazard H24). A draft of before has none. */
  onlineView: z.enum(ONLINE_VIEWS).optional(),
  /** `begun` stands before the first write, so that whoever died in the middle leaves it open what the record has (hazard H03). */
  ehrCopy: z.enum(['not-tried', 'begun', 'written', 'not-granted', 'failed']),
  /** The copy was filed to be hidden, and what the record stored does not say so. */
  copyNotHidden: z.literal(true).optional(),
})

/** One consultation in progress: what was read, what has been answered. */
export type Draft = z.infer<typeof draftSchema>

const typedSchema = z.strictObject({
  /** When the answers were last handed in that it was typed over: of newer answers it says nothing. */
  over: z.string(),
  fields: z.record(z.string(), z.array(z.string())),
})

/** What was typed into a page and not handed in yet: fields by name. It is shown again, never judged and never sent. */
export type Typed = z.infer<typeof typedSchema>
export const TYPED_PAGES = ['consultation', 'fit-note', 'health-and-work-report'] as const
export type TypedPage = (typeof TYPED_PAGES)[number]

export interface Drafts {
  read(handle: string): Promise<Draft | undefined>
  save(draft: Draft): Promise<void>
  /** Kept beside the draft: however it races with an answer that is handed in, it cannot undo it. */
  keepTyped(draft: Pick<Draft, 'handle' | 'startedAt'>, page: TypedPage, typed: Typed): Promise<void>
  typed(handle: string, page: TypedPage): Promise<Typed | undefined>
  forgetTyped(handle: string, page: TypedPage): Promise<void>
  /** The clinician has seen how an earlier referral stands, and wants the form all the same. Beside the draft: the version before reads that. */
  choosesForm(draft: Pick<Draft, 'handle' | 'startedAt'>): Promise<void>
  /** Whether the clinician is at work here: something is answered, typed or written, or the form was asked for. */
  isBegun(draft: Draft): Promise<boolean>
  /** Notes that this launch belongs to `owner`: a keyed hash of one clinician and one patient at one EHR. */
  belongsTo(owner: string, handle: string, at: Date): Promise<void>
  /**
   * The owner's newest draft that has been worked on and that `mayResume` lets go. It is taken out: of two launches that come
   * back at the same time, one gets it.
   */
  resume(owner: string, mayResume: (draft: Draft) => Promise<boolean>): Promise<Draft | undefined>
}

const KIND = 'draft'
const TYPED_KIND = 'typed'
const OWNER_KIND = 'drafts-of'
const FORM_KIND = 'form-chosen'
const MOST_HANDLES = 20

/** Drafts, encrypted, for 24 hours (decision 8). One that cannot be understood counts as absent. */
export function createDrafts(vault: Vault, keepHours = 24): Drafts {
  const endOf = (moment: number): Date => new Date(moment + keepHours * 3_600_000)
  const handlesOf = async (owner: string): Promise<string[]> =>
    z.array(z.string()).safeParse(await vault.get(OWNER_KIND, owner)).data ?? []

  async function read(handle: string): Promise<Draft | undefined> {
    return draftSchema.safeParse(await vault.get(KIND, handle)).data
  }

  const typedIn = (handle: string, page: TypedPage): string => `${handle}/${page}`

  async function typed(handle: string, page: TypedPage): Promise<Typed | undefined> {
    return typedSchema.safeParse(await vault.get(TYPED_KIND, typedIn(handle, page))).data
  }

  async function isWorkedOn({ revision, handle }: Draft): Promise<boolean> {
    if (revision > 0) return true
    const pages = await Promise.all(TYPED_PAGES.map(page => typed(handle, page)))
    return pages.some(each => each !== undefined)
  }

  return {
    read,
    async save(draft) {
      const seen = Object.entries(draft.seen ?? {}).map(([id, each]) => [id, keptSeen(each)] as const)
      const kept = { ...draft, ...(draft.seen && { seen: Object.fromEntries(seen) }) }
      await vault.put(KIND, draft.handle, kept, { until: endOf(Date.parse(draft.startedAt)) })
    },
    async keepTyped({ handle, startedAt }, page, entries) {
      await vault.put(TYPED_KIND, typedIn(handle, page), entries, { until: endOf(Date.parse(startedAt)) })
    },
    typed,
    async forgetTyped(handle, page) {
      await vault.delete(TYPED_KIND, typedIn(handle, page))
    },
    choosesForm: ({ handle, startedAt }) => vault.put(FORM_KIND, handle, true, { until: endOf(Date.parse(startedAt)) }),
    isBegun: async draft =>
      draft.fitNote !== undefined ||
      draft.report !== undefined ||
      (await isWorkedOn(draft)) ||
      (await vault.has(FORM_KIND, draft.handle)),
    async belongsTo(owner, handle, at) {
      const handles = [handle, ...(await handlesOf(owner)).filter(each => each !== handle)].slice(0, MOST_HANDLES)
      await vault.put(OWNER_KIND, owner, handles, { until: endOf(at.getTime()) })
    },
    async resume(owner, mayResume) {
      for (const handle of await handlesOf(owner)) {
        const draft = await read(handle)
        if (draft === undefined || !(await isWorkedOn(draft)) || !(await mayResume(draft))) continue
        return draftSchema.safeParse(await vault.take(KIND, handle)).data
      }
      return undefined
    },
  }
}
