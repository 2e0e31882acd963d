import { describe, expect, it } from 'vitest'
import { ID } from '../../../src/fhir/systems.ts'
import { CLINICIANS, clinicianResources, displayClinician } from '../../../src/sandbox/ehr/clinicians.ts'

const SHAPES: Record<string, RegExp> = {
  [ID.gmc]: /^\d{7}$/,
  [ID.nmc]: /^\d{2}[A-Z]\d{4}[A-Z]$/,
  [ID.hcpc]: /^[A-Z]{2}\d{1,6}$/,
  [ID.gphc]: /^2\d{6}$/,
}

describe('the built-in clinicians', () => {
  it('are the ones that the page promises, a nurse among them', () => {
    expect(CLINICIANS.map(({ key }) => key)).toEqual([
      'gp',
      'physiotherapist',
      'occupational-therapist',
      'pharmacist',
      'podiatrist',
      'nurse',
    ])
  })

  it.each(CLINICIANS)('$label has a registration number of the right shape', ({ registration }) => {
    expect(registration.value).toMatch(SHAPES[registration.system] ?? /^$/)
  })

  it('are named with their title', () => {
    expect(CLINICIANS.map(displayClinician)).toContain('Dr Aisha Rahman')
  })

  it('come as resources that refer only to one another, in an order that a server can take', () => {
    const seen = new Set<string>()
    for (const resource of clinicianResources()) {
      for (const [, reference = ''] of JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g))
        expect(seen.has(reference)).toBe(true)
      seen.add(`${resource.resourceType}/${resource.id}`)
      // HAPI takes no purely numeric id from a client.
      expect(resource.id).toMatch(/[a-z]/)
    }
    expect(seen.size).toBe(1 + 2 * CLINICIANS.length)
  })

  it('have a podiatrist whose role is text only', () => {
    const role = clinicianResources().find(({ id }) => id === 'role-podiatrist')
    expect(role).toMatchObject({ code: [{ text: 'Podiatrist' }] })
  })
})
