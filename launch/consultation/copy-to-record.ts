import type { FhirResource, Identifier, QuestionnaireResponse, ServiceRequest } from 'fhir/r4.js'
import { isToBeHidden, withOnlineView } from '../../src/fhir/online-view.ts'
import { ID } from '../../src/fhir/systems.ts'
import { writeEhrCopy } from '../../src/fhir/write-ehr-copy.ts'
import type { Draft } from '../../src/store/drafts.ts'
import { isGranted } from '../smart/granted-scopes.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { KeepingDeps, RecordDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { noteAct } from './note-act.ts'
import { asksPhoneFirst } from './phone-first.ts'
import type { PreparedReferral } from './prepared-referral.ts'

type Copied = ServiceRequest | QuestionnaireResponse

interface Filed {
  readonly reference: string
  /** What the record has, as far as it shows it. */
  readonly stored: FhirResource | undefined
}

export const mayCopy = ({ grantedScopes }: LaunchSession): boolean => isGranted(grantedScopes, 'ServiceRequest', 'c')

/** After the receipt, and by itself: but nothing of a patient at whose home somebody may read along (hazard H24). */
export async function copyByItself(
  consultation: Consultation,
  prepared: PreparedReferral,
  deps: RecordDeps & KeepingDeps,
): Promise<void> {
  if (!asksPhoneFirst(consultation)) await copyToRecord(consultation, prepared, deps)
}

/**
 * The referral and its answers into the patient's own record, where the scopes allow, hidden from online view where the clinician said so. A copy
 * that fails takes nothing back: the page then offers the text to paste.
 */
export async function copyToRecord(
  consultation: Consultation,
  prepared: PreparedReferral,
  deps: RecordDeps & KeepingDeps,
): Promise<void> {
  const { draft } = consultation
  const { ehrCopy, isVisible } = await write(consultation, prepared, deps)
  const hides = draft.onlineView === 'hide'
  await deps.drafts.save({ ...draft, ehrCopy, ...(hides && isVisible && { copyNotHidden: true }) })
  const detail = hides ? `${ehrCopy}-to-hide` : ehrCopy
  await noteAct(consultation, { action: 'copied-to-record', referralId: draft.referralId, detail }, deps)
}

async function write(
  { session, draft }: Consultation,
  { referral, response }: PreparedReferral,
  deps: RecordDeps & Pick<KeepingDeps, 'drafts'>,
): Promise<{ ehrCopy: Draft['ehrCopy']; isVisible: boolean }> {
  const mayCreate = (type: string) => isGranted(session.grantedScopes, type, 'c')
  if (!mayCopy(session)) return { ehrCopy: 'not-granted', isVisible: false }
  await deps.drafts.save({ ...draft, ehrCopy: 'begun' })
  const fhir = deps.ehrFor(session)
  const { request, form } = writeEhrCopy(referral, draft.record, response)
  const { id: value } = referral

  /** What the version before filed, under the identifier of the hub's own resource, is not filed twice. */
  async function filedBefore(type: Copied['resourceType'], system: string): Promise<Filed | undefined> {
    if (!isGranted(session.grantedScopes, type, 's')) return undefined
    const found = await fhir.search(type, { patient: session.patientId, identifier: `${system}|${value}` })
    const before = found.ok ? found.value.find(each => isCopy(each, session.patientId, { system, value })) : undefined
    return before && { reference: `${type}/${before.id}`, stored: before }
  }
  async function file(resource: Copied, system: string, before: string): Promise<Filed | undefined> {
    const filed = await filedBefore(resource.resourceType, before)
    if (filed) return filed
    const ifNoneExist = `identifier=${encodeURIComponent(`${system}|${value}`)}`
    const created = await fhir.create(withOnlineView(resource, draft.onlineView), { ifNoneExist })
    return created.ok ? { reference: created.value.reference, stored: created.value.resource } : undefined
  }

  const mayFileAnswers = mayCreate('QuestionnaireResponse')
  const answers = mayFileAnswers ? await file(form, ID.referralFormCopy, ID.referralForm) : undefined
  const supportingInfo = answers ? { supportingInfo: [{ reference: answers.reference }] } : {}
  const copied = await file({ ...request, ...supportingInfo }, ID.referralCopy, ID.referral)
  return {
    ehrCopy: copied && (answers || !mayFileAnswers) ? 'written' : 'failed',
    isVisible: [answers, copied].some(each => each?.stored !== undefined && !isToBeHidden(each.stored)),
  }
}

/** The hub's own resource, where record and hub are one server, is about the snapshot that was sent, and not about the record's patient. */
function isCopy(resource: FhirResource, patientId: string, { system, value }: Identifier): boolean {
  if (resource.resourceType !== 'ServiceRequest' && resource.resourceType !== 'QuestionnaireResponse') return false
  const isOfPatient = resource.subject?.reference?.endsWith(`Patient/${patientId}`) === true
  return isOfPatient && [resource.identifier].flat().some(each => each?.system === system && each?.value === value)
}
