import { expect, it } from 'vitest'
import { concernIsUrgent, withConcernManaged, withoutConcernManaged } from '../../src/fhir/concern-managed.ts'
import { readAnswers } from '../../src/fhir/read-answers.ts'
import { FIVE_TAPS, itemsOf, option, QUESTIONS, responseWith } from '../support/answers.ts'

const urgent = responseWith({ ...FIVE_TAPS, concern: [option('concern', 'urgent')] })
const managedIn = (response: typeof urgent) => withConcernManaged(response, QUESTIONS)
const linkIds = (response: typeof urgent) => response.item?.map(each => each.linkId)

it('a managed concern stands right after the concern, as in the Questionnaire', () => {
  const managed = managedIn(urgent)
  const at = linkIds(managed)?.indexOf('concern-managed') ?? -1
  expect(linkIds(managed)?.[at - 1]).toBe('concern')
  expect(managed.item?.[at]?.text).toBe(itemsOf(QUESTIONS).find(each => each.linkId === 'concern-managed')?.text)
  const order = itemsOf(QUESTIONS).map(each => each.linkId)
  expect(order[order.indexOf('concern-managed') - 1]).toBe('concern')
  expect(readAnswers(managed, [])).toMatchObject({ concern: 'urgent', concernManaged: true })
})

it('saying it twice says it once', () => {
  expect(managedIn(managedIn(urgent))).toEqual(managedIn(urgent))
})

it('a concern that is raised again has to be managed again', () => {
  expect(withoutConcernManaged(managedIn(urgent))).toEqual(urgent)
})

it('only "urgent" is urgent', () => {
  expect(concernIsUrgent(urgent)).toBe(true)
  for (const concern of ['none-known', 'phone-first', 'not-discussed'])
    expect(concernIsUrgent(responseWith({ ...FIVE_TAPS, concern: [option('concern', concern)] }))).toBe(false)
  expect(concernIsUrgent(responseWith({}))).toBe(false)
})
