import { ErrorSummary } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import { Page } from '../web/page.tsx'
import { SERVICE_NAME } from './reply-deps.ts'

/** Before a letter is open: nothing of the patient, of who referred, or to whom stands here. */
export function StartPage(props: {
  /** Why it was not opened: what, on which control, and what else there is to know. */
  trouble: { title: string; error: string; at: string; also?: string } | undefined
  synthetic: boolean
  children: ReactNode
}): ReactElement {
  const { trouble, synthetic, children } = props
  return (
    <Page
      title="Answer a letter"
      heading="Answer a referral letter"
      service={SERVICE_NAME}
      synthetic={synthetic}
      errors={trouble !== undefined}
    >
      {trouble && (
        <ErrorSummary>
          <ErrorSummary.Title>{trouble.title}</ErrorSummary.Title>
          <ErrorSummary.List>
            <ErrorSummary.ListItem href={`#${trouble.at}`}>{trouble.error}.</ErrorSummary.ListItem>
            {trouble.also && <ErrorSummary.ListItem>{trouble.also}</ErrorSummary.ListItem>}
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      {children}
    </Page>
  )
}
