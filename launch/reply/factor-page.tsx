import { Button, DateInput, TextInput } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { LetterReply } from '../../src/domain/channel.ts'
import { StartPage } from './start-page.tsx'

const WRONG: Record<LetterReply['asks'], string> = {
  'service-code': 'This is not your service’s code. Check it, and type it again',
  'date-of-birth': 'This is not the patient’s date of birth as the letter has it. Check it, and type it again',
}

/** Asks for the second thing that the site pack names. */
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
  const also = `${triesLeft === 1 ? 'You have one more try.' : `You have ${triesLeft} more tries.`} After that the link is locked.`
  const at = asks === 'service-code' ? 'code' : 'born-day'
  return (
    <StartPage
      trouble={error === undefined ? undefined : { title: 'Not opened', error, at, also }}
      synthetic={synthetic}
    >
      <p>This shows us that the letter reached the right service.</p>
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
    </StartPage>
  )
}
