import type { Bundle, FhirResource } from 'fhir/r4.js'
import { describeTransaction } from '../../src/fhir/describe-transaction.ts'
import type { PaperLine } from './paper-line.ts'

/** What a letter says of the patient: read back from the Bundle that would be sent (hazard H09). */
export const letterLines = (bundle: Bundle<FhirResource>): PaperLine[] =>
  describeTransaction(bundle).map(({ part, linkId, label, value }) => ({
    element: part,
    ...(linkId === undefined ? {} : { linkId }),
    label,
    said: value,
  }))
