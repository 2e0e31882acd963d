import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadDataKey } from '../../src/store/data-key.ts'
import { temporaryFolder } from './temporary-store.ts'

test('a missing key is made once, of 32 bytes, and only its owner may read it', () => {
  const folder = join(temporaryFolder(), 'keys')
  const keyFile = join(folder, 'data.key')
  const made = loadDataKey({ keyFile, createIfMissing: true })
  expect(made).toHaveLength(32)
  expect((statSync(keyFile).mode & 0o777).toString(8)).toBe('600')
  expect(loadDataKey({ keyFile, createIfMissing: true })).toEqual(made)
  expect(readdirSync(folder)).toEqual(['data.key'])
})

test('two installations do not get the same key', () => {
  const one = loadDataKey({ keyFile: join(temporaryFolder(), 'data.key'), createIfMissing: true })
  const other = loadDataKey({ keyFile: join(temporaryFolder(), 'data.key'), createIfMissing: true })
  expect(one.equals(other)).toBe(false)
})

test('outside the sandbox a missing key stops the start and says what to do', () => {
  const keyFile = join(temporaryFolder(), 'data.key')
  expect(() => loadDataKey({ keyFile, createIfMissing: false })).toThrow(/does not exist.*openssl rand -base64 32/)
  expect(existsSync(keyFile)).toBe(false)
})

test.each([
  ['too short', 'c2hvcnQ='],
  ['not base64', 'x'.repeat(43)],
  ['empty', ''],
])('a key file that is %s is refused without being shown or replaced', (_what, text) => {
  const keyFile = join(temporaryFolder(), 'data.key')
  writeFileSync(keyFile, text)
  const load = () => loadDataKey({ keyFile, createIfMissing: true })
  expect(load).toThrow('must hold 32 bytes in base64 and nothing else')
  expect(readFileSync(keyFile, 'utf8')).toBe(text)
})
