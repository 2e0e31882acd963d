import type { Bundle, FhirResource } from 'fhir/r4.js'
import { referralIdOf } from '../faults/a-referral.ts'

/** What hub and record, who live on, have seen of one referral. */
export interface Sighting {
  /** Requests that the hub is working on. */
  atHub: number
  /** The hub acted, and its answer has left. */
  isAnswered: boolean
  /** Copies that the record is about to file. */
  copying: number
}

/** By the family name of its patient: each referral has a patient of its own, so that one that came under two ids is found too. */
export interface Sightings {
  of(family: string): Sighting
  /** The family name of the patient in a Bundle that is on its way to the hub. */
  familyIn(body: Buffer): string
  /** Whose referral a copy belongs to, by the condition under which it is created. */
  ofCopy(ifNoneExist: string): Sighting | undefined
}

export function createSightings(): Sightings {
  const sightings = new Map<string, Sighting>()
  const familyOf = new Map<string, string>()
  const of = (family: string): Sighting => {
    const sighting = sightings.get(family) ?? { atHub: 0, isAnswered: false, copying: 0 }
    sightings.set(family, sighting)
    return sighting
  }
  return {
    of,
    familyIn(body) {
      const bundle: Bundle<FhirResource> = JSON.parse(body.toString())
      const patients = bundle.entry?.flatMap(({ resource }) => (resource?.resourceType === 'Patient' ? resource : []))
      const family = patients?.[0]?.name?.[0]?.family ?? ''
      familyOf.set(referralIdOf(bundle), family)
      return family
    },
    ofCopy(ifNoneExist) {
      const referralId = decodeURIComponent(ifNoneExist).split('|')[1] ?? ''
      const family = familyOf.get(referralId)
      return family === undefined ? undefined : of(family)
    },
  }
}
