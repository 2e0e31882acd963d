import { expect, test } from 'vitest'
import { interactionsOf } from '../../../src/sandbox/hub-auth/interactions.ts'

test('a search by what points there needs the right to search that too', () => {
  const path = 'Patient?_has:ServiceRequest:patient:_has:Task:focus:status=requested'
  expect(interactionsOf({ method: 'GET', path })).toEqual([
    { type: 'Patient', letter: 's' },
    { type: 'ServiceRequest', letter: 's' },
    { type: 'Task', letter: 's' },
  ])
})

test('everything about a patient needs every right', () => {
  const letters = interactionsOf({ method: 'GET', path: 'Patient/1/$everything' }).map(
    ({ type, letter }) => type + letter,
  )
  expect(letters).toEqual(['*c', '*r', '*u', '*d', '*s'])
})
