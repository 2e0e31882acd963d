import type { ReactElement } from 'react'
import { Page } from './page.tsx'

/** The app's own address, opened without a patient: says where it is to be opened from. */
export function WelcomePage({ sandboxUrl }: { sandboxUrl: string | undefined }): ReactElement {
  return (
    <Page
      title="Refer to WorkWell"
      heading="Open this app from a patient’s record"
      synthetic={sandboxUrl !== undefined}
    >
      <p>
        This app is opened by your record system, for the patient whose record is open. It has nothing to show without
        one.
      </p>
      {sandboxUrl !== undefined && (
        <p>
          To try it, <a href={`${sandboxUrl}/`}>open the make-believe record system</a>.
        </p>
      )}
    </Page>
  )
}
