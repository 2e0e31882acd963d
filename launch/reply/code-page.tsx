import { Button, TextInput } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { StartPage } from './start-page.tsx'

/** For a letter on paper: its code is typed. */
export function CodePage({ isUnknown, synthetic }: { isUnknown: boolean; synthetic: boolean }): ReactElement {
  const error = isUnknown ? 'No letter has this code. Check it, and type it again' : undefined
  const trouble = error === undefined ? undefined : { title: 'Not found', error, at: 'letter' }
  return (
    <StartPage trouble={trouble} synthetic={synthetic}>
      <form method="post" action="/reply/" noValidate>
        <TextInput
          id="letter"
          name="letter"
          label="The letter’s code"
          labelProps={{ size: 's' }}
          hint="The 20 letters and numbers printed on the letter"
          width={30}
          autoComplete="off"
          spellCheck={false}
          error={error}
        />
        <Button type="submit">Continue</Button>
      </form>
    </StartPage>
  )
}
