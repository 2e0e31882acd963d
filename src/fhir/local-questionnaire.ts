import type { Questionnaire, QuestionnaireItem, QuestionnaireItemAnswerOption } from 'fhir/r4.js'
import { PATHWAYS } from '../domain/consultation-words.ts'
import { displayDate, type LocalDate } from '../domain/local-date.ts'
import { onceFor, onceForBoth } from '../domain/once-for.ts'
import type { WorkWellService } from '../domain/site.ts'
import { ASK_FIRST, askFirstItems } from './ask-first.ts'
import { inTable } from './elements.ts'

export interface LocalRules {
  readonly service: WorkWellService | undefined
  /** The service's rules say no: whoever refers all the same says why (hazard H17). */
  readonly againstRules: boolean
  /** From this day on nothing shows that the patient is ill, if no note is written (hazard H05). */
  readonly evidenceEnds: LocalDate | undefined
  /** The record shows a note that was issued today, and that does not cover today: then it is not said that there is none. */
  readonly issuedToday?: boolean
}

/** The Questionnaire by the rules of the patient's service: its pathways in its words, and two questions only where they matter. */
export function localQuestionnaire(questionnaire: Questionnaire, rules: LocalRules): Questionnaire {
  return { ...questionnaire, item: (questionnaire.item ?? []).flatMap(item => local(item, rules)) }
}

function local(
  item: QuestionnaireItem,
  { service, againstRules, evidenceEnds, issuedToday }: LocalRules,
): QuestionnaireItem[] {
  switch (item.linkId) {
    case 'pathway':
      return [service?.pathways ? withPathways(item, service.pathways) : item]
    case ASK_FIRST:
      return [...askFirstItems(item, service?.askFirst)]
    case 'against-rules':
      return againstRules ? [required(item)] : []
    case 'evidence': {
      if (evidenceEnds === undefined) return []
      const lack = issuedToday ? 'The fit note issued today does not cover today' : 'No fit note today'
      const text = `${lack}: no evidence for sick pay or benefits from ${displayDate(evidenceEnds)}`
      const options = item.answerOption ?? []
      const mayCertify = service?.mayCertify === true
      const answerOption = options.filter(each => mayCertify || each.valueCoding?.code !== 'service-may-certify')
      // Rules of the note only ever warn: the question can stay open, and the check page says it again.
      return [{ ...item, text, answerOption }]
    }
    default:
      return [item]
  }
}

/** The same for every patient of a service: worked out once, so that what is known of the question holds for all of them (docs/adr/0025). */
const withPathways = onceForBoth((item: QuestionnaireItem, offered: NonNullable<WorkWellService['pathways']>) => ({
  ...item,
  answerOption: pathwaysOf(item, offered),
}))

const required = onceFor((item: QuestionnaireItem) => ({ ...item, required: true }))

/** A note alone, and neither, are always offered: no pack can take a fit note away (hazard H05). */
const ALWAYS: ReadonlySet<string> = new Set(['note-only', 'neither'])

function pathwaysOf(
  item: QuestionnaireItem,
  offered: NonNullable<WorkWellService['pathways']>,
): QuestionnaireItemAnswerOption[] {
  const labels = Object.fromEntries(offered.map(each => [each.pathway, each]))
  return (item.answerOption ?? []).flatMap(option => {
    const code = option.valueCoding?.code ?? ''
    const own = inTable(labels, code)
    if (own === undefined && !ALWAYS.has(code)) return []
    return [{ ...option, valueCoding: { ...option.valueCoding, ...(own?.label ? { display: own.label } : {}) } }]
  })
}

/** A line under a pathway, in the words of the service, by option token. */
export const pathwayHints = (service: WorkWellService | undefined, system: string): Record<string, string> =>
  Object.fromEntries(
    PATHWAYS.flatMap(pathway => {
      const hint = service?.pathways?.find(each => each.pathway === pathway)?.hint
      return hint ? [[`${system}|${pathway}`, hint]] : []
    }),
  )
