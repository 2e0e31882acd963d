import { describe, expect, it } from 'vitest'
import { quota } from '../../../src/sandbox/patients/quota.ts'
import { seededNumbers } from '../../../src/sandbox/patients/seeded-numbers.ts'

const rows = [
  { name: 'common', percent: 70, held: 0 },
  { name: 'rare', percent: 30, held: 6 },
]
const drawn = (count: number, from: Parameters<typeof quota<(typeof rows)[number]>>[0] = rows) => {
  const draw = seededNumbers('quota')
  const next = quota(from)
  return Array.from({ length: count }, () => next(draw).name)
}

describe('drawing towards shares', () => {
  it('counts what is held already: nothing of a row is drawn until the others have caught up', () => {
    expect(drawn(13)).not.toContain('rare')
  })

  it('comes to the shares in the end', () => {
    const rare = drawn(94).filter(each => each === 'rare').length
    expect(rare + 6).toBeGreaterThanOrEqual(28)
    expect(rare + 6).toBeLessThanOrEqual(32)
  })

  it('never changes what was drawn before', () => {
    expect(drawn(40).slice(0, 20)).toEqual(drawn(20))
  })

  it('draws no row that is left to the scenario patients', () => {
    const without = rows.map(row => (row.name === 'common' ? { ...row, drawn: false as const } : row))
    expect(new Set(drawn(10, without))).toEqual(new Set(['rare']))
  })

  it('draws a row above its share where nothing else fits, and refuses where nothing fits at all', () => {
    const draw = seededNumbers('fits')
    expect(quota(rows)(draw, row => row.name === 'rare').name).toBe('rare')
    expect(() => quota(rows)(draw, () => false)).toThrow('No row may be drawn')
  })
})
