import type { FhirResource } from 'fhir/r4.js'

/** One make-believe patient with everything that their record holds. None of it is about a real person. */
export interface SyntheticPatient {
  /** The Patient's id on any server: `patient-<slug>`. */
  readonly id: string
  /** The consultation that this patient is for, in one line. */
  readonly scenario: string
  /** In dependency order: what is referred to stands before what refers to it. */
  readonly resources: readonly FhirResource[]
}
