import type { Look, Missed, Seen } from '../look.ts'
import { membersOf } from '../look.ts'
import type { Observations, SignInObservations } from '../observations.ts'
import type { Status } from '../report.ts'

/** What a check says about what was seen: words for an engineer, and never a token or anything of a patient. */
export interface Verdict {
  readonly status: Status
  readonly seen: string
}

/** One rule that an EHR keeps or breaks. */
export interface Check {
  readonly id: string
  readonly name: string
  readonly clause: string
  /** What to do where it does not pass. */
  readonly todo: string
  readonly judge: (seen: Observations) => Verdict
}

const verdict =
  (status: Status) =>
  (seen: string): Verdict => ({ status, seen })
export const pass = verdict('pass')
export const warn = verdict('warn')
export const failed = verdict('fail')
export const notRun = verdict('not-run')

export const passIf = (good: boolean, seen: string): Verdict => (good ? pass(seen) : failed(seen))
export const warnUnless = (good: boolean, seen: string): Verdict => (good ? pass(seen) : warn(seen))

const MISSED: Readonly<Record<Missed, string>> = {
  TIMEOUT: 'no answer in the time that the app waits',
  UNREACHABLE: 'no connection, or it broke off',
  TOO_LARGE: 'more than the app takes',
  NOT_ALLOWED: 'not asked: the address is on an origin that is not named for this EHR',
}

/** An answer in a few words; what stands in it is left out. */
export function said(look: Look): string {
  if (look === undefined) return 'not asked'
  if (!look.ok) return MISSED[look.failure]
  const { status, headers, ms } = look.value
  return `${status}, ${plain(headers['content-type'] ?? 'no content type')}, ${ms} ms`
}

/** Text of another party on one line, and not endless. */
export const plain = (text: string): string => text.replace(/[^\x20-\x7e]+/g, '?').slice(0, 200)

type Members = Readonly<Record<string, unknown>>

export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []

export const isJson = ({ headers }: Seen): boolean =>
  /^application\/([a-z.-]+\+)?json\b/i.test(headers['content-type'] ?? '')

/** A check of an answer; where none came, that is for another check to say. */
export const seenIn =
  (
    of: (all: Observations) => Look,
    judge: (seen: Seen, all: Observations) => Verdict,
    missed: (why: Missed) => Verdict = why => notRun(`Not seen: ${MISSED[why]}.`),
  ) =>
  (all: Observations): Verdict => {
    const look = of(all)
    if (look === undefined) return notRun('There was nothing to ask.')
    return look.ok ? judge(look.value, all) : missed(look.failure)
  }

/** A check that an answer came with one of these statuses. */
export const answers = (of: (all: Observations) => Look, ...statuses: readonly number[]) =>
  seenIn(
    of,
    (seen, all) => passIf(statuses.includes(seen.status), `${said(of(all))}.`),
    why => failed(`${MISSED[why]}.`),
  )

/** A check of the discovery document. */
export const inDiscovery =
  (judge: (document: Members, all: Observations) => Verdict) =>
  (all: Observations): Verdict => {
    const document = membersOf(all.discovery)
    return document === undefined ? notRun('Discovery gave no JSON document.') : judge(document, all)
  }

/** A check of what a launch showed. */
export const afterSignIn =
  (judge: (seen: SignInObservations, all: Observations) => Verdict) =>
  (all: Observations): Verdict =>
    all.signIn === undefined ? notRun('Needs a sign-in.') : judge(all.signIn, all)

/** A check of the token response. */
export const inToken = (judge: (token: Members, seen: SignInObservations, all: Observations) => Verdict) =>
  afterSignIn((seen, all) => {
    const token = seen.token?.ok && seen.token.value.status === 200 ? membersOf(seen.token) : undefined
    return token === undefined ? notRun('There was no token response to look into.') : judge(token, seen, all)
  })
