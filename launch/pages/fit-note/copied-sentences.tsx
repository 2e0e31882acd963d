import type { ReactElement } from 'react'
import type { copiedSentences } from '../../../src/domain/fit-note-prompts.ts'

/** To be copied into the comments box of the record system's own note, with one press or by hand. */
export function CopiedSentences({ copied }: { copied: ReturnType<typeof copiedSentences> }): ReactElement | null {
  const { sentences, unfinished, withheld } = copied
  return (
    <>
      {unfinished && (
        <p className="ww-warning">
          <strong>Check:</strong> a limit is left out. Select what is limited, and say how far: an amount or a time.
        </p>
      )}
      {withheld && (
        <p className="ww-warning">
          <strong>Check:</strong> a sentence that names WorkWell is left out. Tick below if the patient wants their
          employer to read it.
        </p>
      )}
      {sentences.length > 0 && (
        <div className="nhsuk-form-group">
          <label className="nhsuk-label nhsuk-label--s" htmlFor="sentences">
            Copy sentences
          </label>
          <textarea
            className="nhsuk-textarea"
            id="sentences"
            rows={Math.min(8, sentences.length * 2)}
            readOnly
            data-copy
            defaultValue={sentences.join('\n')}
          />
        </div>
      )}
    </>
  )
}
