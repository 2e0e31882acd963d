import { z } from 'zod'
import type { LocalDate } from '../domain/local-date.ts'
import type { Database } from './database.ts'

/** "Does not agree to a referral", remembered for the spell, so that the patient is not asked again at every note. */
export interface Declined {
  /** `patientKey` is a keyed hash, never an NHS number. `until` is the last day it holds. */
  remember(patientKey: string, until: LocalDate, on: LocalDate): Promise<void>
  read(patientKey: string, today: LocalDate): Promise<{ on: LocalDate; until: LocalDate } | undefined>
  /** The patient agreed after all. */
  forget(patientKey: string): Promise<void>
  purge(today: LocalDate): Promise<number>
}

const declinedRow = z.object({ declined_on: z.string(), until_day: z.string() })

export function createDeclined(database: Database): Declined {
  return {
    async remember(patientKey, until, on) {
      await database.change(
        `insert into declined (patient_key, declined_on, until_day) values ($1, $2, $3)
         on conflict (patient_key) do update set declined_on = excluded.declined_on, until_day = excluded.until_day`,
        [patientKey, on, until],
      )
    },
    async read(patientKey, today) {
      const [row] = await database.select(
        'select declined_on, until_day from declined where patient_key = $1 and until_day >= $2',
        [patientKey, today],
      )
      if (!row) return undefined
      const { declined_on, until_day } = declinedRow.parse(row)
      return { on: declined_on, until: until_day }
    },
    async forget(patientKey) {
      await database.change('delete from declined where patient_key = $1', [patientKey])
    },
    async purge(today) {
      const gone = await database.change('delete from declined where until_day < $1 returning patient_key', [today])
      return gone.length
    },
  }
}
