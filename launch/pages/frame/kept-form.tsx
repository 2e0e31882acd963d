import type { ReactElement, ReactNode } from 'react'

/**
 * A form whose fields are kept while they are filled in, where scripts run (hazard H15); what could not be kept is said at its
 * end. The server checks everything itself.
 */
export function KeptForm(props: {
  action: string
  keep: string
  /** Its questions stand folded. */
  folds?: boolean
  children: ReactNode
}): ReactElement {
  return (
    <form
      method="post"
      action={props.action}
      noValidate
      data-keep={props.keep}
      data-folds={props.folds === true ? '' : undefined}
    >
      {props.children}
      <p role="status" className="ww-not-kept">
        <span data-not-kept hidden={true}>
          What you have just typed is on this page, but could not be saved yet. It is saved with the next button that
          you press, or when the connection is back.
        </span>
      </p>
    </form>
  )
}
