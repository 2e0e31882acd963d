import { Button, Select } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import { CLINICIANS } from './clinicians.ts'
import { EHR_NAME } from './message-page.tsx'
import type { PatientList } from './patient-list.ts'

/** Asked by the authorization server when the app was opened without a record: who is there, and whose record it is about. */
export function ChoosePatientPage({ patients, request }: PatientList & { request: string }): ReactElement {
  return (
    <Page title="Choose a patient" heading="Whose record is it about?" service={EHR_NAME} synthetic wide>
      <link rel="stylesheet" href="/ehr.css" />
      <p>
        The WorkWell referral app was opened without a record, and asks to read one. Choose the patient, or cancel to
        give it none.
      </p>
      <form action="/oauth/choose" method="post">
        <input type="hidden" name="request" value={request} />
        <Button type="submit" name="cancel" value="yes" secondary>
          Cancel
        </Button>
        <Select id="clinician" name="clinician" label="Clinician" hint="Who is signed in to the record">
          {CLINICIANS.map(({ key, label }) => (
            <Select.Option key={key} value={key}>
              {label}
            </Select.Option>
          ))}
        </Select>
        <ul className="ehr-choices">
          {patients.map(({ id, name, scenario }) => (
            <li key={id}>
              <span className="ehr-choices__who">
                <strong>{name}</strong>
                {scenario !== undefined && <span className="nhsuk-body-s">{` ${scenario}`}</span>}
              </span>
              <Button type="submit" name="patient" value={id} small secondary>
                {`Choose ${name}`}
              </Button>
            </li>
          ))}
        </ul>
      </form>
    </Page>
  )
}
