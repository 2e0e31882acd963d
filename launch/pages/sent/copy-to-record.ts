import { ID } from '../../../src/fhir/systems.ts'
import { writeEhrCopy } from '../../../src/fhir/write-ehr-copy.ts'
import type { Draft } from '../../../src/store/drafts.ts'
import { isGranted } from '../../smart/granted-scopes.ts'
import type { Consultation } from '../consultation-of.ts'
import type { PageDeps } from '../page-deps.ts'
import type { PreparedReferral } from '../prepared-referral.ts'

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
    actor: { fhirUser: session.fhirUser, issuer: session.issuer },
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
  const fhir = deps.ehrFor(session)
  const { request, form } = writeEhrCopy(referral, draft.record, response)
  const once = (system: string) => ({ ifNoneExist: `identifier=${encodeURIComponent(`${system}|${referral.id}`)}` })
  const answers = mayCreate('QuestionnaireResponse') ? await fhir.create(form, once(ID.referralForm)) : undefined
  const supportingInfo = answers?.ok ? { supportingInfo: [{ reference: answers.value.reference }] } : {}
  const copied = await fhir.create({ ...request, ...supportingInfo }, once(ID.referral))
  return copied.ok && answers?.ok !== false ? 'written' : 'failed'
}
