import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstPlace, type ListPlace, placeAfter } from '../../src/gateways/list-place.ts'

/** How many pages are passed until the end, or until a circle is told. */
function pagesThrough(nextOf: (page: number) => string | undefined, most: number): number | 'for ever' {
  let place: ListPlace = firstPlace({ show: 'open', sort: 'due' })
  for (let passed = 1; passed <= most; passed += 1) {
    const after = placeAfter(place, { next: nextOf(passed) })
    if (after === undefined || after === 'circle') return passed
    place = after
  }
  return 'for ever'
}

describe('the place after a page', () => {
  it('goes on as long as the hub does, without growing', () => {
    expect(pagesThrough(page => (page < 4000 ? `https://hub.example/fhir?page=${page}` : undefined), 5000)).toBe(4000)
    let place: ListPlace = firstPlace({ show: 'open', sort: 'due' })
    for (let page = 1; page < 1000; page += 1) {
      const after = placeAfter(place, { next: `https://hub.example/fhir?page=${page}` })
      if (after === undefined || after === 'circle') throw new Error('no circle')
      place = after
    }
    expect(JSON.stringify(place).length).toBeLessThan(200)
  })

  it('tells every circle, wherever it begins and however long it is', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 60 }), (before, round) => {
        const linkAfter = (page: number) => (page <= before ? `tail-${page}` : `round-${(page - before) % round}`)
        expect(pagesThrough(page => linkAfter(page), 5 * (before + round) + 10)).not.toBe('for ever')
      }),
    )
  })
})
