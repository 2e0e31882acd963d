import { Button } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import { Page } from '../web/page.tsx'
import type { AtDesk } from './gate.ts'
import { SERVICE_NAME } from './hub-page-deps.ts'

/** A page of the worklist: whose desk it is, who is signed in, and the way out. */
export function DeskPage(props: {
  at: AtDesk
  title: string
  heading: ReactNode
  synthetic: boolean
  errors?: boolean
  wide?: boolean
  children: ReactNode
}): ReactElement {
  const { at, children, ...page } = props
  const { home, session, desk } = at
  return (
    <Page {...page} service={SERVICE_NAME}>
      {children}
      <div className="ww-desk nhsuk-u-margin-top-6">
        <p className="nhsuk-body-s">
          {desk.service.name}. Signed in as {session.name}.
        </p>
        <form method="post" action={`${home}sign-out`}>
          <Button type="submit" secondary>
            Sign out
          </Button>
        </form>
      </div>
    </Page>
  )
}
