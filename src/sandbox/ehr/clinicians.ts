import type { CodeableConcept, Organization, Practitioner, PractitionerRole } from 'fhir/r4.js'
import { CS, ID, ukCore } from '../../fhir/systems.ts'

/** One clinician whom the make-believe EHR can sign in. Ids are not numeric: HAPI keeps numeric ids for itself. */
export interface MakeBelieveClinician {
  readonly key: string
  readonly label: string
  readonly practitionerId: string
  readonly roleId: string
  readonly name: { readonly prefix?: string; readonly given: string; readonly family: string }
  /** The regulator's register; shapes as the regulators give them, numbers made up. */
  readonly registration: { readonly system: string; readonly value: string }
  readonly sdsUserId: string
  readonly sdsRoleProfileId: string
  readonly role: CodeableConcept
}

const PRACTICE_ID = 'practice-demo'
const PRACTICE_NAME = 'Larch Lane Surgery (synthetic)'

const sds = (code: string, display: string) => ({ system: CS.sdsJobRole, code, display })
const sct = (code: string, display: string) => ({ system: CS.snomed, code, display })

export const CLINICIANS: readonly MakeBelieveClinician[] = [
  {
    key: 'gp',
    label: 'Dr Aisha Rahman, GP',
    practitionerId: 'clinician-gp',
    roleId: 'role-gp',
    name: { prefix: 'Dr', given: 'Aisha', family: 'Rahman' },
    registration: { system: ID.gmc, value: '9999001' },
    sdsUserId: '555500000101',
    sdsRoleProfileId: '555500000201',
    role: { coding: [sds('R0260', 'General Medical Practitioner'), sct('62247001', 'General practitioner')] },
  },
  {
    key: 'physiotherapist',
    label: 'Tom Brennan, physiotherapist',
    practitionerId: 'clinician-physiotherapist',
    roleId: 'role-physiotherapist',
    name: { given: 'Tom', family: 'Brennan' },
    registration: { system: ID.hcpc, value: 'PH999902' },
    sdsUserId: '555500000102',
    sdsRoleProfileId: '555500000202',
    role: { coding: [sds('R1110', 'Physiotherapist'), sct('36682004', 'Physiotherapist')] },
  },
  {
    key: 'occupational-therapist',
    label: 'Grace Obi, occupational therapist',
    practitionerId: 'clinician-occupational-therapist',
    roleId: 'role-occupational-therapist',
    name: { given: 'Grace', family: 'Obi' },
    registration: { system: ID.hcpc, value: 'OT999903' },
    sdsUserId: '555500000103',
    sdsRoleProfileId: '555500000203',
    role: { coding: [sds('R0950', 'Occupational Therapist'), sct('80546007', 'Occupational therapist')] },
  },
  {
    key: 'pharmacist',
    label: 'Daniel Kaur, pharmacist',
    practitionerId: 'clinician-pharmacist',
    roleId: 'role-pharmacist',
    name: { given: 'Daniel', family: 'Kaur' },
    registration: { system: ID.gphc, value: '2999904' },
    sdsUserId: '555500000104',
    sdsRoleProfileId: '555500000204',
    role: { coding: [sds('R1290', 'Pharmacist'), sct('46255001', 'Pharmacist')] },
  },
  {
    key: 'podiatrist',
    label: 'Helen Marsh, podiatrist',
    practitionerId: 'clinician-podiatrist',
    roleId: 'role-podiatrist',
    name: { given: 'Helen', family: 'Marsh' },
    registration: { system: ID.hcpc, value: 'CH999905' },
    sdsUserId: '555500000105',
    sdsRoleProfileId: '555500000205',
    // Text only, as many EHRs send it: the app must cope with a role that has no code (decision 13).
    role: { text: 'Podiatrist' },
  },
  {
    key: 'nurse',
    label: 'Siân Morgan, nurse',
    practitionerId: 'clinician-nurse',
    roleId: 'role-nurse',
    name: { given: 'Siân', family: 'Morgan' },
    registration: { system: ID.nmc, value: '99A9906E' },
    sdsUserId: '555500000106',
    sdsRoleProfileId: '555500000206',
    role: { coding: [sds('R0620', 'Staff Nurse')] },
  },
]

export const displayClinician = ({ name }: MakeBelieveClinician): string =>
  [name.prefix, name.given, name.family].filter(part => part !== undefined).join(' ')

/** A99999 is a made-up code, and no postcode begins with XX. */
const practice = {
  resourceType: 'Organization',
  id: PRACTICE_ID,
  meta: { profile: [ukCore('Organization')] },
  identifier: [{ system: ID.odsOrganisation, value: 'A99999' }],
  active: true,
  name: PRACTICE_NAME,
  // Telephone numbers 01632 960000 to 960999 are kept by Ofcom for drama: nobody has them.
  telecom: [{ system: 'phone', use: 'work', value: '01632 960100' }],
  address: [{ line: ['1 Larch Lane'], city: 'Exampleton', postalCode: 'XX9 1AA' }],
} satisfies Organization

const practitioner = (clinician: MakeBelieveClinician) =>
  ({
    resourceType: 'Practitioner',
    id: clinician.practitionerId,
    meta: { profile: [ukCore('Practitioner')] },
    identifier: [{ system: ID.sdsUserId, value: clinician.sdsUserId }, clinician.registration],
    active: true,
    name: [
      {
        use: 'official',
        family: clinician.name.family,
        given: [clinician.name.given],
        ...(clinician.name.prefix === undefined ? {} : { prefix: [clinician.name.prefix] }),
      },
    ],
  }) satisfies Practitioner

const practitionerRole = (clinician: MakeBelieveClinician) =>
  ({
    resourceType: 'PractitionerRole',
    id: clinician.roleId,
    meta: { profile: [ukCore('PractitionerRole')] },
    identifier: [{ system: ID.sdsRoleProfileId, value: clinician.sdsRoleProfileId }],
    active: true,
    practitioner: { reference: `Practitioner/${clinician.practitionerId}`, display: displayClinician(clinician) },
    organization: { reference: `Organization/${PRACTICE_ID}`, display: PRACTICE_NAME },
    code: [clinician.role],
  }) satisfies PractitionerRole

/** The practice first, so that a server with referential integrity takes them in this order. */
export const clinicianResources = (): (Organization | Practitioner | PractitionerRole)[] => [
  practice,
  ...CLINICIANS.map(practitioner),
  ...CLINICIANS.map(practitionerRole),
]
