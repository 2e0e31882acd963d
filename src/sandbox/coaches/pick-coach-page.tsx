import { Button } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import { COACHES } from './coaches.ts'

/** Who signs in: one button a person, no password. */
export function PickCoachPage(props: { action: string; request: Readonly<Record<string, string>> }): ReactElement {
  const { action, request } = props
  return (
    <Page title="Sign in" heading="Who signs in?" service="Make-believe sign-in" synthetic>
      {COACHES.map(({ id, name, what }) => (
        <form key={id} method="post" action={action}>
          {Object.entries(request).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <input type="hidden" name="coach" value={id} />
          <Button type="submit" secondary>
            {name}
          </Button>
          <p className="nhsuk-body-s">{what}</p>
        </form>
      ))}
    </Page>
  )
}
