import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'

export const EHR_NAME = 'Make-believe EHR'

/** Something went wrong in the make-believe EHR: what, and what to do now. */
export function MessagePage({ title, what, next }: { title: string; what: string; next: string }): ReactElement {
  return (
    <Page title={title} heading={title} service={EHR_NAME} synthetic>
      <p>{what}</p>
      <p>{next}</p>
      <p>
        <a href="/">Back to the list of patients</a>
      </p>
    </Page>
  )
}
