import type { CodeableConcept } from 'fhir/r4.js'
import { z } from 'zod'
import type { PatientRecord } from './ehr-record.ts'
import { CS, EXT } from './systems.ts'

const reason = z.object({
  url: z.literal(EXT.nhsNumberUnavailable),
  valueCodeableConcept: z.object({
    coding: z
      .array(z.object({ system: z.string(), code: z.string(), display: z.string().optional() }))
      .optional()
      .catch(undefined),
    text: z.string().optional().catch(undefined),
  }),
})

/**
 * Why there is no NHS number, as the record gives it (UK Core NHSNumberUnavailableReason, on the patient or on an identifier): its code of that
 * list, and its words. Undefined where the record says nothing that could be sent on.
 */
export function whyNoNumber(patient: PatientRecord): CodeableConcept | undefined {
  const { extension: own } = patient as { extension?: unknown }
  const extensions: unknown[] = [own, ...(patient.identifier ?? []).map(each => each.extension)].flat()
  for (const each of extensions) {
    const found = reason.safeParse(each)
    if (!found.success) continue
    const { coding = [], text } = found.data.valueCodeableConcept
    const known = coding.filter(({ system }) => system === CS.nhsNumberUnavailable)
    const words = text?.trim() || known.find(({ display }) => display)?.display
    if (words) return { ...(known.length > 0 ? { coding: known.map(withDisplay) } : {}), text: words }
  }
  return undefined
}

const withDisplay = ({ system, code, display }: { system: string; code: string; display?: string | undefined }) => ({
  system,
  code,
  ...(display === undefined ? {} : { display }),
})
