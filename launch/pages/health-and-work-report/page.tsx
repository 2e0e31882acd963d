import { Button, ErrorSummary } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { AnswerIssue } from '../../../src/questionnaire/validate-answers.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { errorSummaryItems } from '../../form/element-id.ts'
import { QuestionnaireForm } from '../../form/questionnaire-form.tsx'
import { ConsultationPage, PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { KeptForm } from '../frame/kept-form.tsx'
import type { ReportOfConsultation } from './report-of.ts'

/** For professions that may not certify, and for those who have detailed, staged advice to give. */
export function ReportPage(props: {
  consultation: Consultation
  written: ReportOfConsultation
  issues: readonly AnswerIssue[]
  typed: Record<string, string | string[]>
  synthetic: boolean
}): ReactElement {
  const { consultation, written, issues, typed, synthetic } = props
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="AHP Health and Work Report"
      heading="AHP Health and Work Report"
      errors={issues.length > 0}
    >
      {issues.length > 0 && (
        <ErrorSummary>
          <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
          <ErrorSummary.List>
            {errorSummaryItems(written.form, issues).map(item => (
              <ErrorSummary.ListItem key={item.href + item.text} href={item.href}>
                {item.text}
              </ErrorSummary.ListItem>
            ))}
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <p>
        Advice on health and work for the patient, the employer and, if the patient agrees, the GP. It can be evidence
        for sick pay, not for benefits. <strong>It is not a fit note.</strong>
      </p>
      <KeptForm
        action={pathOf(consultation, 'health-and-work-report')}
        keep={pathOf(consultation, 'health-and-work-report/typed')}
      >
        <PageIdentity consultation={consultation} />
        <QuestionnaireForm
          questionnaire={written.form}
          response={written.response}
          typed={typed}
          issues={[...issues]}
          prefilled={new Set()}
        />
        <Button type="submit">Save and see the report</Button>
      </KeptForm>
      <p>
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
    </ConsultationPage>
  )
}
