import { actingClinician } from '../../src/fhir/acting-clinician.ts'
import { readClinician } from '../../src/fhir/read-clinician.ts'
import { ehrRecord, workWellService } from './ehr-record.ts'

/** The clinician of the usual record, who does something about a referral. */
export const ACTING = actingClinician(ehrRecord(), readClinician(ehrRecord()))
export const WORKS_FOR = workWellService()
