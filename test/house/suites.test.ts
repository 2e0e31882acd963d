import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { configs, suitesOfEachFile, testFiles } from './suites.ts'

/** What one suite runs again of another's, on purpose: the store's tests on a real PostgreSQL, and the full figures of a sample. */
const AGAIN: Readonly<Record<string, string>> = { postgres: 'quick', soak: 'faults' }

const suites = await suitesOfEachFile()

it('every test file is run by one suite, so that none is silently never run and none is run twice', () => {
  const wrong = testFiles().flatMap(file => {
    const all = suites.get(file) ?? []
    const once = all.filter(suite => !all.includes(AGAIN[suite] ?? ''))
    return once.length === 1 ? [] : [`${file}: ${all.join(', ') || 'no suite'}`]
  })
  expect(wrong).toEqual([])
})

it('every suite is started by a command', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const started = Object.values<string>(scripts).flatMap(each =>
    each.startsWith('vitest run') ? [/--config (\S+)/.exec(each)?.[1] ?? 'vitest.config.ts'] : [],
  )
  expect(configs().filter(each => !started.includes(each))).toEqual([])
})
