import type { ReactElement, ReactNode } from 'react'
import type { ReferralLine } from '../../../src/fhir/describe-transaction.ts'
import { allAnswers } from '../../../src/fhir/read-answers.ts'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { elementId } from '../../form/element-id.ts'
import { pathOf } from '../frame/gate.ts'
import { type CheckRow, checkGroups } from './check-groups.ts'

/** Everything that leaves, none of it folded away, each line with the way to its question (hazard H09). */
export function Leaving(props: {
  consultation: Consultation
  lines: readonly ReferralLine[]
  /** What is said beside an answer, by its question. */
  besides: Readonly<Record<string, ReactNode>>
}): ReactElement {
  const { consultation, lines, besides } = props
  const { questionnaire, draft, siteQuestions } = consultation
  const asked = [
    ...allAnswers(withoutDisabled(questionnaire, draft.response).item ?? []).keys(),
    ...allAnswers(siteQuestions?.response.item ?? []).keys(),
  ]
  const groups = checkGroups(lines, linkId => asked.includes(linkId))
  const rowsOf = (rows: readonly CheckRow[]) => (
    <dl>
      {rows.map(row => (
        <Row key={`${row.linkId} ${row.label}`} {...{ consultation, row }} beside={besides[row.linkId ?? '']} />
      ))}
    </dl>
  )
  return (
    <div className="ww-leaving">
      <div>
        {rowsOf(groups.to)}
        <h2 className="nhsuk-heading-s">Health and work</h2>
        {rowsOf(groups.health)}
      </div>
      <div>
        <h2 className="nhsuk-heading-s">Patient and contact</h2>
        {rowsOf(groups.reach)}
      </div>
    </div>
  )
}

function Row(props: { consultation: Consultation; row: CheckRow; beside: ReactNode }): ReactElement {
  const { consultation, row, beside } = props
  const { label, said, linkId } = row
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {said}
        {beside}
      </dd>
      {linkId !== undefined && (
        <dd>
          <a href={`${pathOf(consultation, '')}#${elementId(linkId)}`}>
            Change<span className="nhsuk-u-visually-hidden"> {label.charAt(0).toLowerCase() + label.slice(1)}</span>
          </a>
        </dd>
      )}
    </div>
  )
}
