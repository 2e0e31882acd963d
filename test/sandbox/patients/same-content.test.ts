import type { Patient } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { sameContent } from '../../../src/sandbox/patients/same-content.ts'

const wanted = {
  resourceType: 'Patient',
  id: 'patient-x',
  meta: { tag: [{ system: 's', code: 'c' }] },
  name: [{ family: 'Ashworth', given: ['Gareth'] }],
} satisfies Patient

describe('whether a server holds a resource as it should be', () => {
  it('looks past the version, the time, the source, the order of elements and a narrative of the server', () => {
    const stored: Patient = {
      name: [{ given: ['Gareth'], family: 'Ashworth' }],
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
      meta: { versionId: '4', lastUpdated: '2026-09-03T08:00:00Z', source: '#a', tag: [{ code: 'c', system: 's' }] },
      id: 'patient-x',
      resourceType: 'Patient',
    }
    expect(sameContent(stored, wanted)).toBe(true)
  })

  it('looks past the display of a tag or label, of which HAPI keeps one for the whole server', () => {
    const label = { system: 's', code: 'R' }
    const shown = { ...wanted, meta: { ...wanted.meta, security: [{ ...label, display: 'restricted' }] } }
    expect(sameContent({ ...wanted, meta: { ...wanted.meta, security: [label] } }, shown)).toBe(true)
    expect(sameContent(wanted, shown)).toBe(false)
  })

  it.each<[string, Patient]>([
    ['an element', { ...wanted, gender: 'male' }],
    ['a tag', { ...wanted, meta: {} }],
    ['the order of a list', { ...wanted, name: [{ family: 'Ashworth', given: ['Gareth', 'X'] }] }],
  ])('sees a difference in %s', (_what, stored) => {
    expect(sameContent(stored, wanted)).toBe(false)
  })
})
