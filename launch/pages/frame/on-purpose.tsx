import { Details, InsetText } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'

const BY = {
  you: 'You asked to be phoned before contact.',
  referrer: 'The referrer asked to be phoned before contact.',
} as const

const READ_AT_HOME =
  'What is printed, filed or texted can be read by whoever is at home with the patient or holds their phone.'

/** Why a page is careful (hazard H24). */
export const ReadAtHome = ({ by = 'you' }: { by?: keyof typeof BY }): ReactElement => (
  <InsetText className="ww-no-print">
    <p>
      {BY[by]} {READ_AT_HOME}
    </p>
  </InsetText>
)

/** What is not offered by itself to this patient, to be opened on purpose; needs no script. */
export function OnPurpose(props: {
  by?: keyof typeof BY
  summary: string
  isOpen?: boolean
  children: ReactNode
}): ReactElement {
  const { by = 'you', summary, isOpen = false, children } = props
  return (
    <>
      <ReadAtHome by={by} />
      <Details open={isOpen} className="ww-no-print">
        <Details.Summary>{summary}</Details.Summary>
        <Details.Text>{children}</Details.Text>
      </Details>
    </>
  )
}
