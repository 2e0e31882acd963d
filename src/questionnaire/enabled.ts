import type { QuestionnaireItemEnableWhen } from 'fhir/r4.js'
import { type Answer, answerValue, conditionValue } from './answer-value.ts'
import { compareAnswers } from './compare-answers.ts'
import { allNodes, type FormNode } from './form-tree.ts'

/** Whether an SDC enableWhenExpression of a node lets it be asked; true where it has none. */
export type HoldsExpression = (node: FormNode) => boolean

/**
 * The keys of the items that are enabled (a key is the linkId; `linkId~1` in the second instance of a repeating group).
 * Rule: FHIR R4 Questionnaire.item.enableWhen; an answer to a disabled item counts as no answer.
 */
export function enabledNodes(tree: readonly FormNode[], holdsExpression?: HoldsExpression): ReadonlySet<string> {
  const conditions = createConditions(tree, holdsExpression)
  return new Set(
    allNodes(tree)
      .filter(conditions.isEnabled)
      .map(node => node.key),
  )
}

export interface Conditions {
  isEnabled(node: FormNode): boolean
  /** Its own conditions, whatever the group above. */
  holdsOwn(node: FormNode): boolean
  isMet(node: FormNode, when: QuestionnaireItemEnableWhen): boolean
  /** The nodes that a condition of this node speaks of: those in the same instance of all that repeats as a whole and that they share. */
  targets(node: FormNode, linkId: string): FormNode[]
}

export function createConditions(tree: readonly FormNode[], holdsExpression: HoldsExpression = () => true): Conditions {
  const byLinkId = new Map<string, FormNode[]>()
  for (const node of allNodes(tree)) {
    const same = byLinkId.get(node.item.linkId)
    if (same === undefined) byLinkId.set(node.item.linkId, [node])
    else same.push(node)
  }
  const known = new Map<FormNode, boolean>()

  function isEnabled(node: FormNode): boolean {
    const before = known.get(node)
    if (before !== undefined) return before
    // Conditions that wait for each other in a circle: as long as the question is open, it has no answer.
    known.set(node, false)
    const enabled = (node.parent === undefined || isEnabled(node.parent)) && holdsOwn(node)
    known.set(node, enabled)
    return enabled
  }

  const holdsOwn = (node: FormNode): boolean => conditionsHold(node) && holdsExpression(node)

  function conditionsHold(node: FormNode): boolean {
    const conditions = node.item.enableWhen ?? []
    if (conditions.length === 0) return true
    const met = (when: QuestionnaireItemEnableWhen): boolean => isMet(node, when)
    return node.item.enableBehavior === 'any' ? conditions.some(met) : conditions.every(met)
  }

  const targets = (node: FormNode, linkId: string): FormNode[] =>
    (byLinkId.get(linkId) ?? []).filter(target => sharesInstances(node, target))

  function isMet(node: FormNode, when: QuestionnaireItemEnableWhen): boolean {
    return holds(
      when,
      targets(node, when.question)
        .filter(isEnabled)
        .flatMap(target => target.answers),
    )
  }

  return { isEnabled, holdsOwn, isMet, targets }
}

function sharesInstances(node: FormNode, target: FormNode): boolean {
  for (const [depth, { group, index }] of target.scope.entries()) {
    const mine = node.scope[depth]
    if (mine?.group !== group) return true
    if (mine.index !== index) return false
  }
  return true
}

/** `!=` holds where no answer is equal, so also where there is none (R4 text, made clear in R5); the others need an answer. */
function holds(when: QuestionnaireItemEnableWhen, answers: readonly Answer[]): boolean {
  if (when.operator === 'exists') return answers.length > 0 === (when.answerBoolean ?? true)
  const wanted = conditionValue(when)
  if (wanted === undefined) return false
  const compared = answers.map(answer => {
    const value = answerValue(answer)
    return value === undefined ? undefined : compareAnswers(value, wanted)
  })
  const some = (test: (order: number) => boolean): boolean => compared.some(each => each !== undefined && test(each))
  switch (when.operator) {
    case '=':
      return some(order => order === 0)
    case '!=':
      return !some(order => order === 0)
    case '>':
      return some(order => order > 0)
    case '<':
      return some(order => order < 0)
    case '>=':
      return some(order => order >= 0)
    case '<=':
      return some(order => order <= 0)
  }
}
