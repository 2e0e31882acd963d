import { isNhsNumber } from './nhs-number.ts'

/** What a patient is known by to this app, before it is hashed: the NHS number, else the id at the record system. */
export const patientIdentity = (patient: { nhsNumber?: string | undefined; issuer: string; id: string }): string =>
  patient.nhsNumber !== undefined && isNhsNumber(patient.nhsNumber)
    ? `nhs-number|${patient.nhsNumber}`
    : `${patient.issuer}|Patient/${patient.id}`
