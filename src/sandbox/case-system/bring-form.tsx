import { Button, Details, Select } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { STAGES } from '../../domain/coach-words.ts'
import { readStatus } from '../../fhir/read-status.ts'
import type { ReferralView } from '../../fhir/referral-view.ts'
import { businessStatusOf } from '../../fhir/task-standing.ts'
import { nameOf, STANDINGS, wayTo } from './way-to.ts'

/** For whoever wants to see what comes back: a service's own system takes the referral to any standing, step by step. */
export function BringForm({ referral, home }: { referral: ReferralView; home: string }): ReactElement | null {
  const from = referral.standing
  const ahead = STANDINGS.filter(to => from && (wayTo(from, to)?.length ?? 0) > 0)
  if (ahead.length === 0) return null
  return (
    <Details>
      <Details.Summary>Let a make-believe case system move it</Details.Summary>
      <Details.Text>
        <form method="post" action={`${home}referrals/${referral.taskId}/bring`} noValidate>
          <input type="hidden" name="version" value={referral.version} />
          <input type="hidden" name="about" value={referral.about} />
          <Select id="to" name="to" label="As far as" hint="By FHIR alone, each step on the newest version.">
            {ahead.map(to => (
              <Select.Option key={nameOf(to)} value={nameOf(to)}>
                {`${STAGES[readStatus({ status: to.phase, ...(to.state && { businessStatus: businessStatusOf(to.state) }) }).stage][0]} (${nameOf(to)})`}
              </Select.Option>
            ))}
          </Select>
          <Button type="submit" secondary>
            Move it
          </Button>
        </form>
      </Details.Text>
    </Details>
  )
}
