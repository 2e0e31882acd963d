import { Details } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { toldBy, toldFirst, type WorkWellService } from '../../../src/domain/site.ts'

/** What the patient is told before agreeing, in sight at the question; the whole of it stands behind one line (hazard H11). */
export function Told({ service }: { readonly service: WorkWellService }): ReactElement {
  return (
    <div className="ww-told">
      <p>Choosing a level records that you told them:</p>
      <ul>
        {toldFirst(service).map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Details>
        <Details.Summary>Tell the patient (in 30 seconds)</Details.Summary>
        <Details.Text>
          <p>
            “You need not be 100% fit to do some work, and some work can help you get better. A work and health coach
            can talk with you about what would make work possible, and with your employer if you want that. It is your
            choice, and nothing changes here if you say no. Would you like me to refer you? How much may I tell them?”
          </p>
          <p>{service.name} asks you to tell the patient:</p>
          <ul>
            {toldBy(service).map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Details.Text>
      </Details>
    </div>
  )
}
