import { z } from 'zod'
import { SHOWS, SORTS } from '../../../src/domain/worklist-query.ts'
import { firstPlace, type ListPlace } from '../../../src/gateways/list-place.ts'
import type { AtDesk } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'

const KIND = 'place in a worklist'
const text = z.string().max(200)
const placeSchema = z.object({
  asked: z.object({
    show: z.enum([...SHOWS, 'found']),
    sort: z.enum(SORTS),
    sought: z.object({ name: text, born: text, number: text, sent: text }).optional(),
  }),
  part: z.int().min(0),
  link: z.string().optional(),
  page: z.int().min(1),
  seen: z.int().min(0),
  mark: z.string().optional(),
})

/** Filter and order stand in the address; what makes no sense there is left out. */
const asked = z.object({
  show: z.enum(SHOWS).catch('open'),
  sort: z.enum(SORTS).catch('due'),
  at: z.string().catch(''),
})

/**
 * Places as addresses. A list can be kept as a bookmark; what leads to a further page (the hub's own link) or says whom somebody looks for is
 * sealed, so that no name stands in a browser's history and nobody sends this app to an address of theirs.
 */
export function createPlaceTokens({ secretBox }: Pick<HubPageDeps, 'secretBox'>) {
  function opened(token: string, serviceId: string): unknown {
    try {
      return JSON.parse(secretBox.open(KIND, serviceId, token))
    } catch {
      return undefined
    }
  }
  return {
    addressOf({ home, desk }: AtDesk, place: ListPlace): string {
      const { show, sort } = place.asked
      if (place.page === 1 && show !== 'found') return `${home}?${new URLSearchParams({ show, sort })}`
      return `${home}?at=${secretBox.seal(KIND, desk.service.id, JSON.stringify(place))}`
    },
    placeIn({ desk }: AtDesk, query: unknown): ListPlace {
      const { at, ...list } = asked.parse(query)
      return placeSchema.safeParse(opened(at, desk.service.id)).data ?? firstPlace(list)
    },
  }
}
