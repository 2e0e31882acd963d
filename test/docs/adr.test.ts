import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ADR_FOLDER, adrFiles, adrIndex, readAdr } from './adr.ts'

describe('docs/adr', () => {
  const adrs = adrFiles().map(file => readAdr(file))

  it('numbers its decisions from 1 on, without a gap and none twice', () => {
    expect(adrs.map(each => each.number)).toEqual(adrs.map((_each, index) => String(index + 1).padStart(4, '0')))
  })

  it('says on both sides which decision changed which', () => {
    const said = adrs.flatMap(({ number, by }) => by.map(each => `${each} changes ${number}`))
    const saying = adrs.flatMap(({ number, changes }) => changes.map(each => `${number} changes ${each}`))
    expect(saying.toSorted()).toEqual(said.toSorted())
    expect(said.length).toBeGreaterThan(1)
    for (const { number, status, by } of adrs) expect([number, by.length > 0]).toEqual([number, status !== 'accepted'])
  })

  it('has a list of them all, with title and status', async () => {
    // After a new decision: npm run generate
    await expect(adrIndex(adrs)).toMatchFileSnapshot(join(ADR_FOLDER, 'README.md'))
  })
})

const GOOD = '# 0001. One\n\nStatus: accepted\n\nDate: 2026-11-22\n\n## Context\n\n## Decision\n\n## Consequences\n'

it.each([
  ['without a status', GOOD.replace('Status: accepted\n\n', '')],
  ['with a status of its own', GOOD.replace('accepted', 'mostly agreed')],
  ['without a date', GOOD.replace('Date: 2026-11-22\n\n', '')],
  ['numbered in another way', GOOD.replace('# 0001. ', '# 1: ')],
  ['with another number than its file', GOOD.replace('0001', '0002')],
  ['without what follows from it', GOOD.replace('## Consequences\n', '')],
])('a decision %s is refused', (_what, text) => {
  expect(readAdr('0001-one.md', GOOD)).toMatchObject({ number: '0001', title: 'One', status: 'accepted' })
  expect(() => readAdr('0001-one.md', text)).toThrow('is not headed as the others are')
})
