import { SummaryList, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { ContactDetails, ContactField } from '../../src/domain/contact-details.ts'
import { messageWords } from '../../src/domain/leaving-messages.ts'
import { concernText } from '../../src/fhir/task-talk.ts'
import type { Letter } from '../../src/store/letters.ts'
import { ActionForm } from '../hub/action/action-form.tsx'
import type { FieldProblem, Typed } from '../hub/action/read-action.ts'
import { TALK_FIELDS } from '../hub/talk/talk-fields.ts'
import { TALK_WORDS } from '../hub/talk/talk-words.ts'
import { Page } from '../web/page.tsx'
import { Born } from './born.tsx'
import { SERVICE_NAME } from './reply-deps.ts'

/** A letter of before names nobody to phone, and holds the contact details itself. */
const ASK_THE_PRACTICE = 'Phone the practice that is named on the letter before any contact with the patient.'

/** Before anything else that a service could do with the letter (hazard H10). */
export const TalkFirst = ({ letter, home }: { letter: Letter; home: string }): ReactElement => (
  <WarningCallout>
    <WarningCallout.Heading headingLevel="h2">Phone the referrer first</WarningCallout.Heading>
    <p>
      <strong>{concernText(letter.content.task) ?? ASK_THE_PRACTICE}</strong>
    </p>
    <p>
      <a href={`${home}spoken`}>{TALK_WORDS.spoken.does}</a>
    </p>
  </WarningCallout>
)

const LINES: readonly (readonly [label: string, of: ContactField])[] = [
  ['Phone', 'phone'],
  ['Email', 'email'],
  ['Address', 'address'],
  ['How to make contact safely', 'safety'],
]

/** How to reach the patient, once it was released. */
export const Reached = ({ contact }: { contact: ContactDetails }): ReactElement => (
  <section aria-label="How to reach the patient">
    <h2 className="nhsuk-heading-m">How to reach the patient</h2>
    <SummaryList className="ww-pairs">
      {LINES.map(([label, of]) => (
        <SummaryList.Row key={of}>
          <SummaryList.Key>{label}</SummaryList.Key>
          <SummaryList.Value>{contact[of] || 'Not given'}</SummaryList.Value>
        </SummaryList.Row>
      ))}
      <SummaryList.Row>
        <SummaryList.Key>Messages</SummaryList.Key>
        <SummaryList.Value>{messageWords(contact.messages)}</SummaryList.Value>
      </SummaryList.Row>
    </SummaryList>
  </section>
)

export function ReplyTalkPage(props: {
  letter: Letter
  home: string
  typed: Typed
  problems: readonly FieldProblem[]
  trouble?: string | undefined
  synthetic: boolean
}): ReactElement {
  const { letter, home, typed, problems, trouble, synthetic } = props
  const { does, explains } = TALK_WORDS.spoken
  return (
    <Page
      title={does}
      heading={`${does}: ${letter.content.patient.name}`}
      service={SERVICE_NAME}
      synthetic={synthetic}
      errors={problems.length > 0 || trouble !== undefined}
    >
      <Born {...letter.content.patient} />
      <ActionForm
        to={`${home}spoken`}
        version={String(letter.version)}
        {...{ does, fields: TALK_FIELDS, typed, problems, trouble }}
      >
        <p>{explains}</p>
      </ActionForm>
      <p>
        <a href={home}>Back to the referral</a>
      </p>
    </Page>
  )
}
