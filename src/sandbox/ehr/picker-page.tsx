import { Button, Select, Table } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import { displayDate, isLocalDate } from '../../domain/local-date.ts'
import { displayNhsNumber } from '../../domain/nhs-number.ts'
import { CLINICIANS } from './clinicians.ts'
import type { ListedPatient } from './listed-patient.ts'
import { EHR_NAME } from './message-page.tsx'
import type { PatientList } from './patient-list.ts'

/** What a record may open the app for, as its documentation names them; and one that no app knows. */
const INTENTS = ['workwell-refer', 'workwell-status', 'another-apps-intent']

/** The column's heading in the cell, where a narrow screen shows rows as blocks; the table's own headings serve the rest. */
const NarrowHeading = ({ children }: { children: string }): ReactElement => (
  <span className="nhsuk-table-responsive__heading" aria-hidden="true">
    {`${children} `}
  </span>
)

function PatientRow({ patient }: { patient: ListedPatient }): ReactElement {
  const { id, name, birthDate, nhsNumber, scenario } = patient
  return (
    <Table.Row>
      <Table.Cell>
        <div className="ehr-name">
          <strong>{name}</strong>
          {scenario !== undefined && <p className="nhsuk-body-s nhsuk-u-margin-bottom-0">{scenario}</p>}
        </div>
      </Table.Cell>
      <Table.Cell>
        <NarrowHeading>Date of birth</NarrowHeading>
        {birthDate === undefined ? 'not recorded' : isLocalDate(birthDate) ? displayDate(birthDate) : birthDate}
      </Table.Cell>
      <Table.Cell>
        <NarrowHeading>NHS number</NarrowHeading>
        <span className="ehr-number">{nhsNumber === undefined ? 'none' : displayNhsNumber(nhsNumber)}</span>
      </Table.Cell>
      <Table.Cell>
        <div className="ehr-buttons">
          <Button type="submit" name="patient" value={id} formTarget="_blank" small>
            {`Launch ${name}`}
          </Button>
          <Button type="submit" name="panel" value={id} small secondary>
            {`Open in panel ${name}`}
          </Button>
        </div>
      </Table.Cell>
    </Table.Row>
  )
}

/** Where a newcomer starts: who you are, whom you have open, and how the app opens. One form, no script. */
export function PickerPage(
  props: PatientList & { action: string; faults: readonly string[]; checks: boolean },
): ReactElement {
  const { patients, more, action, faults, checks } = props
  return (
    <Page title="Patients" heading="Pick a patient" service={EHR_NAME} synthetic wide>
      <link rel="stylesheet" href="/ehr.css" />
      <p>
        This is a make-believe electronic health record. It opens the WorkWell referral app as a real one would, with a
        SMART launch. Nobody here is real.
      </p>
      {checks && (
        <p>
          <strong>The launch buttons now open the app’s check of this EHR, not a consultation.</strong>{' '}
          <a href="/">Launch consultations again</a>.
        </p>
      )}
      {faults.length > 0 && (
        <p>
          <strong>{`It misbehaves on purpose: ${faults.join(', ')}.`}</strong>
        </p>
      )}
      <form action={action} method="post">
        <Select id="clinician" name="clinician" label="Clinician" hint="Who is signed in to the record">
          {CLINICIANS.map(({ key, label }) => (
            <Select.Option key={key} value={key}>
              {label}
            </Select.Option>
          ))}
        </Select>
        <Select id="intent" name="intent" label="Intent" hint="What the record opens the app for">
          <Select.Option value="">None</Select.Option>
          {INTENTS.map(intent => (
            <Select.Option key={intent} value={intent}>
              {intent}
            </Select.Option>
          ))}
        </Select>
        {patients.length === 0 ? (
          <p>
            The FHIR server of this record holds no patients. Load some with <code>npm run seed</code>, followed by its
            FHIR base.
          </p>
        ) : (
          <Table responsive caption={`${patients.length} patients`}>
            <Table.Head>
              <Table.Row>
                <Table.Cell>Name and scenario</Table.Cell>
                <Table.Cell>Date of birth</Table.Cell>
                <Table.Cell>NHS number</Table.Cell>
                <Table.Cell>Open the app</Table.Cell>
              </Table.Row>
            </Table.Head>
            <Table.Body>
              {patients.map(patient => (
                <PatientRow key={patient.id} patient={patient} />
              ))}
            </Table.Body>
          </Table>
        )}
        {more && <p>There are more patients on the FHIR server than this page shows.</p>}
      </form>
      <p>
        <a href="/faults">Make this EHR misbehave</a>, <a href="/clients">register the app with it</a> in another way,
        or <a href="/?check=on">let the app check it</a>, as an EHR’s engineers would.
      </p>
    </Page>
  )
}
