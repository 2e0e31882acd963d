import type { PatientRecord } from './ehr-record.ts'
import { isCurrent } from './elements.ts'

const RESTRICTED = ['R', 'V']

/**
 * Whether any name, address or contact of the record is marked as restricted by itself (HL7 inline security label, or any extension with a code of
 * that list). Where one is, how to reach the patient is for the patient to say (hazard H02): nothing of the record is filled in.
 */
export const hasRestrictedContact = ({ name, telecom, address }: PatientRecord): boolean =>
  [name, telecom, address].some(list => marksIn(list))

/** Extensions inside, at whatever depth: also those beside a value, under `_line` and its like. */
function marksIn(value: unknown, insideExtension = false): boolean {
  if (Array.isArray(value)) return value.some(each => marksIn(each, insideExtension))
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => {
    if (insideExtension && key === 'code' && RESTRICTED.includes(String(inner))) return true
    if (insideExtension && key === 'valueCode' && RESTRICTED.includes(String(inner))) return true
    return marksIn(inner, insideExtension || key === 'extension')
  })
}

/** The record as a form may be filled from it: without contact details where one of them is restricted. */
export function withoutRestrictedContact(patient: PatientRecord): PatientRecord {
  if (!hasRestrictedContact(patient)) return patient
  const { telecom: _telecom, address: _address, ...rest } = patient
  return rest
}

/** An address of now that is marked temporary, in one line: it may be a refuge. For the clinician's eyes, and nobody else's. */
export function temporaryAddress(patient: PatientRecord, now: Date): string | undefined {
  const found = (patient.address ?? []).find(each => each.use === 'temp' && isCurrent(each.period, now))
  return found && addressLine(found)
}

/** An address in one line: its parts, else its words, as the form is filled from it; undefined where it says neither. */
export function addressLine({ line = [], city, postalCode, text }: AddressLike): string | undefined {
  const parts = [...line, city, postalCode].filter(Boolean).join(', ')
  return parts || text?.trim() || undefined
}

interface AddressLike {
  readonly line?: readonly string[] | undefined
  readonly city?: string | undefined
  readonly postalCode?: string | undefined
  readonly text?: string | undefined
}
