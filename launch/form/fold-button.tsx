import type { JSX } from 'react'
import { GROUP_BUTTON } from '../../src/questionnaire/field-names.ts'
import type { Fold } from './folding.ts'

/** The question or group as one button, while it is shut. Where the script did not arrive it sends the form, and the server opens the question. */
export function FoldButton({ fold, itemKey }: { readonly fold: Fold; readonly itemKey: string }): JSX.Element {
  return (
    <button type="submit" name={GROUP_BUTTON.open} value={itemKey} className="app-fold__button" aria-expanded={false}>
      <span className="app-fold__legend">{fold.legend}</span>
      <span className="app-fold__says">{fold.says === undefined ? '' : ` ${fold.says}`}</span>
      {fold.question === undefined ? <span className="app-fold__change"> Change</span> : null}
    </button>
  )
}

/** By these the style sheet and the script know how the item stands. */
export const foldData = ({ isOpen, question }: Fold): Readonly<Record<string, string>> => ({
  'data-fold': isOpen ? 'open' : 'shut',
  ...(question === undefined ? {} : { 'data-fold-says': '' }),
  ...(question?.hasTurn ? { 'data-fold-turn': question.name } : {}),
  ...(question?.staysOpen ? { 'data-fold-stays': '' } : {}),
})
