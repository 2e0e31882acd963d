import type { ReactElement } from 'react'
import { Page } from './page.tsx'

export interface ErrorPageProps {
  title: string
  /** What happened, in one or two plain sentences. */
  what: string
  /** What the person can do now. */
  next: string
  /** Where it can be done in a window of its own. */
  ownWindow?: string | undefined
  /** What support needs to find the log line; says nothing by itself. */
  reference?: string | undefined
  synthetic?: boolean
  /** Whose page it is, where it is not the clinician's. */
  service?: string
}

/** Anything that went wrong, said to a person: what happened, what to do next. */
export function ErrorPage({
  title,
  what,
  next,
  ownWindow,
  reference,
  synthetic = false,
  service,
}: ErrorPageProps): ReactElement {
  return (
    <Page title={title} heading={title} synthetic={synthetic} {...(service && { service })}>
      <p>{what}</p>
      <h2 className="nhsuk-heading-s">What to do now</h2>
      <p>{next}</p>
      {ownWindow !== undefined && (
        <a className="nhsuk-button" href={ownWindow} target="_blank" rel="noopener noreferrer">
          Open WorkWell in its own window
        </a>
      )}
      {reference !== undefined && (
        <p className="nhsuk-body-s">
          If you ask for help, give this reference: <strong>{reference}</strong>
        </p>
      )}
    </Page>
  )
}
