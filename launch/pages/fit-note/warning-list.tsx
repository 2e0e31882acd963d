import type { ReactElement } from 'react'
import type { NoteWarning } from '../../../src/domain/fit-note-draft.ts'

const WEIGHT_WORDS: Record<NoteWarning['weight'], string> = {
  'soft-stop': 'Stop and think',
  warning: 'Check',
  hint: 'Note',
}

/** What the rules say, each with its source. Nothing here blocks: the clinician decides (hazards H05, H06). */
export function WarningList(props: {
  warnings: readonly NoteWarning[]
  /** Otherwise only dates and advice were looked at, and that is said. */
  isWhole: boolean
}): ReactElement {
  const { warnings, isWhole } = props
  const what = isWhole ? '' : ' on dates and advice'
  return (
    <section id="warnings" aria-labelledby="warnings-heading">
      <h2 className="nhsuk-heading-m" id="warnings-heading">
        {warnings.length === 0 ? `The rules${what} find nothing` : `What the rules${what} say`}
      </h2>
      {warnings.length > 0 && (
        <>
          <p>None of this blocks the note: you decide.</p>
          {warnings.map(({ rule, weight, text, source }) => (
            <div className="ww-warning" key={rule}>
              <p>
                <strong>{WEIGHT_WORDS[weight]}:</strong> {text}
                {weight === 'soft-stop' && ' If you go on, write your reason in the full draft.'}
              </p>
              <p className="nhsuk-body-s">Source: {source}</p>
            </div>
          ))}
        </>
      )}
    </section>
  )
}
