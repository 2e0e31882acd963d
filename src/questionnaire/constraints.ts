import type { Expression, Extension, Questionnaire } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { enabledNodes } from './enabled.ts'
import type { FormExpressions } from './form-expressions.ts'
import { allNodes, type FormNode, formTree } from './form-tree.ts'
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
  { response, expressions, holdsExpression }: Settled,
  severity: 'error' | 'warning',
): Problem[] {
  const tree = formTree(questionnaire, response)
  const ofForm = constraintsOf(questionnaire.extension).filter(each => each.severity === severity)
  const ofItems = allNodes(tree).filter(node => constraintsOf(node.item.extension).length > 0)
  if (ofForm.length + ofItems.length === 0) return []
  const enabled = enabledNodes(tree, holdsExpression)
  const [first] = tree
  return [
    ...ofForm.filter(each => isBroken(expressions, undefined, each)).map(each => problem(first, each)),
    ...ofItems
      .filter(node => enabled.has(node.key) && node.given !== undefined)
      .flatMap(node =>
        constraintsOf(node.item.extension)
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

function constraintsOf(extensions: readonly Extension[] | undefined): Constraint[] {
  return (extensions ?? [])
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
    })
}

const plainExpression = (expression: string | undefined): Expression | undefined =>
  expression === undefined ? undefined : { language: 'text/fhirpath', expression }
