import type { Questionnaire } from 'fhir/r4.js'
import { LONGEST_VALUE } from './expression-size.ts'
import { walkItems } from './items.ts'
import { optionsOf } from './options.ts'

/*
 * What a Questionnaire may hold, whoever wrote it: a caller, a site or we (hazard H23). Each is several times what the largest public
 * forms have; together they keep the work of drawing a form and of reading its answers within bounds that no expression counts.
 */

/** Deeper than any real form; keeps a hostile file from exhausting the stack. */
const DEEPEST = 60

interface Limit {
  readonly what: string
  readonly most: number
  /** The elements that are counted, by the names under which FHIR R4 has them as lists. */
  readonly elements: readonly string[]
}

const LIMITS: readonly Limit[] = [
  // More than a page can show in a second, or a clinician would answer.
  { what: 'items', most: 5_000, elements: ['item'] },
  { what: 'options and codes', most: 20_000, elements: ['answerOption', 'concept', 'contains'] },
  { what: 'conditions (enableWhen)', most: 10_000, elements: ['enableWhen'] },
  { what: 'initial answers', most: 10_000, elements: ['initial'] },
  { what: 'extensions', most: 50_000, elements: ['extension', 'modifierExtension'] },
]

/** Words that are drawn. What an attachment holds is not. */
const WORDS = ['text', 'title', 'display', 'prefix', 'valueString', 'valueMarkdown', 'linkId']

/** What a Questionnaire has too much of, each in one sentence; empty where it is within all limits. */
export function formExcess(json: unknown): string[] {
  const counts = new Map<string, number>()
  let longest = 0
  function isWithin(value: unknown, levels: number): boolean {
    if (typeof value !== 'object' || value === null) return true
    if (levels === 0) return false
    for (const [name, child] of Object.entries(value)) {
      if (Array.isArray(child)) counts.set(name, (counts.get(name) ?? 0) + child.length)
      else if (typeof child === 'string' && WORDS.includes(name)) longest = Math.max(longest, child.length)
      if (!isWithin(child, levels - 1)) return false
    }
    return true
  }
  if (!isWithin(json, DEEPEST)) return [`The Questionnaire is nested too deeply: ${DEEPEST} levels can be read.`]
  const tooMany = LIMITS.flatMap(({ what, most, elements }) => {
    const found = elements.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0)
    return found > most ? [`The form has ${inWords(found)} ${what}; ${inWords(most)} can be used.`] : []
  })
  return longest > LONGEST_VALUE
    ? [...tooMany, `The form has a text of ${inWords(longest)} characters; ${inWords(LONGEST_VALUE)} can be shown.`]
    : tooMany
}

/** Options of all items together: many may offer the same list, which stands in the form only once, or not at all. */
const MOST_OFFERED = 100_000

/** The same for what only shows once the form's lists are there. */
export function offeredExcess(questionnaire: Questionnaire): string[] {
  const sizes = new Map<string, number>()
  const sizeOf = (list: string): number => {
    const known = sizes.get(list)
    if (known !== undefined) return known
    const size = optionsOf(questionnaire, { linkId: '', type: 'choice', answerValueSet: list }).length
    sizes.set(list, size)
    return size
  }
  let offered = 0
  for (const { item } of walkItems(questionnaire.item)) {
    offered += (item.answerOption?.length ?? 0) + (item.answerValueSet === undefined ? 0 : sizeOf(item.answerValueSet))
  }
  return offered > MOST_OFFERED
    ? [`The questions offer ${inWords(offered)} options; ${inWords(MOST_OFFERED)} can be offered.`]
    : []
}

const inWords = (count: number): string => count.toLocaleString('en-GB')
