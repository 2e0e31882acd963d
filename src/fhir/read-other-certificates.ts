import type { OtherCertificate } from '../domain/other-certificate.ts'
import type { EhrRecord } from './ehr-record.ts'
import { dayOf } from './elements.ts'
import { otherCertificateIn } from './fit-note-meaning.ts'

/** Certificates of the record that are no fit note, newest first. */
export const readOtherCertificates = ({ observations }: EhrRecord): OtherCertificate[] =>
  observations
    .filter(each => each.status !== 'entered-in-error' && each.status !== 'cancelled')
    .flatMap(each => {
      const kind = otherCertificateIn(each)
      const effective = dayOf(each.effectiveDateTime)
      const recordedOn = effective === 'unknown' ? dayOf(each.issued) : effective
      return kind ? [{ source: `Observation/${each.id}`, kind, recordedOn }] : []
    })
    .toSorted((one, other) => other.recordedOn.localeCompare(one.recordedOn))
