import type { FhirResource } from 'fhir/r4.js'
import type { z } from 'zod'
import { messageWords } from '../domain/leaving-messages.ts'
import { displayNhsNumber, isNhsNumber } from '../domain/nhs-number.ts'
import type { Standing } from '../domain/referral-moves.ts'
import type { ReferralStatus } from '../domain/referral-status.ts'
import type { RingFirst } from '../domain/ring-first.ts'
import { booleanAt, codingIn, linesOf, textAt } from './answer-lines.ts'
import type { SharedLine } from './describe-transaction.ts'
import { conceptText, displayName } from './elements.ts'
import { isHeldBack } from './held-back.ts'
import {
  type HubItem,
  type HubTask,
  hubConsent,
  hubFinding,
  hubOrganization,
  hubPatient,
  hubPractitioner,
  hubRequest,
  hubResponse,
  hubRole,
} from './hub-resources.ts'
import { oneReferral } from './one-referral.ts'
import { CONTACT_MESSAGE } from './read-answers.ts'
import { readStatus } from './read-status.ts'
import { CS, ID } from './systems.ts'
import { standingOf } from './task-standing.ts'
import { isReleased, type Talk, talkOf } from './task-talk.ts'
import { dayText, instantText, NOT_GIVEN } from './view-texts.ts'

/** Everything that was fetched from one hub, by `Type/id`. */
export type Fetched = ReadonlyMap<string, FhirResource>

/** One referral as the coach reads it. Every text in it came from outside and is shown as text only. */
export interface ReferralView {
  readonly taskId: string
  /** Which referral it is, whatever id its Task has today: a form repeats it, so that none is sent for another (hazard H01). */
  readonly about: string
  readonly version: string
  readonly taskStatus: HubTask['status']
  readonly status: ReferralStatus
  /** Where it stands by the table; undefined where its Task is in none of the table's states. */
  readonly standing: Standing | undefined
  readonly updated: string
  readonly sent: string
  readonly name: string
  readonly patient: readonly SharedLine[]
  readonly phone: string
  readonly bestWay: string
  /** Whether a message may be left: only where the patient said yes (hazard H02). */
  readonly messages: string
  readonly concern: { readonly text: string; readonly heed: boolean }
  /** Whether the referrer is to be phoned before contact, and whether that is recorded. */
  readonly talk: Talk
  /** Whom to phone first; undefined where nobody asked for it. */
  readonly ring: RingFirst | undefined
  /** No way to reach the patient was sent: it follows once the talk is recorded. */
  readonly isHeldBack: boolean
  readonly workStatus: string
  readonly sharing: string
  readonly referrer: string
  readonly practice: string
  readonly answers: readonly SharedLine[]
  readonly findings: readonly SharedLine[]
  readonly agreement: string
  /** What was noted of it after it was sent. */
  readonly notes: readonly SharedLine[]
  /** How many things the hub holds in its place that are another's: not shown, and said. */
  readonly leftOut: number
}

/**
 * What a Task and the resources around it say; what is missing is said to be missing, and what is another referral's is left out.
 *
 * @param base the hub's FHIR base
 * @returns undefined where Task, request and patient do not belong together
 */
export function referralView(
  task: HubTask,
  fetched: Fetched,
  base: string,
  consents: readonly unknown[] = [],
): ReferralView | undefined {
  const one = oneReferral(task, reference => fetched.get(reference ?? ''), base)
  if (!one) return undefined
  const foreign = new Set<string>()
  const at = <T extends z.ZodType>(schema: T, target: { reference: string } | undefined) => {
    const found = target && fetched.get(target.reference)
    if (!found || one.isOwn(found)) return schema.safeParse(found).data
    foreign.add(target.reference)
    return undefined
  }
  const patient = at(hubPatient, task.for)
  const request = at(hubRequest, task.focus)
  const role = at(hubRole, task.requester)
  const practice = at(hubOrganization, role?.organization)
  const items = task.input.flatMap(({ valueReference }) => at(hubResponse, valueReference)?.item ?? [])
  const answer = (system: string) => codingIn(items, system)
  const concern = answer(CS.concern)
  const phone = patient?.telecom.find(each => each.system === 'phone')?.value
  const email = patient?.telecom.find(each => each.system === 'email')?.value
  const name = nameOf(patient?.name[0]) ?? 'Name not given'
  const status = readStatus(task)
  const nhsNumber = patient?.identifier.find(each => each.system === ID.nhsNumber)?.value
  const address = patient?.address[0]
  // Said beside how to reach the patient, answered or not.
  const answers = items.filter(each => each.linkId !== CONTACT_MESSAGE).flatMap(linesOf)
  const held = patient !== undefined && isHeldBack(fetched.get(task.for?.reference ?? ''))
  const notGiven = held ? NOT_YET : NOT_GIVEN
  const messages = held ? NOT_YET : messageWords(booleanAt(items, CONTACT_MESSAGE))
  // Of referrers whose system says it in the answers alone.
  const talk = concern?.code !== 'phone-first' ? talkOf(task) : isReleased(task) ? 'recorded' : 'waiting'
  const referrer = referrerText(nameOf(at(hubPractitioner, role?.practitioner)?.name[0]), conceptText(role?.code[0]))
  const findings = [...(request?.reasonReference ?? []), ...(request?.supportingInfo ?? [])].flatMap(target => {
    const finding = at(hubFinding, target)
    return finding ? [findingLine(finding)] : []
  })
  return {
    taskId: task.id,
    about: one.is,
    leftOut: foreign.size,
    version: task.meta?.versionId ?? '',
    standing: standingOf(task),
    taskStatus: task.status,
    status,
    updated: instantText(status.updatedAt),
    sent: instantText(task.authoredOn ?? request?.authoredOn),
    name,
    phone: phone ?? notGiven,
    talk,
    isHeldBack: held,
    ring: talk === 'not-asked' ? undefined : ringOf(items, referrer, practice?.telecom[0]?.value),
    patient: [
      { label: 'Name', value: name },
      { label: 'Date of birth', value: dayText(patient?.birthDate) },
      {
        label: 'NHS number',
        value: nhsNumber ? (isNhsNumber(nhsNumber) ? displayNhsNumber(nhsNumber) : nhsNumber) : 'Not sent',
      },
      { label: 'Phone', value: phone ?? notGiven },
      { label: 'Email', value: email ?? notGiven },
      {
        label: 'Address',
        value:
          (address?.text ??
            [...(address?.line ?? []), address?.city, address?.postalCode].filter(Boolean).join(', ')) ||
          notGiven,
      },
      { label: 'Messages', value: messages },
    ],
    messages,
    bestWay: answer(CS.contactWay)?.text ?? NOT_GIVEN,
    concern: { text: concern?.text ?? NOT_GIVEN, heed: concern?.code !== 'none-known' },
    workStatus: answer(CS.workStatus)?.text ?? NOT_GIVEN,
    sharing: answer(CS.sharingLevel)?.text ?? NOT_GIVEN,
    referrer,
    practice: [practice?.name ?? NOT_GIVEN, ...(practice?.telecom.map(each => each.value) ?? [])].join(', '),
    answers,
    findings,
    notes: task.note.map(({ authorString, time, text }) => ({
      label: `Note of ${instantText(time)}`,
      value: authorString ? `${text} (${authorString})` : text,
    })),
    agreement: agreementText(hubConsent.safeParse(consents.find(one.isOwn)).data),
  }
}

const NOT_YET = 'Held back until you have spoken with the referrer'

/** As the referrer answered it; a referral of before says only that they are to be phoned. */
function ringOf(items: readonly HubItem[], whom: string, practicePhone: string | undefined): RingFirst {
  const said = (linkId: string): string | undefined => textAt(items, linkId)
  const when = said('ring-when')
  const second = said('ring-second')
  return {
    whom,
    phone: said('ring-phone') ?? practicePhone ?? 'a number that was not given',
    ...(when && { when }),
    ...(second && { second }),
  }
}

const nameOf = (name: z.infer<typeof hubPatient>['name'][number] | undefined) => displayName(name)

const referrerText = (name: string | undefined, role: string | undefined): string =>
  [name ?? NOT_GIVEN, role].filter(Boolean).join(', ')

function findingLine({
  resourceType,
  code,
  valueCodeableConcept,
  effectivePeriod,
  issued,
}: z.infer<typeof hubFinding>): SharedLine {
  const label = conceptText(code) ?? NOT_GIVEN
  if (resourceType === 'Condition') return { label: 'Health condition', value: label }
  const days = effectivePeriod ? ` (${dayText(effectivePeriod.start)} to ${dayText(effectivePeriod.end)})` : ''
  // A later note in the place of the one that came with the referral (hazard H20).
  const changed = issued ? `. New since ${instantText(issued)}` : ''
  return { label, value: `${conceptText(valueCodeableConcept) ?? NOT_GIVEN}${days}${changed}` }
}

function agreementText(consent: z.infer<typeof hubConsent> | undefined): string {
  if (consent?.status !== 'active')
    return 'No record of the patient’s agreement was found: do not contact the patient before asking the referrer'
  const told = consent.sourceAttachment?.title
  return `Recorded ${instantText(consent.dateTime)}${told ? `. ${told}` : ''}`
}
