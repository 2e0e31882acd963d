import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { changedFields, type Fields } from '../../src/questionnaire/changed-fields.ts'
import { type Draft, TYPED_PAGES, type Typed, type TypedPage } from '../../src/store/drafts.ts'
import type { KeepingDeps } from './consultation-deps.ts'

type Deps = Pick<KeepingDeps, 'drafts'>

/** Since when the answers of a page stand as they were handed in; a page that was never handed in stands since it was begun. */
const OVER: Record<TypedPage, (draft: Draft) => string> = {
  consultation: ({ response, startedAt }) => response.authored ?? startedAt,
  'fit-note': ({ fitNote, startedAt }) => fitNote?.response.authored ?? startedAt,
  'health-and-work-report': ({ report, startedAt }) => report?.response.authored ?? startedAt,
}

/** One form of a page: what it asks, and what it showed. */
export interface ShownForm {
  readonly questionnaire: Questionnaire
  readonly response: QuestionnaireResponse
}

/** What is in a page that has not been handed in yet, by field name, to be shown again as it was left (hazard H15). */
export async function typedInto(page: TypedPage, draft: Draft, { drafts }: Deps): Promise<Fields> {
  const typed = await drafts.typed(draft.handle, page)
  return typed?.over === OVER[page](draft) ? typed.fields : {}
}

/** Keeps the fields that differ from what the forms showed, and nothing else of the body. */
export async function keepTyped(
  page: TypedPage,
  draft: Draft,
  body: Record<string, unknown>,
  forms: readonly ShownForm[],
  { drafts }: Deps,
  more: Fields = {},
): Promise<void> {
  const fields = Object.assign({}, ...forms.map(each => changedFields(each.questionnaire, body, each.response)), more)
  await drafts.keepTyped(draft, page, { over: OVER[page](draft), fields })
}

/** When the record has been read anew or the patient was launched again: what was typed goes over to the draft that goes on. */
export async function carryTyped(from: Draft, to: Draft, { drafts }: Deps): Promise<void> {
  for (const page of TYPED_PAGES) {
    const typed: Typed | undefined = await drafts.typed(from.handle, page)
    if (typed?.over !== OVER[page](from)) continue
    await drafts.keepTyped(to, page, { over: OVER[page](to), fields: typed.fields })
    if (from.handle !== to.handle) await drafts.forgetTyped(from.handle, page)
  }
}
