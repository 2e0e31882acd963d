import { z } from 'zod'
import type { ContactDetails } from '../domain/contact-details.ts'
import type { Instant } from '../domain/local-date.ts'
import type { Database } from './database.ts'
import type { SecretBox } from './secret-box.ts'

export interface HeldContact {
  readonly contact: ContactDetails
  /** Deleted then, released or not. */
  readonly until: Instant
  /** Since when whoever answers the letter sees it; undefined while it is held back. */
  readonly releasedAt: Instant | undefined
}

/** How to reach patients whose coach is to phone the referrer first: sealed here, and nowhere else (hazard H10). */
export interface HeldContacts {
  /** In the place of what was held back of this referral before. */
  hold(referralId: string, contact: ContactDetails, days: number): Promise<void>
  read(referralId: string): Promise<HeldContact | undefined>
  /** Other details, as long as they are held back. False when they are not (any more). */
  replace(referralId: string, contact: ContactDetails): Promise<boolean>
  /** Shown from now on, until then. */
  release(referralId: string, until: Instant): Promise<void>
  forget(referralId: string): Promise<void>
  /** Removes what is over; how many. */
  purge(): Promise<number>
}

const DAY = 86_400_000
const KIND = 'held contact'

const contactTexts = z.strictObject({ phone: z.string(), email: z.string(), address: z.string(), safety: z.string() })
const contactMore = z.object({ messages: z.boolean().optional(), temporary: z.string().optional() })
const heldRow = z.object({
  referral_id: z.string(),
  sealed: z.string(),
  expires_at: z.string(),
  released_at: z.string().nullable(),
})

/**
 * What is held of a referral, in two rows: an instance of the version before reads the texts, which are as they were, and knows nothing of the rest.
 * Then no message is left, which is the safe side (hazard H02).
 */
const rowsOf = (
  referralId: string,
  { messages, isTemporary, ...texts }: ContactDetails,
): readonly [readonly [string, unknown], readonly [string, unknown]] => [
  [referralId, texts],
  [moreOf(referralId), { messages, temporary: isTemporary ? texts.address : undefined }],
]
const MORE = '.more'
const moreOf = (referralId: string): string => referralId + MORE

export function createHeldContacts(database: Database, secretBox: SecretBox): HeldContacts {
  const seal = (rowId: string, held: unknown): string => secretBox.seal(KIND, rowId, JSON.stringify(held))
  const open = (rowId: string, sealed: string): unknown => JSON.parse(secretBox.open(KIND, rowId, sealed))
  const nowText = async (): Promise<Instant> => (await database.now()).toISOString()

  return {
    async hold(referralId, contact, days) {
      const until = new Date((await database.now()).getTime() + days * DAY).toISOString()
      for (const [rowId, held] of rowsOf(referralId, contact))
        await database.change(
          `insert into held_contact (referral_id, sealed, expires_at) values ($1, $2, $3)
           on conflict (referral_id) do update set sealed = excluded.sealed, expires_at = excluded.expires_at
           where held_contact.released_at is null`,
          [rowId, seal(rowId, held), until],
        )
    },
    async read(referralId) {
      const found = await database.select(
        'select * from held_contact where referral_id in ($1, $2) and expires_at > $3',
        [referralId, moreOf(referralId), await nowText()],
      )
      const rows = found.map(each => heldRow.parse(each))
      const row = rows.find(each => each.referral_id === referralId)
      if (!row) return undefined
      const more = rows.find(each => each.referral_id === moreOf(referralId))
      const { messages, temporary } = more ? contactMore.parse(open(more.referral_id, more.sealed)) : {}
      const texts = contactTexts.parse(open(referralId, row.sealed))
      return {
        contact: {
          ...texts,
          ...(messages === undefined ? {} : { messages }),
          // An instance of before may have put another address there.
          ...(temporary === texts.address ? { isTemporary: true } : {}),
        },
        until: row.expires_at,
        releasedAt: row.released_at ?? undefined,
      }
    },
    async replace(referralId, contact) {
      const [[, texts], [moreId, more]] = rowsOf(referralId, contact)
      const replaced = await database.change(
        `update held_contact set sealed = $2 where referral_id = $1 and released_at is null and expires_at > $3
         returning expires_at`,
        [referralId, seal(referralId, texts), await nowText()],
      )
      const [row] = z.array(z.object({ expires_at: z.string() })).parse(replaced)
      if (!row) return false
      await database.change(
        `insert into held_contact (referral_id, sealed, expires_at) values ($1, $2, $3)
         on conflict (referral_id) do update set sealed = excluded.sealed where held_contact.released_at is null`,
        [moreId, seal(moreId, more), row.expires_at],
      )
      return true
    },
    async release(referralId, until) {
      await database.change(
        'update held_contact set released_at = $3, expires_at = $4 where referral_id in ($1, $2) and released_at is null',
        [referralId, moreOf(referralId), await nowText(), until],
      )
    },
    async forget(referralId) {
      await database.change('delete from held_contact where referral_id in ($1, $2)', [referralId, moreOf(referralId)])
    },
    async purge() {
      const gone = await database.change('delete from held_contact where expires_at <= $1 returning referral_id', [
        await nowText(),
      ])
      return gone.filter(each => !String(each.referral_id).endsWith(MORE)).length
    },
  }
}
