import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fitNoteWarnings } from '../../../src/domain/fit-note-warnings.ts'
import { GOOD, SITUATION } from './a-draft.ts'

it('says nothing to a good note', () => {
  expect(fitNoteWarnings(GOOD, SITUATION)).toEqual([])
})

it('puts what asks for a reason first, and hints last', () => {
  const found = fitNoteWarnings({ ...GOOD, condition: '', from: '2026-09-04', to: '2026-12-28' }, SITUATION)
  expect(found.map(each => [each.rule, each.weight])).toEqual([
    ['three-months', 'soft-stop'],
    ['post-dated', 'soft-stop'],
    ['condition-on-the-note', 'warning'],
    ['ends-on-bank-holiday', 'hint'],
  ])
})

it('has a test for each rule', () => {
  const named = (folder: string, ending: string) =>
    readdirSync(folder).flatMap(file => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []))
  const tested = named('test/domain/fit-note', '.test.ts')
  expect(named('src/domain/fit-note-rules', '.ts').filter(rule => !tested.includes(rule))).toEqual([])
})
