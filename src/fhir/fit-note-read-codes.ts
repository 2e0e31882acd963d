import type { Adjustment, LengthUnit } from '../domain/fit-note.ts'
import type { OtherCertificateKind } from '../domain/other-certificate.ts'
import { type IssueMeaning, SOME_DUPLICATE, SOME_NOTE } from './fit-note-codes.ts'

/**
 * What the codes of Clinical Terms Version 3 say that English practices record about sickness certification (the 57 codes of
 * OpenSAFELY's list of sick notes). Each that says something of a certificate stands in one of the tables here, by what its words say and no
 * more. The other 19 say nothing of one alone: a heading, a status, a cause, an absence, a notification for an employer or for sick pay.
 */
export const CTV3_ISSUE_CODES: Record<string, IssueMeaning> = {
  XaX1E: { advice: 'not-fit', issue: 'issued' },
  XaX1K: { advice: 'may-be-fit', issue: 'issued' },
  XaX1L: { advice: 'not-fit', issue: 'duplicate' },
  XaX1M: { advice: 'may-be-fit', issue: 'duplicate' },
  XaX1R: { advice: 'not-fit', issue: 'issued' },
  XaX1S: { advice: 'may-be-fit', issue: 'issued' },
  XaXf1: SOME_NOTE,
  XaXf2: SOME_DUPLICATE,
  XaEF4: SOME_NOTE,
  XaK2J: SOME_NOTE,
  '9D1..': SOME_NOTE,
  '9D11.': SOME_NOTE,
  '9D12.': SOME_DUPLICATE,
  '9D1Z.': SOME_NOTE,
  '9D2..': SOME_NOTE,
  '9D21.': SOME_NOTE,
  '9D2Z.': SOME_NOTE,
  '9DF..': SOME_NOTE,
  '9DF0.': SOME_NOTE,
  '9DF1.': SOME_DUPLICATE,
  Y7613: SOME_NOTE,
  Y7614: SOME_NOTE,
}

export const CTV3_ADJUSTMENT_CODES: Record<string, Adjustment> = {
  XaXf3: 'phased-return',
  XaXf4: 'altered-hours',
  XaXf5: 'amended-duties',
  XaXf7: 'workplace-adaptations',
}

/** How long a certificate of that day is for: the number is the value. From when to when it does not say. */
export const CTV3_LENGTH_CODES: Record<string, LengthUnit> = {
  Y1712: 'day',
  Y08c1: 'week',
  Y08c2: 'month',
}

/** Certificates that are no fit note: shown, and not counted. */
export const CTV3_OTHER_CERTIFICATES: Record<string, OtherCertificateKind> = {
  XaCF3: 'self-certificate',
  '9D5..': 'private',
  '9D7..': 'armed-forces',
  '9D71.': 'armed-forces',
  '9D72.': 'armed-forces',
  '9D7Z.': 'armed-forces',
  Y6858: 'armed-forces',
  '9D3..': 'med6',
  ZV680: 'medical-certificate',
}

/**
 * Read v2: only what public code says of a sick note. Its second code is paired there with a note by hand; whether that says
 * "not fit" too is not written, so the advice stays unknown.
 */
export const READ_V2_ISSUE_CODES: Record<string, IssueMeaning> = {
  '9D11.': SOME_NOTE,
  '9D15.': SOME_NOTE,
}
