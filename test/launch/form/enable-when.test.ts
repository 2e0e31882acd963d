import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const file = new URL('../../../launch/form/enable-when.js', import.meta.url)
const script: { applyConditions(page: unknown): void } = await import(file.href)

interface Field {
  name: string
  value: string
  type?: string
  checked?: boolean
  in?: Container
}
interface Container {
  dataset: { enableWhen: string; enableBehavior: string }
  hidden: boolean
}

const container = (conditions: unknown[], enableBehavior = 'all'): Container => ({
  dataset: { enableWhen: JSON.stringify(conditions), enableBehavior },
  hidden: false,
})

/** As much of a document as the script uses. */
const page = (fields: Field[], containers: Container[], lines: { hidden: boolean }[] = []) => ({
  getElementsByName: (name: string) =>
    fields
      .filter(field => field.name === name)
      .map(field => ({ type: 'text', ...field, closest: () => (field.in?.hidden === true ? field.in : null) })),
  querySelectorAll: (selector: string) => (selector === '.app-only-if' ? lines : containers),
})

const is = (value: string, operator = '=', kind = 'text') => ({ fields: ['a'], operator, value, kind })
const radio = (value: string, checked: boolean): Field => ({ name: 'a', value, type: 'radio', checked })

it.each<[Field[], unknown, boolean]>([
  [[radio('x', true), radio('y', false)], is('x'), true],
  [[radio('x', true), radio('y', false)], is('y'), false],
  [[radio('x', false)], is('x'), false],
  [[radio('x', false)], is('x', '!='), true],
  [[radio('x', true)], is('x', '!='), false],
  [[{ name: 'a', value: ' x ' }], is('x'), true],
  [[{ name: 'a', value: ' ' }], is('true', 'exists'), false],
  [[{ name: 'a', value: ' ' }], is('false', 'exists'), true],
  [[{ name: 'a', value: 'x' }], is('true', 'exists'), true],
  [[{ name: 'a', value: '10' }], is('9', '>', 'number'), true],
  [[{ name: 'a', value: '9' }], is('9', '>', 'number'), false],
  [[{ name: 'a', value: '9' }], is('9', '>=', 'number'), true],
  [[{ name: 'a', value: '9.0' }], is('9', '=', 'number'), true],
  [[{ name: 'a', value: '9' }], is('10', '<', 'number'), true],
  [[{ name: 'a', value: '11' }], is('10', '<=', 'number'), false],
  [
    [
      { name: 'a-day', value: '3' },
      { name: 'a-month', value: '9' },
      { name: 'a-year', value: '2026' },
    ],
    is('2026-09-02', '>', 'date'),
    true,
  ],
  [
    [
      { name: 'a-day', value: '3' },
      { name: 'a-month', value: '9' },
      { name: 'a-year', value: '' },
    ],
    is('true', 'exists', 'date'),
    false,
  ],
  [[], { met: true }, true],
  [[], { met: false }, false],
])('with %j, %j shows the question: %s', (fields, condition, shown) => {
  const one = container([condition])
  script.applyConditions(page(fields, [one]))
  expect(one.hidden).toBe(!shown)
})

it('wants all conditions, or any', () => {
  const [all, any] = [container([{ met: true }, { met: false }]), container([{ met: true }, { met: false }], 'any')]
  script.applyConditions(page([], [all, any]))
  expect([all.hidden, any.hidden]).toEqual([true, false])
})

it('does not count the answer of a hidden question, whatever the order', () => {
  const inner = container([is('x')])
  const outer = container([{ met: false }])
  script.applyConditions(page([{ name: 'a', value: 'x', in: outer }], [inner, outer]))
  expect([inner.hidden, outer.hidden]).toEqual([true, true])
})

it('ends on questions that switch each other', () => {
  const one = container([{ fields: ['b'], operator: '!=', value: 'x', kind: 'text' }])
  const two = container([{ fields: ['a'], operator: '=', value: 'x', kind: 'text' }])
  const fields = [
    { name: 'a', value: 'x', in: one },
    { name: 'b', value: 'x', in: two },
  ]
  expect(() => script.applyConditions(page(fields, [one, two]))).not.toThrow()
})

it('hides the lines that say when a question is meant', () => {
  const line = { hidden: false }
  script.applyConditions(page([], [], [line]))
  expect(line.hidden).toBe(true)
})

it('stays small: it is served as it is written', () => {
  expect(gzipSync(readFileSync(file)).length).toBeLessThan(2048)
})
