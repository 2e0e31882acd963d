import { expect, test } from 'vitest'
import { elementsAt, valuesAt } from '../../../src/sandbox/fhir-server/element-path.ts'

const resource = {
  telecom: [
    { system: 'phone', value: '1' },
    { system: 'email', value: 'a@example.org' },
  ],
  item: [{ answer: [{ valueCoding: { code: 'x' } }, { valueString: 'y' }] }, { linkId: 'two' }],
  values: 'not a choice',
  empty: null,
}

test.each([
  ['telecom.value', ['1', 'a@example.org']],
  ['telecom[system=email].value', ['a@example.org']],
  ['item.answer.value[x]', [{ code: 'x' }, 'y']],
  ['item.linkId', ['two']],
  ['value[x]', []],
  ['empty', []],
  ['telecom.value.deeper', []],
])('%s gives %j', (path, expected) => {
  expect(valuesAt(resource, path)).toEqual(expected)
  expect(elementsAt(resource, path, 'X').map(({ value }) => value)).toEqual(expected)
})

test('a place is said with the index of every list on the way', () => {
  expect(elementsAt(resource, 'item.answer.value[x]', 'X').map(({ at }) => at)).toEqual([
    'X.item[0].answer[0].valueCoding',
    'X.item[0].answer[1].valueString',
  ])
})
