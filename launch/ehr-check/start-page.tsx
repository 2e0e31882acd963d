import type { ReactElement } from 'react'
import type { EhrRegistry } from '../smart/ehr-registry.ts'
import { Page } from '../web/page.tsx'

export const checkUrl = (issuer: string): string => `/ehr-check?${new URLSearchParams({ iss: issuer })}`

/** Where an EHR's engineers begin: each registered EHR, and the two depths of the check. */
export function StartPage(props: {
  registry: EhrRegistry
  launchUrl: string
  writeUrl: string
  synthetic: boolean
}): ReactElement {
  const { registry, launchUrl, writeUrl, synthetic } = props
  return (
    <Page title="EHR check" heading="Can your EHR launch this app?" synthetic={synthetic}>
      <p>
        This check says for each rule that the app relies on whether your EHR keeps it, where the standard says so, and
        what to do. It is for the people who build or connect an EHR.
      </p>
      <h2 className="nhsuk-heading-m">Without signing in</h2>
      {registry.length === 0 && <p>No EHR is registered with this app yet.</p>}
      <ul>
        {registry.map(({ name, issuer }) => (
          <li key={issuer}>
            <a href={checkUrl(issuer)}>{`Check ${name}`}</a>
            <br />
            <span className="ww-reference">{issuer}</span>
          </li>
        ))}
      </ul>
      <p>
        Is your EHR not in this list? Run <code>npm run ehr-check</code> with its FHIR base, or have it added to the
        registry.
      </p>
      <h2 className="nhsuk-heading-m">With a whole launch</h2>
      <p>
        Launch this address from your EHR in place of <code>/launch</code>, for a test patient, and sign in. The report
        comes where the consultation would:
      </p>
      <p>
        <code className="ww-reference">{launchUrl}</code>
      </p>
      <p>
        To check writing too, launch the next address. It writes one ServiceRequest that is marked as entered in error:
      </p>
      <p>
        <code className="ww-reference">{writeUrl}</code>
      </p>
      {registry.some(({ standalone }) => standalone) && (
        <>
          <p>Where an EHR offers launches without a record, it can be done from here:</p>
          <ul>
            {registry
              .filter(({ standalone }) => standalone)
              .map(({ name, issuer }) => (
                <li key={issuer}>
                  <a
                    href={`/ehr-check/launch?${new URLSearchParams({ iss: issuer })}`}
                  >{`Sign in at ${name} and check it`}</a>
                </li>
              ))}
          </ul>
        </>
      )}
    </Page>
  )
}
