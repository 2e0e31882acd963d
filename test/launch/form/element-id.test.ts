import { expect, it } from 'vitest'
import { elementId, errorSummaryItems } from '../../../launch/form/element-id.ts'
import { everyItemType } from '../../questionnaire/every-item-type.ts'

it.each([
  ['work-status', 'q-work-status'],
  ['1.1', 'q-1.1'],
  ['title~1', 'q-title_7e_1'],
  ['a b/ü', 'q-a_20_b_2f__fc_'],
])('the id for %s is %s', (key, id) => {
  expect(elementId(key)).toBe(id)
})

it('an error summary links to the first control of each item', () => {
  const issues = ['1.1', 'colour', 'date', 'since~1', 'job', 'nowhere'].map(linkId => ({
    linkId,
    text: `About ${linkId}`,
  }))
  expect(errorSummaryItems(everyItemType, issues)).toEqual([
    { href: '#q-1.1', text: 'About 1.1' },
    { href: '#q-colour', text: 'About colour' },
    { href: '#q-date-day', text: 'About date' },
    { href: '#q-since_7e_1-day', text: 'About since~1' },
    { href: '#q-job--item', text: 'About job' },
    { href: '#q-nowhere--item', text: 'About nowhere' },
  ])
})
