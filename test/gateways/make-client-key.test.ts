import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readClientKey } from '../../src/gateways/client-key.ts'
import { makeClientKey } from '../../src/gateways/make-client-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-key-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('the sandbox’s own key is one that a hub takes, in a file that only its owner reads', () => {
  const file = join(folder, 'data', 'key.json')
  makeClientKey(file)
  expect(readClientKey(file, 'key')).toMatchObject({ alg: 'ES384', kid: expect.stringMatching(/^[\w-]{43}$/) })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

it('the sandbox’s own key stays the same from start to start', () => {
  const file = join(folder, 'key.json')
  makeClientKey(file)
  const first = readFileSync(file, 'utf8')
  makeClientKey(file)
  expect(readFileSync(file, 'utf8')).toBe(first)
})
