import type { ReactElement } from 'react'
import type { HealthCondition } from '../../../src/domain/clinical-context.ts'
import { PROBLEMS_IN_SIGHT } from '../../../src/domain/likely-problems.ts'
import { conditionGroupCoding } from '../../../src/fhir/codes.ts'
import { conditionGroup } from '../../../src/fhir/condition-group.ts'
import { sinceWords } from '../../../src/fhir/prepare-questionnaire.ts'
import { codingOf } from '../../../src/fhir/read-answers.ts'
import type { OptionsBehind } from '../../form/compiled-form.ts'

const tokenOf = (condition: HealthCondition): string => {
  const { system, code } = codingOf(condition)
  return `${system}|${code}`
}

/** Beside each problem of the record: since when it has been on the list, and what would leave of it at the level that is chosen (hazard H09). */
export const problemHints = (conditions: readonly HealthCondition[]): Record<string, ReactElement> =>
  Object.fromEntries(
    conditions.map(condition => {
      const group = conditionGroupCoding(conditionGroup(condition)).display
      const hint = (
        <>
          {sinceWords(condition)}
          <span className="ww-leaves__level ww-leaves__level--basic">. Not sent</span>
          <span className="ww-leaves__level ww-leaves__level--standard">. Sent as “{group}”</span>
          <span className="ww-leaves__level ww-leaves__level--full">. Sent by name</span>
        </>
      )
      return [tokenOf(condition), hint]
    }),
  )

/** The problems beyond the first few, and the kinds of condition, stand behind "Something else"; without any problem the kinds stand alone. */
export function behindProblems(
  conditions: readonly HealthCondition[],
  kinds: readonly { readonly token: string }[],
): OptionsBehind | undefined {
  if (conditions.length === 0) return undefined
  const rest = conditions.slice(PROBLEMS_IN_SIGHT).map(tokenOf)
  return { name: 'Something else', tokens: new Set([...rest, ...kinds.map(each => each.token)]) }
}
