import type { Questionnaire } from 'fhir/r4.js'
import { walkItems } from './items.ts'
import { namesByLinkId } from './question-name.ts'

/** Items whose enableWhen wait for each other, so that none of them can ever be shown. An item also waits for the group it stands in. */
export function conditionCircles(questionnaire: Questionnaire): string[] {
  const waitsFor = new Map<string, readonly string[]>()
  for (const { item, path } of walkItems(questionnaire.item)) {
    waitsFor.set(item.linkId, [...path.slice(-2, -1), ...(item.enableWhen ?? []).map(when => when.question)])
  }
  const names = namesByLinkId(questionnaire.item)
  const done = new Set<string>()
  const circles: string[] = []

  function follow(linkId: string, trail: readonly string[]): void {
    const start = trail.indexOf(linkId)
    if (start >= 0) {
      const circle = [...trail.slice(start), linkId].map(each => `"${each}"`).join(' waits for ')
      circles.push(
        `${names.get(linkId)}: its enableWhen goes round in a circle: ${circle}. Take one of these conditions out.`,
      )
      return
    }
    if (done.has(linkId)) return
    for (const next of waitsFor.get(linkId) ?? []) follow(next, [...trail, linkId])
    done.add(linkId)
  }

  for (const linkId of waitsFor.keys()) follow(linkId, [])
  return circles
}
