import type { Task } from 'fhir/r4.js'
import { z } from 'zod'
import type { Instant } from '../domain/local-date.ts'
import { type KeptLetter, keptLetter } from '../fhir/kept-letter.ts'
import type { Database, Row } from './database.ts'
import type { SecretBox } from './secret-box.ts'

/** A letter that was made for a service without any system, as far as it is needed for the answer. */
export interface Letter {
  readonly letterId: string
  readonly referralId: string
  readonly serviceId: string
  /** Goes up with every answer. */
  readonly version: number
  /** Until then the service may answer by the letter's link. */
  readonly expiresAt: Instant
  readonly wrongTries: number
  readonly content: KeptLetter
}

export interface Letters {
  /** One letter for a referral: whoever makes it again has the first one. */
  keep(letter: Pick<Letter, 'letterId' | 'referralId' | 'serviceId' | 'content'>, days: number): Promise<Letter>
  read(letterId: string): Promise<Letter | undefined>
  ofReferral(referralId: string): Promise<Letter | undefined>
  /** In place of the version that was read. False when somebody was quicker. */
  replace(letter: Letter, content: KeptLetter): Promise<boolean>
  /** A second factor that was not right; how many there are now. The right one takes them back. */
  wrongTry(letterId: string): Promise<number>
  rightTry(letterId: string): Promise<void>
  /** Removes letters a month after their link has ended; how many. */
  purge(): Promise<number>
}

/** Its Task as a FHIR server would hand it out. */
export const letterTask = ({ letterId, version, content }: Letter): Task & { readonly id: string } => ({
  ...content.task,
  id: letterId,
  meta: { versionId: String(version) },
})

const DAY = 86_400_000
const KEPT_DAYS = 30
const KIND = 'letter'

const letterRow = z.object({
  letter_id: z.string(),
  referral_id: z.string(),
  service_id: z.string(),
  sealed: z.string(),
  version: z.number(),
  wrong_tries: z.number(),
  expires_at: z.string(),
})

export function createLetters(database: Database, secretBox: SecretBox): Letters {
  function letterOf(found: Row | undefined): Letter | undefined {
    if (!found) return undefined
    const row = letterRow.parse(found)
    return {
      letterId: row.letter_id,
      referralId: row.referral_id,
      serviceId: row.service_id,
      version: row.version,
      expiresAt: row.expires_at,
      wrongTries: row.wrong_tries,
      content: keptLetter.parse(JSON.parse(secretBox.open(KIND, row.letter_id, row.sealed))),
    }
  }
  const seal = (letterId: string, content: KeptLetter): string =>
    secretBox.seal(KIND, letterId, JSON.stringify(content))

  async function ofReferral(referralId: string): Promise<Letter | undefined> {
    const [row] = await database.select('select * from letter where referral_id = $1', [referralId])
    return letterOf(row)
  }

  return {
    ofReferral,
    async keep({ letterId, referralId, serviceId, content }, days) {
      const until = new Date((await database.now()).getTime() + days * DAY).toISOString()
      await database.change(
        `insert into letter (letter_id, referral_id, service_id, sealed, version, wrong_tries, expires_at)
         values ($1, $2, $3, $4, 1, 0, $5) on conflict (referral_id) do nothing`,
        [letterId, referralId, serviceId, seal(letterId, content), until],
      )
      const kept = await ofReferral(referralId)
      if (!kept) throw new Error('A letter that was just kept is not there.')
      return kept
    },
    async read(letterId) {
      const [row] = await database.select('select * from letter where letter_id = $1', [letterId])
      return letterOf(row)
    },
    async replace({ letterId, version }, content) {
      const replaced = await database.change(
        'update letter set sealed = $3, version = version + 1 where letter_id = $1 and version = $2 returning letter_id',
        [letterId, version, seal(letterId, content)],
      )
      return replaced.length > 0
    },
    async wrongTry(letterId) {
      const [row] = await database.change(
        'update letter set wrong_tries = wrong_tries + 1 where letter_id = $1 returning wrong_tries',
        [letterId],
      )
      return z.object({ wrong_tries: z.number() }).parse(row).wrong_tries
    },
    async rightTry(letterId) {
      await database.change('update letter set wrong_tries = 0 where letter_id = $1 and wrong_tries > 0', [letterId])
    },
    async purge() {
      const before = new Date((await database.now()).getTime() - KEPT_DAYS * DAY).toISOString()
      const gone = await database.change('delete from letter where expires_at < $1 returning letter_id', [before])
      return gone.length
    },
  }
}
