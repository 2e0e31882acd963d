import type { FhirResource, Identifier, QuestionnaireResponse, ServiceRequest } from 'fhir/r4.js'
import { ID } from '../../../src/fhir/systems.ts'
import { writeEhrCopy } from '../../../src/fhir/write-ehr-copy.ts'
import type { Draft } from '../../../src/store/drafts.ts'
import { isGranted } from '../../smart/granted-scopes.ts'
import type { Consultation } from '../consultation-of.ts'
import type { PageDeps } from '../page-deps.ts'
import type { PreparedReferral } from '../prepared-referral.ts'
import { actorOf } from '../who-acts.ts'

type Copied = ServiceRequest | QuestionnaireResponse

/**
 * After the receipt: the referral and its answers into the patient's own record, where the scopes allow. A copy that
 * fails takes nothing back: the page then offers the text to paste.
 */
export async function copyToRecord(
  consultation: Consultation,
  prepared: PreparedReferral,
  deps: PageDeps,
): Promise<void> {
  const { session, draft } = consultation
  const ehrCopy = await write(consultation, prepared, deps)
  await deps.drafts.save({ ...draft, ehrCopy })
  await deps.audit.record({
    action: 'copied-to-record',
    actor: actorOf({ session }),
    patientKey: consultation.patientKey,
    referralId: draft.referralId,
    detail: ehrCopy,
  })
}

async function write(
  { session, draft }: Consultation,
  { referral, response }: PreparedReferral,
  deps: PageDeps,
): Promise<Draft['ehrCopy']> {
  const mayCreate = (type: string) => isGranted(session.grantedScopes, type, 'c')
  if (!mayCreate('ServiceRequest')) return 'not-granted'
  await deps.drafts.save({ ...draft, ehrCopy: 'begun' })
  const fhir = deps.ehrFor(session)
  const { request, form } = writeEhrCopy(referral, draft.record, response)
  const { id: value } = referral

  /** What the version before filed, under the identifier of the hub's own resource, is not filed twice. */
  async function filedBefore(type: Copied['resourceType'], system: string): Promise<string | undefined> {
    if (!isGranted(session.grantedScopes, type, 's')) return undefined
    const found = await fhir.search(type, { patient: session.patientId, identifier: `${system}|${value}` })
    const before = found.ok ? found.value.find(each => isCopy(each, session.patientId, { system, value })) : undefined
    return before && `${type}/${before.id}`
  }
  async function file(resource: Copied, system: string, before: string): Promise<string | undefined> {
    const filed = await filedBefore(resource.resourceType, before)
    if (filed) return filed
    const ifNoneExist = `identifier=${encodeURIComponent(`${system}|${value}`)}`
    const created = await fhir.create(resource, { ifNoneExist })
    return created.ok ? created.value.reference : undefined
  }

  const mayFileAnswers = mayCreate('QuestionnaireResponse')
  const answers = mayFileAnswers ? await file(form, ID.referralFormCopy, ID.referralForm) : undefined
  const supportingInfo = answers ? { supportingInfo: [{ reference: answers }] } : {}
  const copied = await file({ ...request, ...supportingInfo }, ID.referralCopy, ID.referral)
  return copied && (answers || !mayFileAnswers) ? 'written' : 'failed'
}

/** The hub's own resource, where record and hub are one server, is about the snapshot that was sent, and not about the record's patient. */
function isCopy(resource: FhirResource, patientId: string, { system, value }: Identifier): boolean {
  if (resource.resourceType !== 'ServiceRequest' && resource.resourceType !== 'QuestionnaireResponse') return false
  const isOfPatient = resource.subject?.reference?.endsWith(`Patient/${patientId}`) === true
  return isOfPatient && [resource.identifier].flat().some(each => each?.system === system && each?.value === value)
}
