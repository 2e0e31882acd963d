import { z } from 'zod'
import type { Database } from './database.ts'
import type { SecretBox } from './secret-box.ts'

/** Sessions, pending launches and drafts: encrypted, and forgotten when their time is over (decision 8). */
export interface Vault {
  put(kind: string, id: string, value: unknown, keep: { until: Date; idleSeconds?: number }): Promise<void>
  /**
   * Counts as activity: the idle limit starts anew, or did less than a minute ago (see `noteworthy`). Undefined when unknown, idle for
   * too long, or past its time.
   */
  get(kind: string, id: string): Promise<unknown | undefined>
  /** Takes it out: of two that race, one gets it. */
  take(kind: string, id: string): Promise<unknown | undefined>
  delete(kind: string, id: string): Promise<void>
  /** Another value in the same place, for as long as the old one. False when there is nothing, or what is there is over. */
  replace(kind: string, id: string, value: unknown): Promise<boolean>
  /** Whether it is there and not over. Looking is no activity. */
  has(kind: string, id: string): Promise<boolean>
  /** Removes what is over; how many. */
  purge(): Promise<number>
}

/**
 * Seconds of activity that need not be written: a durable write for each page would cost more than the page. What is kept may so end up
 * to a minute too early (of fifteen; of a shorter limit a fifteenth), and never too late.
 */
const noteworthy = (idleSeconds: number): number => Math.min(60, idleSeconds / 15)

const keptRow = z.object({
  sealed: z.string(),
  expires_at: z.string(),
  idle_seconds: z.number().nullable(),
  idle_until: z.string().nullable(),
})

export function createVault(database: Database, secretBox: SecretBox): Vault {
  const open = (kind: string, id: string, sealed: string): unknown => JSON.parse(secretBox.open(kind, id, sealed))
  const after = (moment: Date, seconds: number): string => new Date(moment.getTime() + seconds * 1000).toISOString()
  const isOver = (row: z.infer<typeof keptRow>, moment: string): boolean =>
    row.expires_at <= moment || (row.idle_until !== null && row.idle_until <= moment)

  return {
    async put(kind, id, value, keep) {
      const idleUntil = keep.idleSeconds === undefined ? null : after(await database.now(), keep.idleSeconds)
      await database.change(
        `insert into vault (kind, id, sealed, expires_at, idle_seconds, idle_until) values ($1, $2, $3, $4, $5, $6)
         on conflict (kind, id) do update set sealed = excluded.sealed, expires_at = excluded.expires_at,
           idle_seconds = excluded.idle_seconds, idle_until = excluded.idle_until`,
        [
          kind,
          id,
          secretBox.seal(kind, id, JSON.stringify(value)),
          keep.until.toISOString(),
          keep.idleSeconds ?? null,
          idleUntil,
        ],
      )
    },
    async get(kind, id) {
      const [found] = await database.select(
        'select sealed, expires_at, idle_seconds, idle_until from vault where kind = $1 and id = $2',
        [kind, id],
      )
      if (!found) return undefined
      const row = keptRow.parse(found)
      const moment = await database.now()
      if (isOver(row, moment.toISOString())) return undefined
      if (row.idle_seconds !== null) {
        const idleUntil = after(moment, row.idle_seconds)
        if (row.idle_until === null || row.idle_until < after(moment, row.idle_seconds - noteworthy(row.idle_seconds)))
          await database.change('update vault set idle_until = $3 where kind = $1 and id = $2 and idle_until < $3', [
            kind,
            id,
            idleUntil,
          ])
      }
      return open(kind, id, row.sealed)
    },
    async take(kind, id) {
      const [taken] = await database.change(
        'delete from vault where kind = $1 and id = $2 returning sealed, expires_at, idle_seconds, idle_until',
        [kind, id],
      )
      if (!taken) return undefined
      const row = keptRow.parse(taken)
      return isOver(row, (await database.now()).toISOString()) ? undefined : open(kind, id, row.sealed)
    },
    async delete(kind, id) {
      await database.change('delete from vault where kind = $1 and id = $2', [kind, id])
    },
    async replace(kind, id, value) {
      const replaced = await database.change(
        `update vault set sealed = $3
         where kind = $1 and id = $2 and expires_at > $4 and (idle_until is null or idle_until > $4) returning id`,
        [kind, id, secretBox.seal(kind, id, JSON.stringify(value)), (await database.now()).toISOString()],
      )
      return replaced.length > 0
    },
    async has(kind, id) {
      const found = await database.select(
        'select id from vault where kind = $1 and id = $2 and expires_at > $3 and (idle_until is null or idle_until > $3)',
        [kind, id, (await database.now()).toISOString()],
      )
      return found.length > 0
    },
    async purge() {
      const gone = await database.change('delete from vault where expires_at <= $1 or idle_until <= $1 returning id', [
        (await database.now()).toISOString(),
      ])
      return gone.length
    },
  }
}
