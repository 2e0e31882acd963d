import type { LocalDate } from './local-date.ts'

/** A certificate in the record that is no fit note: it covers no day here, and its absence from the list would puzzle. */
export interface OtherCertificate {
  /** Where it stands in the record, e.g. `Observation/123`. */
  readonly source: string
  readonly kind: OtherCertificateKind
  readonly recordedOn: LocalDate | 'unknown'
}

export type OtherCertificateKind = keyof typeof OTHER_CERTIFICATE_NAMES

export const OTHER_CERTIFICATE_NAMES = {
  'self-certificate': 'Self-certificate',
  private: 'Private sickness certificate',
  'armed-forces': 'Armed forces sickness certificate',
  med6: 'Med6 (vague diagnosis)',
  'medical-certificate': 'Medical certificate of an unnamed kind',
} as const
