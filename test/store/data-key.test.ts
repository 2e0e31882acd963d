import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadDataKeys } from '../../src/store/data-key.ts'
import { temporaryFolder } from './temporary-store.ts'

test('a missing key is made once, of 32 bytes, and only its owner may read it', () => {
  const folder = join(temporaryFolder(), 'keys')
  const keyFile = join(folder, 'data.key')
  const made = loadDataKeys({ keyFile, createIfMissing: true })
  expect(made.map(key => key.length)).toEqual([32])
  expect((statSync(keyFile).mode & 0o777).toString(8)).toBe('600')
  expect(loadDataKeys({ keyFile, createIfMissing: true })).toEqual(made)
  expect(readdirSync(folder)).toEqual(['data.key'])
})

test('two installations do not get the same key', () => {
  const one = loadDataKeys({ keyFile: join(temporaryFolder(), 'data.key'), createIfMissing: true })
  const other = loadDataKeys({ keyFile: join(temporaryFolder(), 'data.key'), createIfMissing: true })
  expect(one).not.toEqual(other)
})

test('outside the sandbox a missing key stops the start and says what to do', () => {
  const keyFile = join(temporaryFolder(), 'data.key')
  expect(() => loadDataKeys({ keyFile, createIfMissing: false })).toThrow(/does not exist.*openssl rand -base64 32/)
  expect(existsSync(keyFile)).toBe(false)
})

test.each([
  ['too short', 'c2hvcnQ='],
  ['not base64', 'x'.repeat(43)],
  ['empty', ''],
  ['one with a line that is no key', `${'A'.repeat(43)}=\nsecond key\n`],
])('a key file that is %s is refused without being shown or replaced', (_what, text) => {
  const keyFile = join(temporaryFolder(), 'data.key')
  writeFileSync(keyFile, text)
  const load = () => loadDataKeys({ keyFile, createIfMissing: true })
  expect(load).toThrow('must hold 32 bytes in base64 and nothing else')
  expect(readFileSync(keyFile, 'utf8')).toBe(text)
})

test('several keys stand one a line, in their order', () => {
  const keyFile = join(temporaryFolder(), 'data.key')
  writeFileSync(keyFile, `${Buffer.alloc(32, 1).toString('base64')}\n${Buffer.alloc(32, 2).toString('base64')}\n`)
  expect(loadDataKeys({ keyFile, createIfMissing: false })).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 2)])
})
