import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadDeciles } from '../src/deprivation.ts'
import { temporaryFolder } from './store/temporary-store.ts'

function table(...lines: string[]): string {
  const file = join(temporaryFolder(), 'deciles.csv')
  writeFileSync(file, `${lines.join('\r\n')}\r\n`)
  return file
}

test('a postcode has the decile of its line, however either is spaced, and no other has one', () => {
  const decileOf = loadDeciles(table('postcode,decile', 'LS1 1AA,1', '"ls11aB",10', 'W1A 1AA,5'))
  expect(['LS1 1AA', 'LS1 1AB', 'W1A 1AA', 'LS1 1AC', 'ZE1 0AA', 'AB1 0AA'].map(decileOf)).toEqual([
    1,
    10,
    5,
    undefined,
    undefined,
    undefined,
  ])
})

test('no table, no decile', () => {
  expect(loadDeciles(undefined)('LS1 1AA')).toBeUndefined()
})

test.each(['LS1 1AA', 'LS1 1AA,11', 'LS1 1AA,0', 'LS1,3', 'nonsense,3', 'LS1 1AA,'])(
  'a table with a line that cannot be read is refused by its number: "%s"',
  line => {
    expect(() => loadDeciles(table('postcode,decile', 'LS1 1AA,1', line))).toThrow('DEPRIVATION_TABLE: line 3')
  },
)
