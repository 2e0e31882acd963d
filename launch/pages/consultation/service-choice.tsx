import { Radios } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { PossibleService } from '../../../src/domain/where-to-refer.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { summaryOf } from './eligibility-panel.tsx'

/** Where the patient's practice and address lie in the areas of several services, the clinician picks (hazard H12). */
export function ServiceChoice(props: {
  consultation: Consultation
  /** Picked on the page, and not handed in yet. */
  picked: string | undefined
}): ReactElement | null {
  const { consultation, picked } = props
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
        <Radios.Item
          key={candidate.service.id}
          value={candidate.service.id}
          hint={hintOf(candidate)}
          defaultChecked={candidate.service.id === (picked ?? service?.id)}
        >
          {candidate.service.name}
        </Radios.Item>
      ))}
    </Radios>
  )
}

function hintOf({ service, because, eligibility }: PossibleService): string {
  const no = eligibility.findings.filter(each => each.state === 'not-here').map(each => each.says)
  return [
    `The patient ${because.join(', and ')}.`,
    `${summaryOf(service, eligibility)}.`,
    ...no,
    service.firstContact,
  ].join(' ')
}
