import { Button, DateInput, ErrorSummary, TextInput } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { LetterReply } from '../../src/domain/site.ts'
import { Page } from '../web/page.tsx'
import { SERVICE_NAME } from './reply-deps.ts'

const WRONG: Record<LetterReply['asks'], string> = {
  'service-code': 'This is not your service’s code. Check it, and type it again',
  'date-of-birth': 'This is not the patient’s date of birth as the letter has it. Check it, and type it again',
}

/** Nothing of the patient stands here, nor who referred, nor to whom: only what is asked. */
export function FactorPage(props: {
  asks: LetterReply['asks']
  to: string
  isWrong: boolean
  triesLeft: number
  synthetic: boolean
}): ReactElement {
  const { asks, to, isWrong, triesLeft, synthetic } = props
  const error = isWrong ? WRONG[asks] : undefined
  const id = asks === 'service-code' ? 'code' : 'born'
  return (
    <Page
      title="Answer a letter"
      heading="Answer a referral letter"
      service={SERVICE_NAME}
      synthetic={synthetic}
      errors={isWrong}
    >
      {error !== undefined && (
        <ErrorSummary>
          <ErrorSummary.Title>Not opened</ErrorSummary.Title>
          <ErrorSummary.List>
            <ErrorSummary.ListItem href={asks === 'service-code' ? '#code' : '#born-day'}>
              {error}.
            </ErrorSummary.ListItem>
            <ErrorSummary.ListItem>
              {triesLeft === 1 ? 'You have one more try.' : `You have ${triesLeft} more tries.`} After that the link is
              locked.
            </ErrorSummary.ListItem>
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <p>To show that the letter reached the service that it is for:</p>
      <form method="post" action={to} noValidate>
        {asks === 'service-code' ? (
          <TextInput
            id={id}
            name="code"
            type="password"
            label="Your service’s code"
            labelProps={{ size: 's' }}
            hint="The practice agreed it with your service. It is not on the letter."
            width={20}
            autoComplete="off"
            error={error}
          />
        ) : (
          <DateInput
            id={id}
            name="born"
            legend="The patient’s date of birth"
            legendProps={{ size: 's' }}
            hint="It is on the letter. For example, 27 3 1985"
            error={error}
          >
            <DateInput.Day autoComplete="off" />
            <DateInput.Month autoComplete="off" />
            <DateInput.Year autoComplete="off" />
          </DateInput>
        )}
        <Button type="submit">Open the referral</Button>
      </form>
    </Page>
  )
}

/** For a letter on paper: its code is typed. */
export function CodePage({ isUnknown, synthetic }: { isUnknown: boolean; synthetic: boolean }): ReactElement {
  const error = isUnknown ? 'No letter has this code. Check it, and type it again' : undefined
  return (
    <Page
      title="Answer a letter"
      heading="Answer a referral letter"
      service={SERVICE_NAME}
      synthetic={synthetic}
      errors={isUnknown}
    >
      {error !== undefined && (
        <ErrorSummary>
          <ErrorSummary.Title>Not found</ErrorSummary.Title>
          <ErrorSummary.List>
            <ErrorSummary.ListItem href="#letter">{error}.</ErrorSummary.ListItem>
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <form method="post" action="/reply/" noValidate>
        <TextInput
          id="letter"
          name="letter"
          label="The letter’s code"
          labelProps={{ size: 's' }}
          hint="Twenty letters and digits, as they stand on the letter"
          width={30}
          autoComplete="off"
          spellCheck={false}
          error={error}
        />
        <Button type="submit">Go on</Button>
      </form>
    </Page>
  )
}
