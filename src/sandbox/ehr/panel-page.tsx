import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import { displayClinician, type MakeBelieveClinician } from './clinicians.ts'
import type { ListedPatient } from './listed-patient.ts'
import { EHR_NAME } from './message-page.tsx'

export interface PanelPageProps {
  readonly patient: ListedPatient
  readonly clinician: MakeBelieveClinician
  /** The app's launch address, with iss and launch. */
  readonly src: string
}

/** The record with the app in a 400-pixel panel beside it, as EHRs embed apps: the app's frame is on another site. */
export function PanelPage({ patient, clinician, src }: PanelPageProps): ReactElement {
  return (
    <Page title={patient.name} service={EHR_NAME} synthetic wide>
      <link rel="stylesheet" href="/ehr.css" />
      <div className="ehr-record">
        <div className="ehr-record__main">
          <h1 className="nhsuk-heading-l">{patient.name}</h1>
          <p>
            Record open as {displayClinician(clinician)}. {patient.scenario}
          </p>
          <p>
            <a href="/">Back to the list of patients</a>
          </p>
        </div>
        <iframe className="ehr-record__panel" title={`WorkWell referral for ${patient.name}`} src={src} />
      </div>
    </Page>
  )
}
