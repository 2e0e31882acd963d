import { Container, SkipLink } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import { assetUrls } from './assets.ts'

const SERVICE = 'Refer to WorkWell'

// A data URL: a favicon would be one more request on every first page.
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#005eb8"/><path d="M5 9l5 14 6-12 6 12 5-14" fill="none" stroke="#fff" stroke-width="3"/></svg>',
)}`

export interface PageProps {
  /** Stands in the window's title and the browser's history: never a patient's name. */
  title: string
  /** The title stands without the service's name: a browser prints it on the paper and in the file, and some readers need not learn that name. */
  titleAlone?: boolean
  heading?: ReactNode
  service?: string
  /** The patient banner: between header and content, so that it stays in sight over the whole page. */
  banner?: ReactNode
  /** A page of the make-believe world says so (decision 6). */
  synthetic?: boolean
  wide?: boolean
  /** All that a desktop screen has: for a page whose content stands in columns. */
  columns?: boolean
  /** The form came back with errors: a screen reader hears it first, from the title. */
  errors?: boolean
  /** Stands in the foot. */
  foot?: ReactNode
  children: ReactNode
}

/** The whole HTML document. Compact, because it often lives in a 400-pixel panel beside the record. */
export function Page(props: PageProps): ReactElement {
  const { service = SERVICE } = props
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <title>{`${props.errors === true ? 'Error: ' : ''}${props.title}${props.titleAlone === true ? '' : ` - ${service}`}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" type="image/svg+xml" href={ICON} />
        <link rel="stylesheet" href={assetUrls.css} />
        <script type="module" src={assetUrls.js} />
      </head>
      <body className={props.columns === true ? 'ww-screen' : undefined}>
        <SkipLink />
        <header className="nhsuk-header ww-header">
          {props.synthetic === true && <p className="ww-synthetic">SYNTHETIC: make-believe patients only</p>}
          <Container className="nhsuk-header__container">
            <span className="nhsuk-header__service-name">{service}</span>
          </Container>
        </header>
        {props.banner}
        <Container>
          <main className="nhsuk-main-wrapper nhsuk-main-wrapper--s" id="maincontent">
            <div className="nhsuk-grid-row">
              <div className={props.wide === true ? 'nhsuk-grid-column-full' : 'nhsuk-grid-column-two-thirds'}>
                {props.heading !== undefined && <h1 className="nhsuk-heading-l">{props.heading}</h1>}
                {props.children}
              </div>
            </div>
          </main>
        </Container>
        {props.service === undefined && (
          <footer className="nhsuk-footer ww-footer">
            <Container>
              {props.foot && <p className="nhsuk-body-s">{props.foot}</p>}
              <p className="nhsuk-body-s">This app makes referrals to WorkWell. It does not issue fit notes.</p>
            </Container>
          </footer>
        )}
      </body>
    </html>
  )
}
