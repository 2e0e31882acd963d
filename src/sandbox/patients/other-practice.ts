import type { Organization } from 'fhir/r4.js'
import { ID, ukCore } from '../../fhir/systems.ts'

/** A second practice, in another area. A99998 is a made-up code: no practice of that number is listed by ODS. */
export const OTHER_PRACTICE: Organization = {
  resourceType: 'Organization',
  id: 'practice-other',
  meta: { profile: [ukCore('Organization')] },
  identifier: [{ system: ID.odsOrganisation, value: 'A99998' }],
  active: true,
  name: 'Otherford Surgery (synthetic)',
  telecom: [{ system: 'phone', value: '01632 960998', use: 'work' }],
  address: [{ use: 'work', line: ['2 Placeholder Lane'], city: 'Otherford', postalCode: 'XX9 2AB' }],
}
