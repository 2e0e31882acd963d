import { SummaryList } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { type PaperLine, standingLines } from './paper-line.ts'
import type { PaperTerms } from './what-papers-hold.ts'

/** The lines of a paper, each under its name: those that the table of papers lets stand on it. */
export function PaperLines({ lines, terms }: { lines: readonly PaperLine[]; terms: PaperTerms }): ReactElement {
  return (
    <SummaryList>
      {standingLines(lines, terms).map(({ label, said }) => (
        <SummaryList.Row key={`${label} ${said}`}>
          <SummaryList.Key>{label}</SummaryList.Key>
          <SummaryList.Value>{said}</SummaryList.Value>
        </SummaryList.Row>
      ))}
    </SummaryList>
  )
}
