import type { Adjustment, NoteLength } from '../domain/fit-note.ts'
import type { OtherCertificateKind } from '../domain/other-certificate.ts'
import type { EhrRecord } from './ehr-record.ts'
import { codeIn, fromTable } from './elements.ts'
import { ADJUSTMENT_CODES, ISSUE_CODES, type IssueMeaning, MED3_DOCUMENTS } from './fit-note-codes.ts'
import {
  CTV3_ADJUSTMENT_CODES,
  CTV3_ISSUE_CODES,
  CTV3_LENGTH_CODES,
  CTV3_OTHER_CERTIFICATES,
  READ_V2_ISSUE_CODES,
} from './fit-note-read-codes.ts'
import { namesFitNote } from './fit-note-text.ts'
import { CS } from './systems.ts'

type Observation = EhrRecord['observations'][number]
type Document = EhrRecord['documents'][number]

/** Which note an Observation is, if it is one: by its code, or by the value of our own. */
export function issueIn({ code, valueCodeableConcept }: Observation): IssueMeaning | undefined {
  const byCode =
    fromTable(ISSUE_CODES, code, CS.snomed) ??
    fromTable(CTV3_ISSUE_CODES, code, CS.ctv3) ??
    fromTable(READ_V2_ISSUE_CODES, code, CS.readV2)
  if (byCode || codeIn(code, CS.observation) !== 'fitness-for-work-advice') return byCode
  const issued = fromTable(ISSUE_CODES, valueCodeableConcept, CS.snomed)
  if (issued) return issued
  const planned = codeIn(valueCodeableConcept, CS.fitNoteAdvice)
  return planned === 'not-fit' || planned === 'may-be-fit' ? { advice: planned, issue: 'draft' } : undefined
}

export const adjustmentIn = ({ code, valueCodeableConcept }: Observation): Adjustment | undefined =>
  fromTable(ADJUSTMENT_CODES, code, CS.snomed) ??
  fromTable(CTV3_ADJUSTMENT_CODES, code, CS.ctv3) ??
  fromTable(ADJUSTMENT_CODES, valueCodeableConcept, CS.snomed)

/** How long a certificate of that day is for; without a number that can be one, only that there is a certificate. */
export function lengthIn({ code, valueQuantity, valueInteger }: Observation): { lasts?: NoteLength } | undefined {
  const unit = fromTable(CTV3_LENGTH_CODES, code, CS.ctv3)
  if (!unit) return undefined
  const value = valueQuantity?.value ?? valueInteger
  return value !== undefined && Number.isInteger(value) && value > 0 && value < MOST ? { lasts: { value, unit } } : {}
}
/** More of any unit is a slip: a note that runs for a hundred months, or a date that was typed as a number. */
const MOST = 100

export const otherCertificateIn = ({ code }: Observation): OtherCertificateKind | undefined =>
  fromTable(CTV3_OTHER_CERTIFICATES, code, CS.ctv3)

/** What is read here is kept; anything else that a search brought, because a server overlooked what it was asked, is not. */
export const isOfFitNotes = (observation: Observation): boolean =>
  issueIn(observation) !== undefined ||
  codeIn(observation.code, CS.observation) === 'fitness-for-work-advice' ||
  adjustmentIn(observation) !== undefined ||
  lengthIn(observation) !== undefined ||
  otherCertificateIn(observation) !== undefined

export const isMed3Document = ({ type }: Document): boolean =>
  type?.coding?.some(each => each.system === CS.snomed && MED3_DOCUMENTS.includes(each.code ?? '')) === true ||
  namesFitNote(type?.text) ||
  type?.coding?.some(each => namesFitNote(each.display)) === true
