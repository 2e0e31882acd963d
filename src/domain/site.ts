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

const odsCode = z.string().regex(/^[A-Z0-9]{3,10}$/)

/** A post town's letters (`LS`), a district (`LS1`), a sector (`LS1 1`) or one postcode (`LS1 1AA`). */
const postcodeArea = z.string().regex(/^[A-Za-z]{1,2}(\d[A-Za-z\d]?( ?\d([A-Za-z]{2})?)?)?$/)

const service = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  provider: z.strictObject({
    name: z.string().min(1),
    odsCode: odsCode.optional(),
  }),
  area: z.discriminatedUnion('covers', [
    z.strictObject({ covers: z.literal('everyone-else') }),
    z.strictObject({
      covers: z.literal('listed'),
      practiceCodes: z.array(odsCode).default([]),
      postcodes: z.array(postcodeArea).default([]),
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

/** A whole postcode with its one space; anything else as it is, in capitals. */
function spaced(postcode: string): string {
  const [, outward, inward] =
    /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(postcode.replace(/\s/g, '').toUpperCase()) ?? []
  return outward && inward ? `${outward} ${inward}` : postcode.trim().replace(/\s+/g, ' ').toUpperCase()
}

/** Whether a home lies in an area: LS1 is not LS11, and L is not LS (hazard H12). A district holds its parts: EC1, EC1A. */
function liesIn(area: string, postcode: string): boolean {
  const wanted = spaced(area)
  const home = spaced(postcode)
  if (!home.startsWith(wanted)) return false
  const rest = home.slice(wanted.length)
  if (wanted.includes(' ')) return true
  return /\d/.test(wanted) ? /^[A-Z]?( |$)/.test(rest) : /^\d/.test(rest)
}

/**
 * The services that cover this patient, by practice or home postcode, never by where the clinician works (decision 13).
 * A pack that takes everyone else is used only when no listed area matches.
 */
export function servicesFor(patient: PatientSummary, services: readonly WorkWellService[]): WorkWellService[] {
  const listed = services.filter(
    each =>
      each.area.covers === 'listed' &&
      (each.area.practiceCodes.includes(patient.practiceCode) ||
        each.area.postcodes.some(area => liesIn(area, patient.postcode))),
  )
  return listed.length > 0 ? listed : services.filter(each => each.area.covers === 'everyone-else')
}
