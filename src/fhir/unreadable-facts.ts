import type { DecidingFact } from '../domain/clinical-context.ts'
import type { PatientRecord } from './ehr-record.ts'
import { CS } from './systems.ts'

/** The elements of Patient that each fact is read from; in JSON `_birthDate` holds what is said in the place of a value. */
const READ_FROM: Readonly<Record<DecidingFact, readonly string[]>> = {
  death: ['deceasedBoolean', 'deceasedDateTime'],
  merge: ['active', 'link'],
  restriction: ['meta.security'],
  'birth-date': ['birthDate'],
  name: ['name'],
  'nhs-number': ['identifier'],
}

/**
 * What decides whether this patient may be referred and could not be read (hazard H01): left out because it is not understood, or there without a
 * value. A name or a number that was found beside it decides by itself.
 */
export function unreadableFacts(
  patient: PatientRecord,
  leftOut: readonly string[],
  found: { readonly name: boolean; readonly nhsNumber: boolean },
): DecidingFact[] {
  const isFound: Partial<Record<DecidingFact, boolean>> = { name: found.name, 'nhs-number': found.nhsNumber }
  const facts = Object.keys(READ_FROM) as DecidingFact[]
  return facts.filter(fact => isFound[fact] !== true && isUnreadable(READ_FROM[fact], patient, leftOut, fact))
}

function isUnreadable(
  elements: readonly string[],
  patient: PatientRecord,
  leftOut: readonly string[],
  fact: DecidingFact,
): boolean {
  if (leftOut.some(place => elements.some(element => touches(place, element)))) return true
  if (elements.some(element => hasNoValue(patient, element))) return true
  if (fact === 'restriction') return (patient.meta?.security ?? []).some(saysNothing)
  return fact === 'merge' && (patient.link ?? []).some(link => link.type === undefined)
}

/** The element, what it stands in, or a part of it; words beside a code decide nothing. */
const touches = (place: string, element: string): boolean =>
  place === element ||
  element.startsWith(`${place}.`) ||
  (place.startsWith(`${element}.`) && !place.endsWith('.display'))

/** There, and yet without a value: `_deceasedDateTime` with a reason why the day is not known says that the patient has died. */
const hasNoValue = (patient: PatientRecord, element: string): boolean =>
  Reflect.get(patient, element) === undefined && Reflect.get(patient, `_${element}`) !== undefined

/** A label of confidentiality without a code might be any of them. */
const saysNothing = ({ system, code }: { system?: string | undefined; code?: string | undefined }): boolean =>
  code === undefined && (system === undefined || system === CS.confidentiality)
