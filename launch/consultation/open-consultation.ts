import type { ClinicalContext } from '../../src/domain/clinical-context.ts'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import { ok, type Result } from '../../src/domain/result.ts'
import type { SeenReferrals } from '../../src/domain/seen-referrals.ts'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { withStatedAnswers } from '../../src/fhir/stated-answers.ts'
import { withoutLostPick } from '../../src/fhir/temporary-address.ts'
import { readEhrRecord } from '../../src/gateways/ehr.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import type { Draft } from '../../src/store/drafts.ts'
import { isGranted } from '../smart/granted-scopes.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type {
  BasicDeps,
  FollowingDeps,
  OpeningDeps,
  QuestionDeps,
  RecordDeps,
  SendingDeps,
} from './consultation-deps.ts'
import { type Consultation, consultationOf } from './consultation-of.ts'
import { clinicianKey, draftOwner, earlierDraft } from './earlier-draft.ts'
import { launchResources } from './launch-resources.ts'
import { noteAct } from './note-act.ts'
import { contactAnswers } from './record-notes.ts'
import { responseBase } from './response-base.ts'
import { beginSiteAnswers } from './site-questions.ts'
import { carryTyped } from './typed.ts'

/**
 * Reads the record and begins a draft: the first page after a launch, and "read the record again", which keeps the
 * referral's id and whatever has been answered. A draft that this clinician left in a session that is over is taken up
 * again (hazard H15); a referral that was accepted stays as it was sent.
 */
export async function openConsultation(
  session: LaunchSession,
  deps: OpeningDeps,
  previous?: Draft,
): Promise<Result<Consultation, GatewayFailure>> {
  const record = await readRecord(session, deps)
  if (!record.ok) return record
  const fresh = await beginDraft(session, record.value, deps)
  const earlier = previous ?? (await earlierDraft(session, deps))
  const taken = earlier ? await takenUp(earlier, fresh, deps) : fresh
  const draft = await withSiteAnswers(session, taken, deps)
  await deps.drafts.save(draft)
  if (earlier) await carryTyped(earlier, draft, deps)
  await deps.drafts.belongsTo(draftOwner(session, deps), session.handle, deps.now())
  const consultation = consultationOf(session, draft, deps)
  if (previous === undefined) await noteAct(consultation, { action: 'launched', detail: 'signed-in' }, deps)
  const offered = earlier === undefined ? mayBeOffered(consultation) : undefined
  if (offered) await noteAct(consultation, { action: 'offered', detail: offered }, deps)
  await noteAct(consultation, { action: 'viewed', detail: howMuch(record.value) }, deps)
  return ok(consultation)
}

/**
 * Another referral from the same window: that of before has arrived and stays as it was sent. What is written beside it goes on, and the revision
 * too, so that no page of before can send what it did not show (hazard H13).
 */
export async function beginAnew(
  { session, draft: before }: Consultation,
  deps: OpeningDeps,
): Promise<Result<Consultation, GatewayFailure>> {
  const record = await readRecord(session, deps)
  if (!record.ok) return record
  const fresh: Draft = {
    ...(await beginDraft(session, record.value, deps)),
    revision: before.revision + 1,
    ...(before.fitNote ? { fitNote: before.fitNote } : {}),
    ...(before.report ? { report: before.report } : {}),
  }
  const draft = await withSiteAnswers(session, fresh, deps)
  await deps.drafts.save(draft)
  await deps.drafts.forgetTyped(draft.handle, 'consultation')
  const consultation = consultationOf(session, draft, deps)
  await noteAct(consultation, { action: 'viewed', detail: howMuch(record.value) }, deps)
  return ok(consultation)
}

const howMuch = ({ gaps }: EhrRecord): string => (gaps.length === 0 ? 'whole-record' : 'with-gaps')

function readRecord(session: LaunchSession, deps: OpeningDeps): Promise<Result<EhrRecord, GatewayFailure>> {
  const { issuer, patientId, encounterId, fhirUser, grantedScopes } = session
  const mayDo = (type: string, interaction: 'r' | 's') => isGranted(grantedScopes, type, interaction)
  return readEhrRecord(deps.ehrFor(session), { issuer, patientId, encounterId, fhirUser, mayDo }, deps.now)
}

/** The service that this consultation can refer to, where its rules and the record let it; once a consultation, for counting. */
const mayBeOffered = ({ service, stops, eligibility }: Consultation): string | undefined =>
  stops.length === 0 && eligibility?.verdict !== 'not-here' ? service?.id : undefined

async function beginDraft(session: LaunchSession, record: EhrRecord, deps: OpeningDeps): Promise<Draft> {
  const now = deps.now()
  const context = readContext(record)
  const questionnaire = prepareQuestionnaire(deps.questionnaire, context)
  const stated = await deps.statedReferrers.of(clinicianKey(session, deps))
  const populated = await populate(
    questionnaire,
    { launch: launchResources(record, now) },
    responseBase(session, now.toISOString()),
  )
  return {
    handle: session.handle,
    referralId: deps.newId(),
    startedAt: now.toISOString(),
    revision: 0,
    record,
    response: stated ? withStatedAnswers(populated.response, questionnaire, stated) : populated.response,
    prefilled: [...populated.prefilled],
    recordSays: contactAnswers(populated.response),
    prefillProblems: populated.problems,
    seen: await seenOf(context.referrals, deps),
    ehrCopy: 'not-tried',
  }
}

/** From our own store; the first page asks the services themselves when it is shown. */
async function seenOf(
  referrals: ClinicalContext['referrals'],
  deps: Pick<FollowingDeps, 'lastSeen'>,
): Promise<SeenReferrals> {
  const courses = await Promise.all(
    referrals.map(async ({ referralId }) => [referralId, await deps.lastSeen(referralId)] as const),
  )
  return Object.fromEntries(
    courses.flatMap(([id, course]) => {
      if (!course) return []
      const { stage, seenAt, missingSince } = course
      return [[id, { stage, seenAt, missingSince }]]
    }),
  )
}

async function takenUp(earlier: Draft, fresh: Draft, deps: Pick<SendingDeps, 'delivery'>): Promise<Draft> {
  const isAccepted = (await deps.delivery.read(earlier.referralId)) !== undefined
  return isAccepted ? { ...earlier, handle: fresh.handle } : carriedOver(earlier, fresh)
}

/** The questions of the service itself are filled from the record as soon as it is known which service. */
export async function withSiteAnswers(
  session: LaunchSession,
  draft: Draft,
  deps: BasicDeps & QuestionDeps & RecordDeps,
): Promise<Draft> {
  const { service } = consultationOf(session, draft, deps)
  if (!service || draft.siteAnswers?.serviceId === service.id) return draft
  const siteAnswers = await beginSiteAnswers(service, draft.record, session, deps)
  return siteAnswers ? { ...draft, siteAnswers } : draft
}

/** Once something has been answered, only the record is new: no answer is overwritten behind the clinician's back. */
function carriedOver(previous: Draft, fresh: Draft): Draft {
  const answered = previous.revision > 0
  const response = withoutLostPick(previous.response, readContext(fresh.record).patient.temporaryAddress)
  return {
    ...fresh,
    referralId: previous.referralId,
    startedAt: previous.startedAt,
    revision: previous.revision + 1,
    ...(answered ? { response, prefilled: previous.prefilled } : {}),
    ...(answered && previous.siteAnswers ? { siteAnswers: previous.siteAnswers } : {}),
    ...(previous.fitNote ? { fitNote: previous.fitNote } : {}),
    ...(previous.report ? { report: previous.report } : {}),
    ...(previous.serviceId ? { serviceId: previous.serviceId } : {}),
    ...(previous.onlineView ? { onlineView: previous.onlineView } : {}),
  }
}
