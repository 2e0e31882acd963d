import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { Button, Details, ErrorSummary, InsetText, Textarea } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import type { FormAnswers } from '../../../src/questionnaire/form-body.ts'
import type { Problem } from '../../../src/questionnaire/items.ts'
import { namesByLinkId } from '../../../src/questionnaire/question-name.ts'
import { errorSummaryItems } from '../../form/element-id.ts'
import { QuestionnaireForm } from '../../form/questionnaire-form.tsx'
import { Page } from '../../web/page.tsx'
import { FIELD } from './read-upload.ts'

/** A Questionnaire that could be read, with the answers that were given to it. */
export interface Preview {
  readonly questionnaire: Questionnaire
  readonly notes: readonly Problem[]
  readonly response: QuestionnaireResponse
  readonly prefillProblems: readonly Problem[]
  readonly answers: FormAnswers | undefined
}

export interface PreviewPageProps {
  readonly synthetic: boolean
  /** The Questionnaire as it was pasted. */
  readonly text: string
  /** What keeps it from being used. */
  readonly problems: readonly string[]
  readonly preview?: Preview
}

/** A Questionnaire as clinicians would see it. */
export function PreviewPage({ synthetic, text, problems, preview }: PreviewPageProps): ReactElement {
  const issues = preview?.answers?.issues ?? []
  return (
    <Page
      title="Form preview"
      heading="Form preview"
      synthetic={synthetic}
      errors={problems.length > 0 || issues.length > 0}
    >
      <Problems problems={problems} />
      {problems.length === 0 && issues.length > 0 && preview && <Issues {...preview} />}
      {preview && <Drawn preview={preview} text={text} />}
      <Upload text={text} again={preview !== undefined} />
    </Page>
  )
}

function Problems({ problems }: { readonly problems: readonly string[] }): ReactElement | null {
  if (problems.length === 0) return null
  return (
    <ErrorSummary>
      <ErrorSummary.Title>This form cannot be used</ErrorSummary.Title>
      <ErrorSummary.List>
        {problems.map(problem => (
          <li key={problem}>{problem}</li>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}

function Issues({ questionnaire, answers }: Preview): ReactElement {
  return (
    <ErrorSummary>
      <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
      <ErrorSummary.List>
        {errorSummaryItems(questionnaire, answers?.issues ?? []).map(item => (
          <ErrorSummary.ListItem key={item.href + item.text} href={item.href}>
            {item.text}
          </ErrorSummary.ListItem>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}

function Drawn({ preview, text }: { readonly preview: Preview; readonly text: string }): ReactElement {
  const { questionnaire, notes, response, prefillProblems, answers } = preview
  const names = namesByLinkId(questionnaire.item)
  return (
    <>
      {notes.length > 0 && (
        <Details>
          <Details.Summary>{`What this form does not do (${notes.length})`}</Details.Summary>
          <Details.Text>
            <ul>
              {notes.map(note => (
                <li key={note.linkId + note.text}>
                  <strong>{names.get(note.linkId) ?? 'The form'}</strong>: {note.text}
                </li>
              ))}
            </ul>
          </Details.Text>
        </Details>
      )}
      {answers?.issues.length === 0 && !answers.goesOn && <Checked {...preview} />}
      <h2 className="nhsuk-heading-m">{questionnaire.title ?? questionnaire.name ?? 'The form'}</h2>
      <form method="post" action="/forms/preview" encType="multipart/form-data" noValidate>
        <input type="hidden" name={FIELD.text} value={text} />
        <input type="hidden" name={FIELD.step} value="check" />
        <QuestionnaireForm
          questionnaire={questionnaire}
          response={response}
          typed={answers?.typed ?? {}}
          issues={answers?.issues ?? []}
          prefilled={new Set()}
          problems={prefillProblems}
        />
        <Button type="submit">Check answers</Button>
      </form>
    </>
  )
}

/** What would leave: without the answers to questions that do not apply. */
function Checked({ questionnaire, response }: Preview): ReactElement {
  return (
    <InsetText>
      <p>The answers are complete. Nothing was kept or sent.</p>
      <Details>
        <Details.Summary>QuestionnaireResponse</Details.Summary>
        <Details.Text>
          <pre className="app-code">{JSON.stringify(withoutDisabled(questionnaire, response), undefined, 2)}</pre>
        </Details.Text>
      </Details>
    </InsetText>
  )
}

function Upload({ text, again }: { readonly text: string; readonly again: boolean }): ReactElement {
  return (
    <form method="post" action="/forms/preview" encType="multipart/form-data">
      <h2 className="nhsuk-heading-m">{again ? 'Show another form' : 'Show a form'}</h2>
      <p>See a FHIR R4 Questionnaire as clinicians would. Nothing is kept, and nothing that it links to is loaded.</p>
      <Textarea
        id="questionnaire"
        name={FIELD.text}
        label="Paste the Questionnaire (JSON)"
        labelProps={{ size: 's' }}
        rows={10}
        spellCheck={false}
        defaultValue={text}
      />
      <div className="nhsuk-form-group">
        <label className="nhsuk-label nhsuk-label--s" htmlFor="file">
          Or choose a file
        </label>
        <input
          type="file"
          className="nhsuk-file-upload"
          id="file"
          name={FIELD.file}
          accept=".json,application/json,application/fhir+json"
        />
      </div>
      <Button type="submit" secondary={again}>
        Show form
      </Button>
    </form>
  )
}
