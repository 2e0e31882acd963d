import type { Questionnaire } from 'fhir/r4.js'
import { Button, Details, ErrorSummary, InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { mayCertify } from '../../../src/domain/clinician.ts'
import type { AnswerIssue } from '../../../src/questionnaire/validate-answers.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { errorSummaryItems } from '../../form/element-id.ts'
import { QuestionnaireForm } from '../../form/questionnaire-form.tsx'
import { ConsultationPage, PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { KeptForm } from '../frame/kept-form.tsx'
import { CopiedSentences } from './copied-sentences.tsx'
import type { FitNoteOfConsultation } from './fit-note-of.ts'
import { asksWithin, partsOfForm } from './parts-of-form.ts'
import { WarningList } from './warning-list.tsx'

/** Help to write a fit note: the fields of the form, and what its rules say. Nothing is ticked beforehand (hazard H08). */
export function FitNotePage(props: {
  consultation: Consultation
  fitNote: FitNoteOfConsultation
  issues: readonly AnswerIssue[]
  typed: Record<string, string | string[]>
  synthetic: boolean
}): ReactElement {
  const { consultation, fitNote, issues, typed, synthetic } = props
  const { form, response, warnings, profession, understood, isBegun, isWhole, copied } = fitNote
  const parts = partsOfForm(form)
  const part = (questionnaire: Questionnaire): ReactElement => (
    <QuestionnaireForm
      {...{ questionnaire, response, typed }}
      issues={issues.filter(each => asksWithin(questionnaire, each.linkId))}
      prefilled={new Set()}
      notes={understood ? { from: <p className="ww-understood">{understood}</p> } : {}}
    />
  )
  const mayNotCertify = profession !== 'unknown' && !mayCertify(profession.is)
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Help with a fit note"
      heading="Help with a fit note"
      errors={issues.length > 0}
    >
      {issues.length > 0 && (
        <ErrorSummary>
          <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
          <ErrorSummary.List>
            {errorSummaryItems(form, issues).map(item => (
              <ErrorSummary.ListItem key={item.href + item.text} href={item.href}>
                {item.text}
              </ErrorSummary.ListItem>
            ))}
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <p>
        Check dates and advice, and copy sentences for the comments box. <strong>It is not a fit note</strong>: issue
        the note in your record system.
      </p>
      {mayNotCertify && (
        <InsetText>
          <p>
            Your profession may not issue a fit note.{' '}
            <a href={pathOf(consultation, 'health-and-work-report')}>Write an AHP Health and Work Report</a>, which may
            serve for sick pay, or give this draft to a certifying colleague as a written report.
          </p>
        </InsetText>
      )}
      {isBegun && <WarningList {...{ warnings, isWhole }} />}
      {isBegun && <CopiedSentences copied={copied} />}
      <KeptForm action={pathOf(consultation, 'fit-note')} keep={pathOf(consultation, 'fit-note/typed')}>
        <PageIdentity consultation={consultation} />
        <div className="ww-note-dates">{part(parts.checked)}</div>
        <h2 className="nhsuk-heading-s">Sentences for the comments box</h2>
        {part(parts.copied)}
        <Button type="submit" name="do" value="check">
          Check and write sentences
        </Button>
        <Details open={isWhole || issues.some(each => asksWithin(parts.rest, each.linkId))}>
          <Details.Summary>Full draft of the note</Details.Summary>
          <Details.Text>
            {part(parts.rest)}
            <Button type="submit" name="do" value="check">
              Check the draft
            </Button>{' '}
            <Button type="submit" name="do" value="add-prompts" secondary>
              Add the sentences to the comments
            </Button>
          </Details.Text>
        </Details>
      </KeptForm>
      <p>
        {isBegun && (
          <>
            <a href={pathOf(consultation, 'fit-note/copy')}>See or print the draft</a>
            {' · '}
          </>
        )}
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
    </ConsultationPage>
  )
}
