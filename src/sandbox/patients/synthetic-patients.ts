import type { LocalDate } from '../../domain/local-date.ts'
import { BLOCKED_RECORDS } from './cases/blocked-records.ts'
import { DELICATE_CONSULTATIONS } from './cases/delicate-consultations.ts'
import { EVERYDAY_CONSULTATIONS } from './cases/everyday-consultations.ts'
import { IDENTITY_CASES } from './cases/identity-cases.ts'
import { OTHER_CLINICIANS } from './cases/other-clinicians.ts'
import { OTHER_RECORDS } from './cases/other-records.ts'
import { everydayPatients } from './everyday-patients.ts'
import { recordOf } from './record-of.ts'
import type { SyntheticPatient } from './synthetic-patient.ts'

/** The make-believe patients as their records stand on this day: the same day gives the same bytes. */
export const syntheticPatients = (today: LocalDate): SyntheticPatient[] =>
  [
    ...EVERYDAY_CONSULTATIONS,
    ...DELICATE_CONSULTATIONS,
    ...IDENTITY_CASES,
    ...OTHER_CLINICIANS,
    ...OTHER_RECORDS,
    ...BLOCKED_RECORDS,
    ...everydayPatients(),
  ].map(each => recordOf(each, today))
