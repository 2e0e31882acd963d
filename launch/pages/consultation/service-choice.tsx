import { Radios } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Consultation } from '../consultation-of.ts'

/** Where the patient's practice and address lie in the areas of several services, the clinician picks (hazard H12). */
export function ServiceChoice({ consultation }: { consultation: Consultation }): ReactElement | null {
  const { candidates, service } = consultation
  if (candidates.length < 2) return null
  return (
    <Radios
      name="service"
      legend="Which WorkWell service?"
      legendProps={{ size: 's' }}
      hint="The patient’s practice or address lies in the area of each of these."
    >
      {candidates.map(candidate => (
        <Radios.Item key={candidate.id} value={candidate.id} defaultChecked={candidate.id === service?.id}>
          {candidate.name}
        </Radios.Item>
      ))}
    </Radios>
  )
}
