import { expect, test } from 'vitest'
import { createResultPages } from '../../../src/sandbox/fhir-server/result-pages.ts'

test('only the newest results are kept; the page of a forgotten one answers 410', () => {
  const pages = createResultPages(() => new Date('2026-09-01T08:00:00Z'), 2)
  const set = { kind: 'searchset', size: 4, total: 4, pageSize: 2, entries: () => [] } as const
  const next = () => {
    const { link } = pages.first(set, 'http://base', 'http://base/Patient')
    return new URL(link.find(({ relation }) => relation === 'next')?.url ?? '').searchParams
  }
  const [first, second, third] = [next(), next(), next()]
  const status = (params: URLSearchParams) => {
    const page = pages.page(params, 'http://base')
    return page.ok ? 200 : page.failure.status
  }
  expect([first, second, third].map(status)).toEqual([410, 200, 200])
})
