import { Details, InsetText, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { type Eligibility, type Finding, isOverdue } from '../../../src/domain/eligibility.ts'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'

interface PanelProps {
  readonly service: WorkWellService
  readonly eligibility: Eligibility
  readonly today: LocalDate
}

/**
 * What the service's own rules ask first, or speak against: may refer, ask this first, not here.
 * It speaks of rules and never of the patient's suitability (hazard H17).
 */
export function EligibilityPanel({ service, eligibility }: Omit<PanelProps, 'today'>): ReactElement {
  const { verdict, findings } = eligibility
  const questions = findings.filter(each => each.state === 'ask' && each.askedElsewhere !== true)
  return (
    <>
      {verdict === 'not-here' && <NotHere service={service} findings={findings} />}
      {questions.length > 0 && (
        <InsetText>
          <h2 className="nhsuk-heading-s">Ask this first</h2>
          <ul>
            {questions.map(({ says }) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
          <p className="nhsuk-body-s">{service.name} has these rules. You decide whether to refer.</p>
        </InsetText>
      )}
    </>
  )
}

/** Every rule with its source, behind the verdict in one line. */
export function RulesDetails({ service, eligibility, today }: PanelProps): ReactElement {
  return (
    <Details className="ww-rules">
      <Details.Summary>{summaryOf(service, eligibility)}</Details.Summary>
      <Details.Text>
        <ul>
          {eligibility.findings.map(finding => (
            <li key={finding.says}>
              <RuleLine finding={finding} today={today} />
            </li>
          ))}
        </ul>
      </Details.Text>
    </Details>
  )
}

/** Everything that the rules found, in one line. */
export function summaryOf(service: WorkWellService, { verdict, findings }: Eligibility): string {
  const open = findings.filter(each => each.state === 'ask').length
  if (verdict === 'not-here') return `Does not meet this service’s rules (${service.name})`
  if (open === 0) return `Meets this service’s rules (${service.name})`
  return `Meets this service’s rules so far, ${open} to ask (${service.name})`
}

function NotHere({ service, findings }: { service: WorkWellService; findings: readonly Finding[] }): ReactElement {
  return (
    <WarningCallout>
      <WarningCallout.Heading headingLevel="h2">Not here, by this service’s rules</WarningCallout.Heading>
      <ul>
        {findings
          .filter(each => each.state === 'not-here')
          .map(({ says }) => (
            <li key={says}>{says}</li>
          ))}
      </ul>
      <p>
        Your choice is final: to refer all the same, say why below. {service.name} decides whom it takes. A fit note is
        not affected.
      </p>
      <Alternatives service={service} />
    </WarningCallout>
  )
}

export function Alternatives({ service }: { service: WorkWellService }): ReactElement | null {
  const { alternatives = [] } = service
  if (alternatives.length === 0) return null
  return (
    <>
      <p>What else there is:</p>
      <ul>
        {alternatives.map(each => (
          <li key={each.name}>
            <strong>{each.name}</strong>
            {each.for ? ` (${each.for})` : ''}: {each.how}
          </li>
        ))}
      </ul>
    </>
  )
}

const STATE_WORDS: Record<Finding['state'], string> = { met: 'Met', ask: 'To ask', 'not-here': 'Not met' }

function RuleLine({ finding, today }: { finding: Finding; today: LocalDate }): ReactElement {
  const { fact, says, state } = finding
  return (
    <>
      <strong>{STATE_WORDS[state]}.</strong> {says}
      {fact && (
        <span className="nhsuk-body-s ww-source">
          {' '}
          Source: {fact.source}
          {fact.date ? `, read on ${displayDate(fact.date)}` : ''}
          {isOverdue(finding, today)
            ? `. It should have been checked again by ${displayDate(fact.reviewBy)}: ask the service whether it still holds`
            : ''}
          .
        </span>
      )}
    </>
  )
}
