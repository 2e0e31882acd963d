import type { Questionnaire } from 'fhir/r4.js'
import type { WorkWellService } from '../domain/site.ts'
import { type SiteLevel, siteLeaves } from '../fhir/site-leaves.ts'
import { questionText, walkItems } from '../questionnaire/items.ts'
import { SITE_PREFIX } from '../questionnaire/renamed-items.ts'

const SENT: Record<SiteLevel, string> = {
  basic: 'always: Basic, Standard or Full',
  standard: 'Standard or Full',
  full: 'Full only',
  never: 'never',
}

/** Which answer is sent at which sharing level, as a table for the person who signs for the pack (hazard H09). */
export function questionLines({ item = [] }: Questionnaire, { extraQuestions }: WorkWellService): string[] {
  if (!extraQuestions) return []
  const { leaves } = siteLeaves(item, extraQuestions.leavesFrom)
  const rows = [...walkItems(item)].flatMap(({ item: question }) => {
    if (question.type === 'group' || question.type === 'display') return []
    const sent = SENT[leaves.get(question.linkId) ?? 'never']
    const linkId = question.linkId.slice(SITE_PREFIX.length)
    return [`| ${inCell(questionText(question))} (${inCell(linkId)}) | ${sent} |`]
  })
  return [
    '',
    'Its own questions:',
    '',
    '| Question | Its answer is sent if the patient agrees to |',
    '|---|---|',
    ...rows,
  ]
}

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
