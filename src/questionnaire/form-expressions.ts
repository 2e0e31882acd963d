import type { Expression, Questionnaire, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { once } from '../domain/once-for.ts'
import { type Environment, type Evaluated, evaluateFhirPath, itemNode, type TimeBudget } from './fhir-path.ts'
import { allNodes, type FormNode, formTree } from './form-tree.ts'
import { evaluateIn, launchNames, type Surroundings, withFhirPathVariables } from './variables.ts'

/** The expressions of a form over the answers that count now. */
export interface FormExpressions {
  /** On an item, with the variables of all above it; on the whole response where no node is given. */
  evaluate(node: FormNode | undefined, expression: Expression): Evaluated
}

/**
 * SDC: `%resource` is the response, `%context` the item of it that the expression stands at, `%qitem` the item of the
 * Questionnaire, `%questionnaire` the whole of it. `now()` is when the response was authored: whoever works it out again gets the same. An expression is evaluated on its item, unless it begins with the response.
 */
export function formExpressions(
  questionnaire: Questionnaire,
  responseNow: () => QuestionnaireResponse,
  known: Environment,
  budget: TimeBudget,
): FormExpressions {
  // Most forms have no expressions: nothing is worked out before one is asked for.
  const whole = once(() => {
    const response = responseNow()
    const names = {
      ...launchNames(questionnaire.extension, {}),
      ...known,
      questionnaire,
      resource: response,
      context: response,
    }
    const start: Surroundings = { environment: names, failed: new Set(), budget, at: response.authored }
    return {
      response,
      given: new Map(allNodes(formTree(questionnaire, response)).map(node => [node.key, node.given])),
      root: withFhirPathVariables(start, questionnaire.extension, response),
    }
  })
  const around = new Map<string, { readonly surroundings: Surroundings; readonly on: unknown }>()

  function at(node: FormNode): { readonly surroundings: Surroundings; readonly on: unknown } {
    const before = around.get(node.key)
    if (before !== undefined) return before
    const { given, root } = whole()
    const above = node.parent === undefined ? root : at(node.parent).surroundings
    const on = itemNode(given.get(node.key) ?? emptyItem(node))
    const environment = { ...above.environment, context: on, qitem: node.item }
    const found = { surroundings: withFhirPathVariables({ ...above, environment }, node.item.extension, on), on }
    around.set(node.key, found)
    return found
  }

  return {
    evaluate(node, expression) {
      const { root, response } = whole()
      if (node === undefined) return evaluateIn(root, expression, response)
      const { surroundings, on } = at(node)
      const isOnResponse = /^\s*\(*\s*QuestionnaireResponse\b/.test(expression.expression ?? '')
      return evaluateIn(surroundings, expression, isOnResponse ? response : on)
    },
  }
}

const emptyItem = (node: FormNode): QuestionnaireResponseItem => ({ linkId: node.item.linkId })

/** The first expressions of a process take a tenth of a second to parse: that must not count against a form. */
evaluateFhirPath("%resource.item.where(linkId = 'a').answer.value + iif(1 > 0, 1, 0)", {}, { resource: {} })
