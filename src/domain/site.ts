import { z } from 'zod'
import type { PatientSummary } from './clinical-context.ts'

const fact = z.strictObject({ source: z.string().min(1), reviewBy: z.iso.date() })

const hub = z.discriminatedUnion('kind', [
  /** `baseUrl` is the service's FHIR R4 base; it is fixed by the pack, never by a patient's record. */
  z.strictObject({ kind: z.literal('fhir'), baseUrl: z.url(), agreement: z.string().min(1) }),
  /** The sandbox's own hub: its address comes from WORKWELL_FHIR_URL. */
  z.strictObject({ kind: z.literal('sandbox') }),
  z.strictObject({ kind: z.literal('letter'), instructions: z.string().min(1) }),
])

/** What the patient is told, one sentence each, with the version that is recorded in the Consent. */
const wording = z.strictObject({ version: z.string().min(1), told: z.array(z.string().min(1)).min(1) })

const service = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  provider: z.strictObject({
    name: z.string().min(1),
    odsCode: z
      .string()
      .regex(/^[A-Z0-9]{3,10}$/)
      .optional(),
  }),
  area: z.discriminatedUnion('covers', [
    z.strictObject({ covers: z.literal('everyone-else') }),
    z.strictObject({
      covers: z.literal('listed'),
      practiceCodes: z.array(z.string()).default([]),
      postcodes: z.array(z.string()).default([]),
    }),
  ]),
  minimumAge: z.int().min(16),
  phone: z.string().min(1),
  firstContact: z.string().min(1),
  selfReferral: z.string().min(1),
  nhsNumber: z.discriminatedUnion('send', [
    z.strictObject({ send: z.literal('never') }),
    z.strictObject({ send: z.literal('yes'), agreement: z.string().min(1) }),
  ]),
  wording,
  hub,
  facts: z.record(z.string(), fact),
})

/** A site pack: the local rules of one ICB's WorkWell services, as data (decision 11). */
export const sitePackSchema = z.strictObject({
  site: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  /** True only for the sandbox: real patients are never sent there. */
  makeBelieve: z.boolean(),
  services: z.array(service).min(1),
})

export type SitePack = z.infer<typeof sitePackSchema>
export type WorkWellService = z.infer<typeof service> & { readonly site: string; readonly makeBelieve: boolean }

export function servicesOf(packs: readonly SitePack[]): WorkWellService[] {
  return packs.flatMap(pack => pack.services.map(each => ({ ...each, site: pack.site, makeBelieve: pack.makeBelieve })))
}

const squash = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase()

/**
 * The services that cover this patient, by practice or home postcode, never by where the clinician works (decision 13).
 * A pack that takes everyone else is used only when no listed area matches.
 */
export function servicesFor(patient: PatientSummary, services: readonly WorkWellService[]): WorkWellService[] {
  const listed = services.filter(
    each =>
      each.area.covers === 'listed' &&
      (each.area.practiceCodes.includes(patient.practiceCode) ||
        each.area.postcodes.some(area => squash(patient.postcode).startsWith(squash(area)))),
  )
  return listed.length > 0 ? listed : services.filter(each => each.area.covers === 'everyone-else')
}
