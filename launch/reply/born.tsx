import type { ReactElement } from 'react'
import { displayDate, isLocalDate } from '../../src/domain/local-date.ts'

/** Who it is about, as the letter says it (hazard H01). */
export const Born = ({ born }: { born: string }): ReactElement => (
  <p>Born {isLocalDate(born) ? displayDate(born) : born || 'on a day that is not recorded'}</p>
)
