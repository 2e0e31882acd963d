import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import type { ReactElement } from 'react'
import { EXT } from '../../src/fhir/systems.ts'
import { allNodes, type FormNode } from '../../src/questionnaire/form-tree.ts'
import { extensionOf } from '../../src/questionnaire/item-properties.ts'
import { newResponse } from '../../src/questionnaire/new-response.ts'
import type { CompiledForm, CompiledItem, CompiledTarget, FormNotes, OptionHints } from './compiled-form.ts'
import { enableWhenData } from './enable-when-data.ts'
import { ItemBody, OnlyIf } from './form-item.tsx'
import { createFormView, type FormView } from './form-view.ts'
import { isHint, saysOptional } from './item-hint.tsx'
import { questionTemplate } from './question-template.ts'

interface FormOfAService {
  readonly questionnaire: Questionnaire
  readonly notes?: FormNotes
  readonly optionHints?: OptionHints
}

/** Draws what is the same for everybody. Nothing that it is given knows a patient, so nothing that it keeps can. */
export function compileForm(
  { questionnaire, notes = {}, optionHints = {} }: FormOfAService,
  draw: (element: ReactElement) => string,
): CompiledForm {
  const response = newResponse(questionnaire, { authored: '' })
  const view = createFormView({ questionnaire, response, issues: [], prefilled: new Set(), notes, optionHints })
  const items = new Map<QuestionnaireItem, CompiledItem>()
  for (const node of allNodes(view.tree)) {
    const compiled = node.scope.length === 0 ? compiledItem(view, node, draw) : undefined
    if (compiled !== undefined) items.set(node.item, compiled)
  }
  return {
    notes,
    optionHints,
    contained: questionnaire.contained,
    requiresAnything: view.requiresAnything,
    of: item => items.get(item),
  }
}

/** Undefined where a condition speaks of something that only the answers can say. */
function compiledItem(
  view: FormView,
  node: FormNode,
  draw: (element: ReactElement) => string,
): CompiledItem | undefined {
  const targets = targetsOf(view, node)
  if (targets === undefined) return undefined
  return {
    editable: node.editable,
    saysOptional: saysOptional(node.parent),
    data: enableWhenData(view, node),
    targets,
    onlyIf: targets.length === 0 ? '' : draw(<OnlyIf view={view} node={node} />),
    question: isSameForAll(node)
      ? questionTemplate(view, node, other => draw(<ItemBody view={other} node={node} depth={0} />))
      : undefined,
  }
}

function targetsOf(view: FormView, node: FormNode): CompiledTarget[] | undefined {
  const found = (node.item.enableWhen ?? []).map(when => view.conditions.targets(node, when.question))
  // Of what repeats as a whole there may be more for a patient than here.
  const isPlain = found.every(
    each => each.length === 1 && each.every(target => target.scope.length === 0 && view.isOnPage(target)),
  )
  return isPlain ? found.flat().map(({ item, editable }) => ({ item, editable })) : undefined
}

/** One question on its own: no group, nothing below it but hints that always stand there, and no options that come and go. */
const isSameForAll = ({ item, children }: FormNode): boolean =>
  item.type !== 'group' &&
  children.every(child => isHint(child.item) && isAlwaysThere(child)) &&
  extensionOf(item, EXT.answerOptionsToggleExpression) === undefined

const isAlwaysThere = ({ item, parent }: FormNode): boolean =>
  (item.enableWhen ?? []).length === 0 &&
  extensionOf(item, EXT.enableWhenExpression) === undefined &&
  (parent === undefined || isAlwaysThere(parent))
