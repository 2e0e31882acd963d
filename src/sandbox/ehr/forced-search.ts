import { ok, type Result } from '../../domain/result.ts'
import { localReference } from './ownership.ts'
import { forbidden, notSupported, type Refusal } from './refusal.ts'
import { ownerElement } from './resource-types.ts'

/** These could ask about other patients by a detour, so a strict EHR does not offer them. */
const DETOURS = new Set(['_filter', '_query', '_list', '_text', '_content', '_has'])
const NAMES_THE_PATIENT = new Set(['patient', 'subject'])
const FORMAT_ONLY = new Set(['_format', '_pretty'])

const isDetour = (name: string): boolean => name.includes('.') || DETOURS.has(name.split(':')[0] ?? name)

/** Whether each of a parameter's values is the launched patient. */
function namesOnly(value: string, patientId: string, base: string): boolean {
  return value.split(',').every(each => {
    const local = localReference(each, base)
    return each === patientId || (local?.type === 'Patient' && local.id === patientId)
  })
}

/**
 * The search as it goes upstream: whatever was asked, only about the launched patient (hazard H01).
 * A search that names another patient is refused, not quietly answered with nothing.
 */
export function forcedSearch(
  type: string,
  asked: URLSearchParams,
  patientId: string,
  base: string,
): Result<URLSearchParams, Refusal> {
  const owner = ownerElement(type)
  const forced = new URLSearchParams()
  for (const [name, value] of asked) {
    if (FORMAT_ONLY.has(name)) continue
    if (isDetour(name)) return notSupported('This EHR does not offer chained, reverse-chained or free-text searches.')
    const [plain = name, modifier] = name.split(':')
    if (type === 'Patient' && plain === '_id') {
      if (!namesOnly(value, patientId, base)) return forbidden('This launch is for another patient.')
    } else if (owner !== undefined && NAMES_THE_PATIENT.has(plain)) {
      if (modifier !== undefined && modifier !== 'Patient')
        return notSupported('This EHR does not offer this modifier.')
      if (!namesOnly(value, patientId, base)) return forbidden('This launch is for another patient.')
    } else if (owner !== undefined && name === '_elements') {
      // Without the owner in the answer we could not tell whose it is.
      forced.append(name, `${value},${owner}`)
    } else {
      forced.append(name, value)
    }
  }
  if (type === 'Patient') forced.set('_id', patientId)
  // Provenance seldom names the patient: with `target` the answer is checked, target by target.
  else if (owner !== undefined && !(type === 'Provenance' && forced.has('target')))
    forced.set('patient', `Patient/${patientId}`)
  return ok(forced)
}
