import type { Extension } from 'fhir/r4.js'
import type { IdentifierRecord } from './ehr-record.ts'
import { inTable } from './elements.ts'
import { CS, EXT } from './systems.ts'

/** UK Core NHS number verification status, England. */
const STATUS: Record<string, string> = {
  '01': 'Number present and verified',
  '02': 'Number present but not traced',
  '03': 'Trace required',
  '04': 'Trace attempted - No match or multiple match found',
  '05': 'Trace needs to be resolved - (NHS number or patient detail conflict)',
  '06': 'Trace in progress',
  '07': 'Number not present and trace not required',
  '08': 'Trace postponed (baby under six weeks old)',
}

/** The retired code system's codes, in the order of the current one: translated on input, never emitted. */
const RETIRED: Record<string, string> = {
  'number-present-and-verified': '01',
  'number-present-but-not-traced': '02',
  'trace-required': '03',
  'trace-attempted': '04',
  'trace-needs-to-be-resolved': '05',
  'trace-in-progress': '06',
  'number-not-present-and-trace-not-required': '07',
  'trace-postponed': '08',
}

interface CodingLike {
  readonly system?: string | undefined
  readonly code?: string | undefined
}

/** The EHR's own claim about the number, in current codes; without a claim there is none: "verified" is never made up. */
export function nhsNumberVerification(identifier: IdentifierRecord | undefined): Extension | undefined {
  const code = claims(identifier)
    .map(coding => {
      if (coding.system === CS.nhsNumberVerification) return coding.code
      return coding.system === CS.retiredNhsNumberVerification ? inTable(RETIRED, coding.code) : undefined
    })
    .find(each => inTable(STATUS, each) !== undefined)
  if (!code) return undefined
  const coding = { system: CS.nhsNumberVerification, code, display: STATUS[code] ?? code }
  return { url: EXT.nhsNumberVerification, valueCodeableConcept: { coding: [coding] } }
}

function claims(identifier: IdentifierRecord | undefined): CodingLike[] {
  const extensions = (identifier?.extension ?? []).filter(each => each.url === EXT.nhsNumberVerification)
  return extensions.flatMap(each => each.valueCodeableConcept?.coding ?? [])
}
