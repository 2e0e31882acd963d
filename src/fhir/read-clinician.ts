import type { Clinician, Profession } from '../domain/clinician.ts'
import type { EhrRecord } from './ehr-record.ts'
import { conceptText, currentName, displayName, fromTable, inTable } from './elements.ts'
import { CS, ID, meansSystem } from './systems.ts'

/** SDS job roles that name a profession. Access roles (R8000 and the like) name none: R8003 covers every allied profession. */
const JOB_ROLES: Record<string, Profession> = {
  R0260: 'doctor',
  R0270: 'doctor',
  R0620: 'nurse',
  R0950: 'occupational-therapist',
  R1110: 'physiotherapist',
  R1290: 'pharmacist',
}

/** SNOMED CT occupations seen in public UK text. */
const OCCUPATIONS: Record<string, Profession> = {
  '62247001': 'doctor',
  '36682004': 'physiotherapist',
  '80546007': 'occupational-therapist',
  '46255001': 'pharmacist',
  '43702002': 'nurse',
}

const HCPC_LETTERS: Record<string, Profession> = {
  PH: 'physiotherapist',
  OT: 'occupational-therapist',
  CH: 'podiatrist',
}

/**
 * A register names its profession; HCPC does so by the letters before the number. A value that is no number of a doctor
 * (seven digits, in places with a C before them) or of an allied profession says nothing, and is asked instead.
 */
function professionOfRegister(system: string | undefined, value: string): Profession | undefined {
  if (meansSystem(system, ID.gmc)) return /^C?\d{7}$/i.test(value) ? 'doctor' : undefined
  if (meansSystem(system, ID.nmc)) return 'nurse'
  if (meansSystem(system, ID.gphc)) return 'pharmacist'
  const letters = meansSystem(system, ID.hcpc) ? /^[A-Z]{2}(?=\d)/.exec(value.toUpperCase())?.[0] : undefined
  return letters === undefined ? undefined : (inTable(HCPC_LETTERS, letters) ?? 'other')
}

/**
 * Who is signed in, and their profession if the EHR says it: by register first, then by job role.
 * Hazard H07: a smartcard access role never makes a profession; nothing said means unknown, and is asked once.
 */
export function readClinician(record: EhrRecord): Clinician {
  const identifiers = (record.practitioner?.identifier ?? []).flatMap(each =>
    each.system && each.value ? [{ system: each.system, value: each.value }] : [],
  )
  const profession = professionOf(record, identifiers)
  return {
    name: displayName(currentName(record.practitioner?.name, new Date(record.readAt))) ?? 'unknown',
    profession: profession ? { is: profession, from: 'record' } : 'unknown',
    identifiers,
  }
}

function professionOf(record: EhrRecord, identifiers: Clinician['identifiers']): Profession | undefined {
  for (const { system, value } of identifiers) {
    const registered = professionOfRegister(system, value)
    if (registered) return registered
  }
  for (const role of record.practitionerRole?.code ?? []) {
    const jobRoles = role.coding?.filter(each => each.system === CS.sdsJobRole || each.system === CS.retiredSdsJobRole)
    const profession =
      jobRoles?.map(each => inTable(JOB_ROLES, each.code?.split(':').at(-1))).find(each => each !== undefined) ??
      fromTable(OCCUPATIONS, role, CS.snomed) ??
      (/\bpodiatrist\b/i.test(conceptText(role) ?? '') ? 'podiatrist' : undefined)
    if (profession) return profession
  }
  return undefined
}
