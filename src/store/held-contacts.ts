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

const contactDetails = z.strictObject({ phone: z.string(), email: z.string(), address: z.string(), safety: z.string() })
const heldRow = z.object({ sealed: z.string(), expires_at: z.string(), released_at: z.string().nullable() })

export function createHeldContacts(database: Database, secretBox: SecretBox): HeldContacts {
  const seal = (referralId: string, contact: ContactDetails): string =>
    secretBox.seal(KIND, referralId, JSON.stringify(contact))
  const nowText = async (): Promise<Instant> => (await database.now()).toISOString()

  return {
    async hold(referralId, contact, days) {
      const until = new Date((await database.now()).getTime() + days * DAY).toISOString()
      await database.change(
        `insert into held_contact (referral_id, sealed, expires_at) values ($1, $2, $3)
         on conflict (referral_id) do update set sealed = excluded.sealed, expires_at = excluded.expires_at
         where held_contact.released_at is null`,
        [referralId, seal(referralId, contact), until],
      )
    },
    async read(referralId) {
      const [found] = await database.select('select * from held_contact where referral_id = $1 and expires_at > $2', [
        referralId,
        await nowText(),
      ])
      if (!found) return undefined
      const row = heldRow.parse(found)
      return {
        contact: contactDetails.parse(JSON.parse(secretBox.open(KIND, referralId, row.sealed))),
        until: row.expires_at,
        releasedAt: row.released_at ?? undefined,
      }
    },
    async replace(referralId, contact) {
      const replaced = await database.change(
        'update held_contact set sealed = $2 where referral_id = $1 and released_at is null and expires_at > $3 returning referral_id',
        [referralId, seal(referralId, contact), await nowText()],
      )
      return replaced.length > 0
    },
    async release(referralId, until) {
      await database.change(
        'update held_contact set released_at = $2, expires_at = $3 where referral_id = $1 and released_at is null',
        [referralId, await nowText(), until],
      )
    },
    async forget(referralId) {
      await database.change('delete from held_contact where referral_id = $1', [referralId])
    },
    async purge() {
      const gone = await database.change('delete from held_contact where expires_at <= $1 returning referral_id', [
        await nowText(),
      ])
      return gone.length
    },
  }
}
