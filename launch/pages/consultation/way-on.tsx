import type { ReactElement } from 'react'

/**
 * The button at the foot, named by what it does after the answers so far: the style sheet shows the one that fits, script or no script. What is still
 * to be answered stands beside it.
 */
export function WayOn({ missing }: { readonly missing: readonly string[] }): ReactElement {
  return (
    <div className="ww-actions">
      <button type="submit" className="nhsuk-button" data-goes>
        <span className="ww-goes ww-goes--on" data-goes-on>
          Check before sending
        </span>
        <span className="ww-goes ww-goes--without" hidden>
          Finish without a referral
        </span>
        <span className="ww-goes ww-goes--no" hidden>
          Record the answer
        </span>
      </button>
      <p className="ww-missing" data-missing>
        {missing.length > 0 && `To answer: ${missing.join(', ')}`}
      </p>
      <p className="ww-keys">Keys: Tab moves to the next question, arrow keys or Space choose, Enter goes on.</p>
    </div>
  )
}
