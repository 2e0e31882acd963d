import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Receipt } from '../domain/receipt.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Withdrawal } from '../domain/withdrawal.ts'
import type { ActingClinician } from '../fhir/acting-clinician.ts'
import { letterIn } from '../fhir/kept-letter.ts'
import { type ContactRelease, releasedTask } from '../fhir/release-contact.ts'
import { decideChange } from '../fhir/task-change.ts'
import { isReleased } from '../fhir/task-talk.ts'
import { withHistory } from '../fhir/write-task-provenance.ts'
import { isWithdrawn, withdrawnTask } from '../fhir/write-withdrawal.ts'
import type { ArrivedReferral, Delivers, Hub } from '../gateways/hub.ts'
import type { Withdrawn } from '../gateways/withdraw-at-hub.ts'
import type { LetterLinks } from '../store/letter-links.ts'
import { type Letter, type Letters, letterTask } from '../store/letters.ts'

const TRIES = 3
const NONE = fail<GatewayFailure>({ code: 'NOT_FOUND', diagnostics: 'a letter has no such thing' })

const receiptOf = ({ letterId, referralId }: Letter, receivedAt: string): Receipt => ({
  receivedAt,
  serviceRequest: `ServiceRequest/${referralId}`,
  task: `Task/${letterId}`,
  patient: `Patient/${referralId}`,
})

/**
 * A service that gets letters has no server: its hub is our own store, in which the letter's Task stands. So what a letter comes to is
 * followed, shown, listed and counted as any other referral's. Who answers a letter asks by phone, and is told of a later note by phone. Its receipt says that the letter was made: no page calls it sent before the service
 * itself has answered (hazard H03; `stageWords`).
 */
export function createLetterHub(deps: {
  letters: Letters
  links: LetterLinks
  serviceId: string
  days: number
  now?: () => Date
}): Delivers & Required<Pick<Hub, 'looksUp' | 'releases' | 'prints'>> {
  const { letters, links, serviceId, days, now = () => new Date() } = deps
  const at = (): string => now().toISOString()

  /** By the referral's own number, so that no other's letter can stand in its place (hazard H01). */
  const letterOf = ({ referralId }: ArrivedReferral): Promise<Letter | undefined> => letters.ofReferral(referralId)

  async function withdraw(
    referral: ArrivedReferral,
    why: Withdrawal,
    { byIdentifier }: ActingClinician,
  ): Promise<Result<Withdrawn, GatewayFailure>> {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const letter = await letterOf(referral)
      if (!letter) return NONE
      const { content } = letter
      const decided = withdrawnTask(content.task, why, at())
      if (!decided.ok) return ok(isWithdrawn(content.task) ? 'withdrawn' : 'over')
      if (decided.value === 'unchanged') return ok('withdrawn')
      if (await letters.replace(letter, { ...content, task: withHistory(decided.value, byIdentifier, at()) }))
        return ok('withdrawn')
    }
    return fail({ code: 'CONFLICT' })
  }

  /** A letter is on paper: what was held back is shown on the page of its link from then on. */
  async function release(
    referral: ArrivedReferral,
    { contact, release, by }: ContactRelease,
  ): Promise<Result<'shown' | 'over', GatewayFailure>> {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const letter = await letterOf(referral)
      if (!letter) return NONE
      const { content } = letter
      if (isReleased(content.task)) return ok('shown')
      const wanted = releasedTask(content.task, release, by.name, at(), contact !== undefined)
      const decided = decideChange(content.task, wanted, ['referrer'], at())
      if (!decided.ok) return ok('over')
      const task = withHistory(decided.value === 'unchanged' ? wanted : decided.value, by.byIdentifier, at())
      if (await letters.replace(letter, { ...content, task })) return ok('shown')
    }
    return fail({ code: 'CONFLICT' })
  }

  return {
    async send(bundle, referralId) {
      const letter = await letters.keep(
        { letterId: links.newId(), referralId, serviceId, content: letterIn(bundle) },
        days,
      )
      return ok(receiptOf(letter, at()))
    },
    async find(referralId) {
      const letter = await letters.ofReferral(referralId)
      return ok(letter && receiptOf(letter, at()))
    },
    withdraw: (referral, { why, clinician }) => withdraw(referral, why, clinician),
    looksUp: {
      async readTask(referral) {
        const letter = await letterOf(referral)
        // A letter is gone when its time is over: then nobody can say how it stands, and nothing was lost at a service.
        return letter ? ok(letterTask(letter)) : NONE
      },
      async workStatusAtReferral(referral) {
        return ok((await letterOf(referral))?.content.workStatus)
      },
    },
    releases: { releaseContact: release },
    prints: {
      async linkOf(referralId) {
        const letter = await letters.ofReferral(referralId)
        if (!letter) return undefined
        const { letterId, expiresAt, content } = letter
        return { code: links.codeOf(letterId), until: expiresAt, isWithdrawn: isWithdrawn(content.task) }
      },
    },
  }
}
