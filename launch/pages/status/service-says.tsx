import type { ReactElement } from 'react'
import { displayInstant, type LocalDate } from '../../../src/domain/local-date.ts'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'
import { isWorkStatus, WORK_STATUS } from '../../../src/domain/work-status.ts'
import { Lines } from '../frame/lines.tsx'
import { otherDates } from './next-date.ts'

const workStatusIn = (code: string): string => (isWorkStatus(code) ? WORK_STATUS[code] : code)

/** What the service gave beside the stage: notes, dates that are not the next, and at the end what the practice should know. */
export function ServiceSays({ status, today }: { status: ReferralStatus; today: LocalDate }): ReactElement | null {
  const { workStatusAtEnd, plan, onwardServices, message } = status
  const lines = [
    ['Message from the service', message],
    ...otherDates(status, today).map(({ label, says }) => [label, says] as const),
    ['Work status at the end', workStatusAtEnd && workStatusIn(workStatusAtEnd)],
    ['Plan', plan],
    ['Onward services', onwardServices],
  ].flatMap(([label, said]) => (label && said ? [[label, said] as const] : []))
  return (
    <>
      {status.notes?.map(({ at, text, by }) => (
        <p key={`${at} ${text}`}>
          The service has this note{by && ` by ${by}`}
          {at !== 'unknown' && ` of ${displayInstant(at)}`}: {text}
        </p>
      ))}
      {lines.length > 0 && <Lines lines={lines} />}
    </>
  )
}
