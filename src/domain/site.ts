import { z } from 'zod'
import { isAtSandbox, packHubSchema } from './channel.ts'
import { PATHWAYS, WORK_STATUSES } from './consultation-words.ts'

/** Where a fact was found, on which day it was read there, and by when somebody should look again. */
const fact = z.strictObject({
  says: z.string().min(1).optional(),
  source: z.string().min(1),
  date: z.iso.date().optional(),
  reviewBy: z.iso.date(),
})

/**
 * The coach's worklist, for a service without a case system of its own. Whoever signs in at the provider comes in as what
 * the named claim of their id_token says; others do not come in.
 */
const worklist = z.discriminatedUnion('signIn', [
  z.strictObject({ signIn: z.literal('sandbox') }),
  z.strictObject({
    signIn: z.literal('openid'),
    issuer: z.url(),
    clientId: z.string().min(1),
    /** The environment variable with the client's secret; without it the client is a public one. */
    clientSecretFrom: z.string().min(1).optional(),
    claim: z.string().min(1),
    coach: z.string().min(1),
    lead: z.string().min(1).optional(),
    manager: z.string().min(1).optional(),
  }),
])

/** What the Department for Work and Pensions receives of the people who use the service, in the middle of a sentence, and whether they are named in it. */
const dwp = z.strictObject({
  receives: z.string().min(1),
  named: z.boolean(),
  source: z.string().min(1),
  date: z.iso.date(),
})

/** What the patient is told, one sentence each, with the version that is recorded in the Consent. */
const wording = z.strictObject({ version: z.string().min(1), told: z.array(z.string().min(1)).min(1) })

const odsCode = z.string().regex(/^[A-Z0-9]{3,10}$/)
const id = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** A post town's letters (`LS`), a district (`LS1`), a sector (`LS1 1`) or one postcode (`LS1 1AA`). */
const postcodeArea = z.string().regex(/^[A-Za-z]{1,2}(\d[A-Za-z\d]?( ?\d([A-Za-z]{2})?)?)?$/)

const listedArea = z.strictObject({
  covers: z.literal('listed'),
  inWords: z.string().min(1).optional(),
  /** What makes a patient the service's: the practice, the home, either of them, or only both together. */
  counts: z.enum(['registered', 'resident', 'either', 'both']).default('either'),
  practiceCodes: z.array(odsCode).default([]),
  /** Which practices belong to a primary care network is data of the pack. */
  pcns: z
    .array(
      z.strictObject({ code: odsCode.optional(), name: z.string().min(1), practiceCodes: z.array(odsCode).min(1) }),
    )
    .default([]),
  postcodes: z.array(postcodeArea).default([]),
})

/** A question of the service's own that the record cannot answer; the clinician asks it and decides. */
const localQuestion = z.strictObject({ id, question: z.string().min(1) })

const phoneNumber = z.string().min(1)

const service = z
  .strictObject({
    id,
    name: z.string().min(1),
    provider: z.strictObject({ name: z.string().min(1), odsCode: odsCode.optional() }),
    area: z.discriminatedUnion('covers', [z.strictObject({ covers: z.literal('everyone-else') }), listedArea]),
    validFrom: z.iso.date().optional(),
    validUntil: z.iso.date().optional(),
    minimumAge: z.int().min(16),
    maximumAge: z.int().min(16).optional(),
    /** Left out, the service takes every work status. `other` is always asked about. */
    workStatus: z.strictObject({ accepts: z.array(z.enum(WORK_STATUSES)).min(1) }).optional(),
    askFirst: z.array(localQuestion).optional(),
    capacity: z
      .strictObject({
        state: z.enum(['open', 'waiting-list', 'full']),
        asOf: z.iso.date(),
        note: z.string().min(1).optional(),
      })
      .optional(),
    /** Left out, every pathway is offered in our own words. A note alone, and neither, are always offered (hazard H05). */
    pathways: z
      .array(
        z.strictObject({
          pathway: z.enum(PATHWAYS),
          label: z.string().min(1).optional(),
          hint: z.string().min(1).optional(),
        }),
      )
      .min(1)
      .optional(),
    /** Whether somebody at the service may issue a fit note. Left out: not known. */
    mayCertify: z.boolean().optional(),
    phone: phoneNumber.optional(),
    firstContact: z.string().min(1),
    selfReferral: z.string().min(1),
    contactBy: z.array(z.enum(['phone', 'video', 'in-person'])).optional(),
    /** Said to the patient about benefits, only where the pack has a source for it. */
    benefits: z.string().min(1).optional(),
    /** Left out: not known, and the patient is told so. */
    dwp: dwp.optional(),
    crisis: z.array(z.strictObject({ name: z.string().min(1), phone: phoneNumber })).optional(),
    alternatives: z
      .array(z.strictObject({ name: z.string().min(1), how: z.string().min(1), for: z.string().min(1).optional() }))
      .optional(),
    nhsNumber: z.discriminatedUnion('send', [
      z.strictObject({ send: z.literal('never') }),
      z.strictObject({ send: z.literal('yes'), agreement: z.string().min(1) }),
    ]),
    wording,
    hub: packHubSchema,
    worklist: worklist.optional(),
    /** A FHIR Questionnaire in a file beside the pack; its answers leave from this sharing level on. */
    extraQuestions: z
      .strictObject({
        file: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.json$/),
        leavesFrom: z.enum(['basic', 'standard', 'full']),
      })
      .optional(),
    /** By the name of the field that it speaks of (`minimumAge`, `workStatus` ...); `everything` speaks of the rest. */
    facts: z.record(z.string(), fact),
    /** What nobody has found out yet, in words: said to be unknown, never guessed. */
    unknown: z.array(z.string().min(1)).optional(),
  })
  .refine(each => !each.validFrom || !each.validUntil || each.validFrom <= each.validUntil, {
    path: ['validUntil'],
    message: 'the last day must not be before the first day (validFrom)',
  })
  .refine(each => each.benefits === undefined || each.facts.benefits !== undefined, {
    path: ['benefits'],
    message: 'what is said about benefits needs a source of its own: facts.benefits',
  })

/** A site pack: the local rules of one ICB's WorkWell services, as data (decision 11). */
export const sitePackSchema = z
  .strictObject({
    site: id,
    name: z.string().min(1),
    /** True only for the sandbox: real patients are never sent there. */
    makeBelieve: z.boolean(),
    services: z.array(service).min(1),
  })
  .superRefine((pack, context) => {
    pack.services.forEach((each, index) => {
      if (pack.makeBelieve || !isAtSandbox(each)) return
      const message = 'a real pack cannot use the make-believe hub of the sandbox (hazard H21)'
      context.addIssue({ code: 'custom', path: ['services', index, 'hub', 'kind'], message })
    })
  })

export type SitePack = z.infer<typeof sitePackSchema>
export type SiteFact = z.infer<typeof fact>
export type WorkWellService = z.infer<typeof service> & { readonly site: string; readonly makeBelieve: boolean }

export function servicesOf(packs: readonly SitePack[]): WorkWellService[] {
  return packs.flatMap(pack => pack.services.map(each => ({ ...each, site: pack.site, makeBelieve: pack.makeBelieve })))
}

/** How to ring the service, in the middle of a sentence. */
export const phoneWords = ({ phone }: WorkWellService): string => phone ?? 'the number that your practice has for it'

/** Where a rule comes from: the fact of its own name, else the one that speaks of everything. */
export const factOf = ({ facts }: WorkWellService, field: string): SiteFact | undefined =>
  Object.hasOwn(facts, field) ? facts[field] : Object.hasOwn(facts, 'everything') ? facts.everything : undefined

/** All that the patient is told before agreeing, with what the DWP receives; what nobody has found out is said to be unknown (hazard H11). */
export const toldBy = ({ wording, dwp }: Pick<WorkWellService, 'wording' | 'dwp'>): readonly string[] => [
  ...wording.told,
  dwp === undefined
    ? 'What the DWP receives about you is not known here: ask the service.'
    : `The DWP receives ${dwp.receives}, ${dwp.named ? 'with your name' : 'without your name'}.`,
]

/** What is said in any case, a line each: it is a choice, what a no changes, who pays and what they receive, who gets in touch (hazard H11). */
export const toldFirst = ({ dwp, firstContact }: Pick<WorkWellService, 'dwp' | 'firstContact'>): readonly string[] => [
  'It is voluntary, and they can stop at any time.',
  'Saying no changes neither care nor fit note.',
  dwp === undefined
    ? 'The DWP funds and monitors it; what it receives about them is not known.'
    : `The DWP funds and monitors it, and receives ${dwp.receives}, ${dwp.named ? 'with names' : 'without names'}.`,
  firstContact,
]
