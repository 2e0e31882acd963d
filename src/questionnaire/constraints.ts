import type { Expression, Extension, Questionnaire } from 'fhir/r4.js'
import { onceFor } from '../domain/once-for.ts'
import { EXT } from '../fhir/systems.ts'
import type { FormExpressions } from './form-expressions.ts'
import { allNodes, type FormNode, instanceIndex } from './form-tree.ts'
import { type Problem, questionText } from './items.ts'
import type { Settled } from './settle.ts'

interface Constraint {
  readonly severity: string
  readonly human: string
  readonly expression: Expression
}

/**
 * Rules over several answers: questionnaire-constraint and SDC targetConstraint. One that finds nothing to judge, or cannot be
 * worked out, holds: it must not stop a clinician.
 */
export function brokenConstraints(
  questionnaire: Questionnaire,
  { tree, expressions, enabled }: Settled,
  severity: 'error' | 'warning',
): Problem[] {
  const ofForm = constraintsOf(questionnaire).filter(each => each.severity === severity)
  // A rule of a question speaks of all its answers, also where each has a node of its own.
  const ofItems = allNodes(tree).filter(
    node => constraintsOf(node.item).length > 0 && (node.item.type === 'group' || instanceIndex(node) === 0),
  )
  if (ofForm.length + ofItems.length === 0) return []
  const [first] = tree
  return [
    ...ofForm.filter(each => isBroken(expressions, undefined, each)).map(each => problem(first, each)),
    ...ofItems
      .filter(node => enabled().has(node.key) && node.given !== undefined)
      .flatMap(node =>
        constraintsOf(node.item)
          .filter(each => each.severity === severity && isBroken(expressions, node, each))
          .map(each => problem(node, each)),
      ),
  ]
}

const isBroken = (expressions: FormExpressions, node: FormNode | undefined, { expression }: Constraint): boolean => {
  const result = expressions.evaluate(node, expression)
  return result.ok && result.values[0] === false
}

const problem = (node: FormNode | undefined, { human }: Constraint): Problem => ({
  linkId: node?.key ?? '',
  text: human !== '' ? human : `Check the answer to: ${node === undefined ? 'the form' : questionText(node.item)}`,
})

const constraintsOf = onceFor(({ extension = [] }: Pick<Questionnaire, 'extension'>): readonly Constraint[] =>
  extension
    .filter(({ url }) => url === EXT.constraint || url === EXT.targetConstraint)
    .flatMap(({ extension: parts = [] }) => {
      const part = (name: string): Extension | undefined => parts.find(each => each.url === name)
      const found = part('expression')
      const expression = found?.valueExpression ?? plainExpression(found?.valueString)
      if (expression === undefined) return []
      const human = part('human')
      return [
        {
          severity: part('severity')?.valueCode ?? 'error',
          human: human?.valueString ?? human?.valueMarkdown ?? '',
          expression,
        },
      ]
    }),
)

const plainExpression = (expression: string | undefined): Expression | undefined =>
  expression === undefined ? undefined : { language: 'text/fhirpath', expression }
