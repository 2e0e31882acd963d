import type { ReactElement } from 'react'
import { PROBLEMS_IN_SIGHT } from '../../../src/domain/likely-problems.ts'
import { displayDate } from '../../../src/domain/local-date.ts'
import { isNhsNumber } from '../../../src/domain/nhs-number.ts'
import { SHARING_LEVELS, type SharingLevel } from '../../../src/domain/referral.ts'
import { runningSpell } from '../../../src/domain/spells.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'

/**
 * What would leave at each level, with this patient's own details, while the level is talked about (hazards H09, H11). The style sheet
 * shows the lines of the level that is chosen, script or no script; the check page then has the whole, read back from the Bundle.
 */
export function WhatLeaves({ consultation }: { consultation: Consultation }): ReactElement {
  return (
    <div className="ww-leaves" aria-live="polite">
      {SHARING_LEVELS.map(level => (
        <div key={level} className={`ww-leaves__level ww-leaves__level--${level}`}>
          <p>
            <strong>Would leave:</strong> {leaving(consultation, level).join('; ')}.
            <span className="ww-if-phone-first"> Contact details are held back until the coach has phoned you.</span>
          </p>
          <p>
            <strong>Would not:</strong> {staying(consultation, level).join('; ')}.
          </p>
        </div>
      ))}
      <p className="ww-leaves__level ww-leaves__level--none">
        <strong>Nothing would leave.</strong>
      </p>
    </div>
  )
}

const at = (levels: readonly SharingLevel[], level: SharingLevel, ...lines: string[]): string[] =>
  levels.includes(level) ? lines : []

function leaving({ context, service, today }: Consultation, level: SharingLevel): string[] {
  const { patient } = context
  const spell = runningSpell(context.fitNotes, today)
  const number = service?.nhsNumber.send === 'yes' && isNhsNumber(patient.nhsNumber) ? ['NHS number'] : []
  return [
    ['name, date of birth, contact details, work status, safety answer, you', ...number].join(', '),
    ...at(['basic'], level, 'that there is a health condition'),
    ...at(['standard', 'full'], level, 'the kind of condition'),
    ...at(['standard', 'full'], level, spell ? `off work since ${displayDate(spell.from)}` : 'off work since when'),
    ...at(['standard', 'full'], level, 'fit note advice and dates', 'job if entered'),
    ...(service?.askFirst ? at(['standard', 'full'], level, 'what the service asks first, if you answer it') : []),
    ...at(['full'], level, 'the condition’s name', 'effects, adjustments and comments if entered'),
  ]
}

function staying({ context, service }: Consultation, level: SharingLevel): string[] {
  const terms = context.conditions.slice(0, PROBLEMS_IN_SIGHT).map(condition => condition.term)
  const more = context.conditions.length > PROBLEMS_IN_SIGHT ? ', …' : ''
  const named = terms.length > 0 ? `any condition’s name (${terms.join(', ')}${more})` : 'any condition’s name'
  return [
    ...at(['basic'], level, 'what kind of condition'),
    ...at(['basic', 'standard'], level, named),
    ...at(['full'], level, 'conditions that you do not select'),
    ...(service?.nhsNumber.send === 'yes' ? [] : ['NHS number']),
    'notes, medication, the fit note itself',
  ]
}
