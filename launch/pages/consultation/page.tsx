import { ErrorSummary } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { LocalDate } from '../../../src/domain/local-date.ts'
import { ISSUED_TODAY } from '../../../src/domain/todays-note.ts'
import { withDeclined } from '../../../src/domain/where-to-refer.ts'
import { pathwayHints } from '../../../src/fhir/local-questionnaire.ts'
import { offeringTo, PATHWAY_CONDITIONS } from '../../../src/fhir/offered-pathways.ts'
import { CS } from '../../../src/fhir/systems.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import { optionsOf } from '../../../src/questionnaire/options.ts'
import { SITE_PREFIX } from '../../../src/questionnaire/renamed-items.ts'
import type { AnswerIssue } from '../../../src/questionnaire/validate-answers.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { recordNotes } from '../../consultation/record-notes.ts'
import type { OptionHints } from '../../form/compiled-form.ts'
import { errorSummaryItems } from '../../form/element-id.ts'
import { QuestionnaireForm } from '../../form/questionnaire-form.tsx'
import { ConsultationPage, PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { KeptForm } from '../frame/kept-form.tsx'
import { compiledQuestions } from './compiled-questions.tsx'
import { EligibilityPanel, RulesDetails } from './eligibility-panel.tsx'
import { foldingOf, stillToAnswer } from './folding.ts'
import { behindProblems, problemHints } from './problem-hints.tsx'
import { Gaps, RecordSummary, Stops, WritingHelp } from './record-summary.tsx'
import { Reminders } from './reminders.tsx'
import { ServiceChoice } from './service-choice.tsx'
import { SiteQuestionsForm } from './site-questions-form.tsx'
import { WayOn } from './way-on.tsx'
import { WhatLeaves } from './what-leaves.tsx'

export interface ConsultationPageProps {
  consultation: Consultation
  /** Of the service that was chosen. */
  hub: Hub | undefined
  synthetic: boolean
  declinedOn: LocalDate | undefined
  issues: readonly AnswerIssue[]
  /** Lacks that no field of the form can mend. */
  lacks: readonly string[]
  typed: Record<string, string | string[]>
  /** The question that somebody asked for, where no script opens it. */
  opened?: string | undefined
}

/** The first page: who, what the record knows, the few questions. Nothing is selected for the clinician (hazards H11, H14). */
export function ConsultationFormPage(props: ConsultationPageProps): ReactElement {
  const { consultation, hub, synthetic, issues, lacks } = props
  const hasErrors = issues.length > 0 || lacks.length > 0
  const rules = rulesOf(props)
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Consultation"
      heading={undefined}
      errors={hasErrors}
      columns
      foot={<a href={pathOf(consultation, 'practice')}>Referrals of this practice that need attention</a>}
    >
      {hasErrors && <Errors consultation={consultation} issues={issues} lacks={lacks} />}
      <div className="ww-overview">
        <h1 className="nhsuk-heading-l">Work and health</h1>
        <RecordSummary consultation={consultation} hub={hub} />
      </div>
      <Stops consultation={consultation} />
      <Gaps consultation={consultation} />
      <Reminders {...props} />
      {rules && <EligibilityPanel {...rules} />}
      {consultation.stops.length === 0 ? <AnswerForm {...props} /> : <WritingHelp consultation={consultation} />}
    </ConsultationPage>
  )
}

function Errors(props: Pick<ConsultationPageProps, 'consultation' | 'issues' | 'lacks'>): ReactElement {
  return (
    <ErrorSummary>
      <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
      <ErrorSummary.List>
        {summaryItems(props).map(item => (
          <ErrorSummary.ListItem key={item.href + item.text} href={item.href}>
            {item.text}
          </ErrorSummary.ListItem>
        ))}
        {props.lacks.map(lack => (
          <li key={lack}>{lack}</li>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}

/** Ours first, then the service's own, as they stand on the page. */
function summaryItems({ consultation, issues }: Pick<ConsultationPageProps, 'consultation' | 'issues'>) {
  const isSite = (issue: AnswerIssue) => issue.linkId.startsWith(SITE_PREFIX)
  const site = consultation.siteQuestions
  return [
    ...errorSummaryItems(
      consultation.questionnaire,
      issues.filter(issue => !isSite(issue)),
    ),
    ...(site ? errorSummaryItems(site.questionnaire, issues.filter(isSite)) : []),
  ]
}

/** What the service's rules say as far as it is known now; who declined before is asked whether that has changed. */
function rulesOf({ consultation, declinedOn }: ConsultationPageProps) {
  const { chosen, stops, today } = consultation
  if (!chosen || stops.length > 0) return undefined
  return { service: chosen.service, eligibility: withDeclined(chosen, declinedOn), today }
}

/** "No fit note today", where the record shows one: said under the very words. */
function noteHint({ issuedToday, service }: Consultation): OptionHints {
  if (issuedToday === undefined) return {}
  const hints = pathwayHints(service, CS.pathway)
  const refer = `${CS.pathway}|refer`
  return { pathway: { ...hints, [refer]: [hints[refer], ISSUED_TODAY].filter(Boolean).join(' ') } }
}

function AnswerForm(props: ConsultationPageProps): ReactElement {
  const { consultation, issues, typed, opened } = props
  const { draft, published, questionnaire, context, service } = consultation
  const offering = offeringTo(context.clinician.profession)
  const rules = rulesOf(props)
  const kinds = behindProblems(context.conditions, mainConditionOptions(consultation))
  return (
    <KeptForm action={pathOf(consultation, '')} keep={pathOf(consultation, 'typed')} folds>
      <PageIdentity consultation={consultation} />
      <ServiceChoice consultation={consultation} picked={[typed.service].flat()[0]} />
      <div className="ww-questions">
        <QuestionnaireForm
          questionnaire={questionnaire}
          response={draft.response}
          typed={typed}
          issues={[...issues]}
          prefilled={new Set(draft.prefilled)}
          recordNotes={recordNotes(draft, typed)}
          compiled={compiledQuestions(published, service, offering)}
          {...(offering === 'by-answer' ? { optionConditions: { pathway: PATHWAY_CONDITIONS } } : {})}
          optionHints={{ 'main-condition': problemHints(context.conditions), ...noteHint(consultation) }}
          {...(kinds === undefined ? {} : { behind: { 'main-condition': kinds } })}
          folding={foldingOf(consultation, typed, opened)}
          after={{ sharing: <WhatLeaves consultation={consultation} /> }}
        />
        {rules && <RulesDetails {...rules} />}
        <WritingHelp consultation={consultation} />
      </div>
      <SiteQuestionsForm consultation={consultation} issues={issues} typed={typed} />
      <WayOn missing={stillToAnswer(consultation, typed)} />
    </KeptForm>
  )
}

const mainConditionOptions = ({ published }: Consultation) => {
  const item = published.item?.find(each => each.linkId === 'main-condition')
  return item === undefined ? [] : optionsOf(published, item)
}
