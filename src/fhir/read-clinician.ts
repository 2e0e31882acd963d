import type { Clinician, Profession } from '../domain/clinician.ts'
import type { EhrRecord } from './ehr-record.ts'
import { codeIn, conceptText, currentName, displayName } from './elements.ts'
import { CS, ID } from './systems.ts'

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

/** A register names its profession; HCPC does so by the letters before the number. */
function professionOfRegister(system: string | undefined, value: string): Profession | undefined {
  if (system === ID.gmc) return 'doctor'
  if (system === ID.nmc) return 'nurse'
  if (system === ID.gphc) return 'pharmacist'
  if (system !== ID.hcpc) return undefined
  const letters = value.slice(0, 2).toUpperCase()
  return ({ PH: 'physiotherapist', OT: 'occupational-therapist', CH: 'podiatrist' } as const)[letters] ?? 'other'
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
    const jobRole = codeIn(role, CS.sdsJobRole) ?? codeIn(role, CS.retiredSdsJobRole)
    const profession =
      JOB_ROLES[jobRole?.split(':').at(-1) ?? ''] ??
      OCCUPATIONS[codeIn(role, CS.snomed) ?? ''] ??
      (/\bpodiatrist\b/i.test(conceptText(role) ?? '') ? 'podiatrist' : undefined)
    if (profession) return profession
  }
  return undefined
}
