import { SummaryList } from 'nhsuk-react-components'
import type { ReactElement } from 'react'

/** What is said, line by line, each under its name. */
export function Lines({
  lines,
}: {
  readonly lines: readonly (readonly [label: string, said: string])[]
}): ReactElement {
  return (
    <SummaryList>
      {lines.map(([label, said]) => (
        <SummaryList.Row key={label}>
          <SummaryList.Key>{label}</SummaryList.Key>
          <SummaryList.Value>{said}</SummaryList.Value>
        </SummaryList.Row>
      ))}
    </SummaryList>
  )
}
