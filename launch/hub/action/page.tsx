import type { ReactElement } from 'react'
import type { ActionKind } from '../../../src/domain/coach-action.ts'
import type { OpenReferral } from '../../../src/gateways/open-referral.ts'
import { DeskPage } from '../desk-page.tsx'
import type { AtDesk } from '../gate.ts'
import { SafetyNote } from '../referral/safety-note.tsx'
import type { Field } from './action-fields.ts'
import { ActionForm } from './action-form.tsx'
import { ACTION_WORDS } from './action-words.ts'
import type { FieldProblem, Typed } from './read-action.ts'

/** One action on its own page: what it asks, what was typed, and what stands in its way. */
export function ActionPage(props: {
  at: AtDesk
  referral: OpenReferral
  kind: ActionKind
  fields: readonly Field[]
  typed: Typed
  problems: readonly FieldProblem[]
  /** What a colleague did meanwhile, or why the hub did not take it. */
  trouble?: string | undefined
  synthetic: boolean
}): ReactElement {
  const { at, referral, kind, fields, typed, problems, trouble, synthetic } = props
  const place = `${at.home}referrals/${referral.task.id}`
  const hasErrors = problems.length > 0 || trouble !== undefined
  const does = ACTION_WORDS[kind].does
  return (
    <DeskPage at={at} title={does} heading={`${does}: ${referral.view.name}`} synthetic={synthetic} errors={hasErrors}>
      <ActionForm
        to={`${place}/${kind}`}
        version={referral.view.version}
        about={referral.view.about}
        {...{ does, fields, typed, problems, trouble }}
      >
        <SafetyNote view={referral.view} />
      </ActionForm>
      <p>
        <a href={place}>Back to the referral</a>
      </p>
    </DeskPage>
  )
}
