import fc from 'fast-check'
import { expect, it } from 'vitest'
import { liesWith } from '../../src/domain/whose-referral.ts'

const place = fc.constantFrom('HealthcareService/1', 'HealthcareService/2', 'PractitionerRole/3', 'PractitionerRole/4')
const unknown = fc.option(place, { nil: undefined })

it('a referral lies with a service only where its owner is known and is the service or one of its coaches (hazard H01)', () => {
  fc.assert(
    fc.property(unknown, unknown, fc.array(place), (owner, service, coaches) => {
      const expected =
        owner !== undefined && service !== undefined && [service, ...coaches].some(each => each === owner)
      expect(liesWith(owner, { service, coaches })).toBe(expected)
    }),
  )
})

it('nobody’s referral is nobody’s to open, above all where the service is not known on this hub either', () => {
  expect(liesWith(undefined, { service: undefined, coaches: [] })).toBe(false)
  expect(liesWith('PractitionerRole/3', { service: undefined, coaches: ['PractitionerRole/3'] })).toBe(false)
})
