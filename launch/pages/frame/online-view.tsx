import type { Request } from 'express'
import { Checkboxes, Radios } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { HIDE_LINE, type OnlineView } from '../../../src/domain/online-view.ts'

/** The field of a form, and of an address that hands out FHIR. */
export const ONLINE_VIEW = 'online-view'

const QUESTION = 'The patient can see this in the NHS App. Hide it from online view?'
const WHO_DECIDES = 'This asks your record system to hide it. Check that it did.'
const PASTED = 'This app cannot hide what is pasted: the text begins with what you have to do.'
const YES = 'Yes, hide it'

/**
 * Asked before anything is filed or copied into a record (hazard H24). It needs no tap: saying nothing files as ever. Where the patient's phone may be
 * in other hands, nothing is said for the clinician: both answers stand there, and none is selected.
 */
export function OnlineViewQuestion(props: {
  phoneFirst: boolean
  hides?: boolean
  /** What "this" is, where the page does not show it. */
  what?: string
  isUnanswered?: boolean
  /** Copied by hand: no label goes along. */
  isPasted?: boolean
}): ReactElement {
  const { phoneFirst, hides = false, what, isUnanswered = false, isPasted = false } = props
  const hint = isPasted ? PASTED : WHO_DECIDES
  const group = {
    id: `${ONLINE_VIEW}--options`,
    name: ONLINE_VIEW,
    legend: what === undefined ? QUESTION : `${what} ${QUESTION}`,
    legendProps: { size: 's' },
  } as const
  if (!phoneFirst)
    return (
      <Checkboxes {...group} small className="ww-online-view">
        <Checkboxes.Item id={ONLINE_VIEW} value="hide" hint={hint} defaultChecked={hides}>
          {YES}
        </Checkboxes.Item>
      </Checkboxes>
    )
  return (
    <Radios {...group} {...(isUnanswered && { error: 'Select whether to hide it from online view' })}>
      <Radios.Item id={ONLINE_VIEW} value="hide" hint={hint} defaultChecked={hides}>
        {YES}
      </Radios.Item>
      <Radios.Item id={`${ONLINE_VIEW}-show`} value="show">
        No, the patient may see it
      </Radios.Item>
    </Radios>
  )
}

/** On a page that is copied into a record: its first line, once "hide" is said. It is never printed: others read paper. */
export const HideLine = (): ReactElement => <p className="ww-if-hidden ww-no-print">{HIDE_LINE}</p>

/** The same as FHIR, as the answer has it. */
export function AsFhir({ href, words = 'As FHIR' }: { href: string; words?: string }): ReactElement {
  const hidden = `${href}${href.includes('?') ? '&' : '?'}${ONLINE_VIEW}=hide`
  return (
    <>
      <a className="ww-unless-hidden" href={href}>
        {words}
      </a>
      <a className="ww-if-hidden" href={hidden}>
        {words}, to be hidden
      </a>
    </>
  )
}

/** What the address of such a link says. */
export const onlineViewIn = ({ query }: Request): OnlineView => (query[ONLINE_VIEW] === 'hide' ? 'hide' : 'show')
