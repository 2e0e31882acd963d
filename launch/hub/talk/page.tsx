import type { ReactElement } from 'react'
import type { OpenReferral } from '../../../src/gateways/open-referral.ts'
import type { Field } from '../action/action-fields.ts'
import { ActionForm } from '../action/action-form.tsx'
import type { FieldProblem, Typed } from '../action/read-action.ts'
import { DeskPage } from '../desk-page.tsx'
import type { AtDesk } from '../gate.ts'
import { SafetyNote } from '../referral/safety-note.tsx'
import { TALK_WORDS, type TalkKind } from './talk-words.ts'

/** The talk with the referrer, or why the contact details are opened without one. */
export function TalkPage(props: {
  at: AtDesk
  referral: OpenReferral
  kind: TalkKind
  fields: readonly Field[]
  typed: Typed
  problems: readonly FieldProblem[]
  trouble?: string | undefined
  synthetic: boolean
}): ReactElement {
  const { at, referral, kind, fields, typed, problems, trouble, synthetic } = props
  const { view } = referral
  const place = `${at.home}referrals/${referral.task.id}`
  const { does, explains } = TALK_WORDS[kind]
  return (
    <DeskPage
      at={at}
      title={does}
      heading={`${does}: ${view.name}`}
      synthetic={synthetic}
      errors={problems.length > 0 || trouble !== undefined}
    >
      <ActionForm
        to={`${place}/${kind}`}
        version={view.version}
        about={view.about}
        {...{ does, fields, typed, problems, trouble }}
      >
        <SafetyNote view={view} />
        <p>{explains}</p>
      </ActionForm>
      <p>
        <a href={place}>Back to the referral</a>
      </p>
    </DeskPage>
  )
}
