import { Button, ErrorSummary, Radios, Textarea, TextInput } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import {
  AMENDMENTS,
  type ContactDetails,
  type ContactField,
  type ContactProblem,
} from '../../../src/domain/contact-details.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { type ContactQuestions, contactLimitsOf } from '../../../src/fhir/contact-questions.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { ConsultationPage, PageIdentity } from '../frame/consultation-page.tsx'
import { isNotConfirmed, type NotConfirmed, notConfirmedWords } from '../frame/not-confirmed.ts'

export type AmendTrouble = ContactProblem | 'NO_REASON' | NotConfirmed

const FIELD: Readonly<Record<Exclude<AmendTrouble, NotConfirmed>, string>> = {
  NO_WAY: 'phone',
  PHONE: 'phone',
  EMAIL: 'email',
  LONG_PHONE: 'phone',
  LONG_EMAIL: 'email',
  LONG_ADDRESS: 'address',
  LONG_SAFETY: 'safety',
  NO_REASON: 'why',
}
const tooLong =
  (field: ContactField) =>
  (questions: ContactQuestions): string =>
    `Use ${contactLimitsOf(questions)[field]} characters or fewer for: ${questions[field].text}`

const WORDS: Readonly<Record<Exclude<AmendTrouble, NotConfirmed>, (questions: ContactQuestions) => string>> = {
  NO_WAY: () => 'Enter at least one way to reach the patient',
  PHONE: () => 'Enter a phone number, like 07700 900123',
  EMAIL: () => 'Enter an email address, like name@example.org',
  LONG_PHONE: tooLong('phone'),
  LONG_EMAIL: tooLong('email'),
  LONG_ADDRESS: tooLong('address'),
  LONG_SAFETY: tooLong('safety'),
  NO_REASON: () => 'Select why you are correcting it',
}

const AGAIN = ', so it may not know of it. What you typed is below. You can safely send it again'

const wordsOf = (trouble: AmendTrouble, service: WorkWellService, questions: ContactQuestions): string =>
  isNotConfirmed(trouble)
    ? notConfirmedWords(trouble, { service, what: 'the correction', again: AGAIN })
    : WORDS[trouble](questions)

const fieldOf = (trouble: AmendTrouble): string => (isNotConfirmed(trouble) ? 'phone' : FIELD[trouble])

/** What the service was told, to be corrected. Nothing but ways to reach the patient can be changed here: all of it leaves at every level. */
export function AmendPage(props: {
  consultation: Consultation
  service: WorkWellService
  questions: ContactQuestions
  back: string
  isHeld: boolean
  typed: ContactDetails
  why: string
  troubles: readonly AmendTrouble[]
  synthetic: boolean
}): ReactElement {
  const { consultation, service, questions, back, isHeld, typed, why, troubles, synthetic } = props
  const errorAt = (field: string): { error?: string } => {
    const trouble = troubles.find(each => !isNotConfirmed(each) && FIELD[each] === field)
    return trouble ? { error: wordsOf(trouble, service, questions) } : {}
  }
  const recorded = consultation.draft.recordSays?.['contact-phone']
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Correct how to reach the patient"
      heading="Correct how to reach the patient"
      errors={troubles.length > 0}
    >
      {troubles.length > 0 && (
        <ErrorSummary>
          <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
          <ErrorSummary.List>
            {troubles.map(each => (
              <ErrorSummary.ListItem key={each} href={`#${fieldOf(each)}`}>
                {wordsOf(each, service, questions)}
              </ErrorSummary.ListItem>
            ))}
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <p>
        {isHeld
          ? `${service.name} has none of this yet. It is kept here until you have spoken with the coach, and your changes are sent with it then.`
          : `This is what ${service.name} has. It gets your changes at once, with your name and the reason.`}
      </p>
      {recorded !== undefined && recorded !== typed.phone && (
        <p>
          The patient’s record has the number <strong>{recorded}</strong>.
        </p>
      )}
      <form method="post" noValidate>
        <PageIdentity consultation={consultation} />
        <TextInput
          id="phone"
          name="phone"
          label={questions.phone.text}
          labelProps={{ size: 's' }}
          type="tel"
          width={20}
          autoComplete="off"
          defaultValue={typed.phone}
          {...errorAt('phone')}
        />
        <TextInput
          id="email"
          name="email"
          label={questions.email.text}
          labelProps={{ size: 's' }}
          type="email"
          autoComplete="off"
          defaultValue={typed.email}
          {...errorAt('email')}
        />
        <TextInput
          id="address"
          name="address"
          label={questions.address.text}
          labelProps={{ size: 's' }}
          autoComplete="off"
          defaultValue={typed.address}
          {...errorAt('address')}
        />
        <Textarea
          id="safety"
          name="safety"
          rows={2}
          label={questions.safety.text}
          labelProps={{ size: 's' }}
          hint="For example: no voicemail, not the home number"
          defaultValue={typed.safety}
          {...errorAt('safety')}
        />
        <Radios id="messages-group" name="messages" legend={questions.messages.text} legendProps={{ size: 's' }}>
          <Radios.Item id="messages" value="yes" defaultChecked={typed.messages === true}>
            Yes
          </Radios.Item>
          <Radios.Item id="messages-no" value="no" defaultChecked={typed.messages === false}>
            No
          </Radios.Item>
        </Radios>
        <Radios
          id="why-group"
          name="why"
          legend="Why are you correcting it?"
          legendProps={{ size: 's' }}
          {...errorAt('why')}
        >
          {Object.entries(AMENDMENTS).map(([code, words], index) => (
            <Radios.Item key={code} id={index === 0 ? 'why' : `why-${code}`} value={code} defaultChecked={why === code}>
              {words}
            </Radios.Item>
          ))}
        </Radios>
        <Button type="submit" preventDoubleClick>
          Save the correction
        </Button>
      </form>
      <p>
        <a href={back}>Cancel, and keep it as it is</a>
      </p>
    </ConsultationPage>
  )
}
