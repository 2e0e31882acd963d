import type { ReactElement } from 'react'
import type { PatientSummary } from '../../src/domain/clinical-context.ts'
import { ageOn, displayDate, type LocalDate } from '../../src/domain/local-date.ts'
import { displayNhsNumber } from '../../src/domain/nhs-number.ts'

function age(years: number): string {
  if (years === 0) return 'under 1 year'
  return years === 1 ? '1 year' : `${years} years`
}

function born({ birthDate, deceased }: PatientSummary, today: LocalDate): string {
  if (birthDate === 'unknown') return 'Date of birth: missing from the record'
  const date = `Born ${displayDate(birthDate)}`
  // An age that goes on counting after death misleads.
  if (deceased) return date
  const years = ageOn(birthDate, today)
  return years < 0 ? `${date} (in the future: check the record)` : `${date} (${age(years)})`
}

function nhsNumber(number: PatientSummary['nhsNumber']): string {
  if (number === 'missing') return 'missing from the record'
  return number === 'invalid' ? 'not valid in the record' : displayNhsNumber(number)
}

function flags(patient: PatientSummary): string[] {
  return [
    ...(patient.deceased ? ['Recorded as deceased'] : []),
    ...(patient.restricted ? ['Restricted record'] : []),
    ...(patient.superseded ? ['Record merged or no longer in use'] : []),
  ]
}

/**
 * Whose record this is, in sight on every page and while scrolling (hazard H01). What is missing is said to be missing. It is of the screen:
 * on a paper nothing of it is printed, because the paper's own lines say who it is about; on any other page that somebody prints, name and date of
 * birth are, and no NHS number (hazard H10).
 */
export function PatientBanner(props: {
  patient: PatientSummary
  today: LocalDate
  /** The page is made to be printed. */
  onPaper?: boolean
}): ReactElement {
  const { patient, today, onPaper = false } = props
  const marks = flags(patient)
  return (
    <section className={onPaper ? 'ww-patient ww-no-print' : 'ww-patient'} aria-label="Patient">
      <div className="nhsuk-width-container">
        <p className="ww-patient__name">
          {patient.name.trim() === '' ? 'Name: missing from the record' : patient.name}
        </p>
        <p className="ww-patient__facts">
          <span>{born(patient, today)}</span>{' '}
          <span className="ww-no-print">NHS number: {nhsNumber(patient.nhsNumber)}</span>
        </p>
        {marks.length > 0 && (
          <ul className="ww-patient__flags ww-no-print">
            {marks.map(mark => (
              <li key={mark}>{mark}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
