import type { ClinicalContext } from './clinical-context.ts'
import type { Instant } from './local-date.ts'

/** Whom the service phones before any contact with the patient (hazard H10). */
export interface RingFirst {
  /** The referrer, by name. */
  readonly whom: string
  readonly phone: string
  /** When they are best reached, in their own words. */
  readonly when?: string
  /** Somebody else at the practice to ask for. */
  readonly second?: string
}

/** What the clinician answers of it; the number only where the practice's will not do. */
export type RingAnswers = Partial<Omit<RingFirst, 'whom'>>

/** The practice's number, unless the clinician gives another; undefined where no number is known at all. */
export function ringFirst(
  { phone, when, second }: RingAnswers,
  whom: string,
  practice: ClinicalContext['practice'],
): RingFirst | undefined {
  const number = phone ?? (practice === 'unknown' || practice.phone === 'unknown' ? undefined : practice.phone)
  if (number === undefined) return undefined
  return { whom, phone: number, ...(when === undefined ? {} : { when }), ...(second === undefined ? {} : { second }) }
}

/** For whoever is about to make contact: the same words on every page, paper and message. */
export const ringWords = ({ whom, phone, when, second }: RingFirst): string =>
  [
    `Phone ${whom} on ${phone} before any contact with the patient.`,
    ...(when === undefined ? [] : [`Best time: ${when}.`]),
    second === undefined
      ? 'If they are not there, ask the practice who can speak for them.'
      : `If they are not there, ask for ${second}.`,
  ].join(' ')

/** Why a manager of the service opens contact details without the talk that the referrer asked for. */
export const NO_TALK_REASONS = {
  'not-reached': 'The referrer could not be reached',
  'patient-came': 'The patient got in touch with us themselves',
  risk: 'To wait longer would put somebody at risk',
  other: 'Another reason',
} as const
export type NoTalkReason = keyof typeof NO_TALK_REASONS
export const isNoTalkReason = (text: string): text is NoTalkReason => Object.hasOwn(NO_TALK_REASONS, text)

/** How contact details that were held back were let go: after a talk, or without one by a manager of the service. */
export type Release =
  | { readonly how: 'talk'; readonly with: string; readonly at: Instant }
  | { readonly how: 'no-talk'; readonly why: NoTalkReason; readonly words: string }
