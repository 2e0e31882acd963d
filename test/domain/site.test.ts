import { describe, expect, it } from 'vitest'
import type { PatientSummary } from '../../src/domain/clinical-context.ts'
import { servicesFor, servicesOf, sitePackSchema, type WorkWellService } from '../../src/domain/site.ts'
import { readPatient } from '../../src/fhir/read-patient.ts'
import { patientRecord, workWellService } from '../support/ehr-record.ts'

const patient = (parts: Partial<PatientSummary> = {}): PatientSummary => ({
  ...readPatient(patientRecord(), 'Y99901', new Date('2026-09-03')),
  ...parts,
})
const listed = (id: string, area: { practiceCodes?: string[]; postcodes?: string[] }): WorkWellService =>
  workWellService({ id, area: { covers: 'listed', practiceCodes: [], postcodes: [], ...area } })
const everyoneElse = workWellService({ id: 'everyone-else', area: { covers: 'everyone-else' } })
const idsFor = (who: PatientSummary, services: WorkWellService[]) => servicesFor(who, services).map(each => each.id)

describe('which service covers a patient (decision 13, hazard H12)', () => {
  it('the practice where the patient is registered', () => {
    const services = [listed('here', { practiceCodes: ['Y99901'] }), listed('there', { practiceCodes: ['Y99902'] })]
    expect(idsFor(patient({ postcode: 'unknown' }), services)).toEqual(['here'])
  })

  it.each([
    ['LS', 'LS1 1AA', true, 'the letters of the post town'],
    ['L', 'LS1 1AA', false, 'another post town that begins with the same letter'],
    ['LS1', 'LS1 1AA', true, 'the district'],
    ['LS1', 'LS11 1AA', false, 'a district that only begins alike'],
    ['EC1', 'EC1A 1BB', true, 'a part of the district'],
    ['EC1A', 'EC1M 1BB', false, 'another part of the district'],
    ['EC1A', 'EC1A 1BB', true, 'that part of the district'],
    ['LS1 1', 'LS1 1AA', true, 'the sector'],
    ['LS1 1', 'LS1 2AA', false, 'another sector'],
    ['LS1 1', 'LS11 1AA', false, 'a sector that only reads alike without its space'],
    ['LS1 1AA', 'LS1 1AA', true, 'one postcode'],
    ['ls11aa', 'LS1 1AA', true, 'one postcode, written otherwise'],
    ['LS1', 'ls11aa', true, 'a postcode that the record writes otherwise'],
    ['LS1', ' LS1  1AA ', true, 'a postcode with stray spaces'],
    ['LS1', 'unknown', false, 'no postcode in the record'],
    ['LS1', 'LS1', true, 'half a postcode in the record, which says enough'],
    ['LS1 1', 'LS1', false, 'half a postcode in the record, which does not say enough'],
  ])('area %s and postcode %s: %s (%s)', (area, postcode, covered) => {
    const service = listed('here', { postcodes: [area] })
    expect(idsFor(patient({ postcode, practiceCode: 'unknown' }), [service])).toEqual(covered ? ['here'] : [])
  })

  it('both the practice and the home may count: the clinician is asked which', () => {
    const services = [listed('registered', { practiceCodes: ['Y99901'] }), listed('lives', { postcodes: ['LS1'] })]
    expect(idsFor(patient(), services)).toEqual(['registered', 'lives'])
  })

  it('a service for everyone else is taken only where no listed area matches', () => {
    const here = listed('here', { practiceCodes: ['Y99901'] })
    const there = listed('there', { practiceCodes: ['Y99902'] })
    expect(idsFor(patient(), [everyoneElse, here])).toEqual(['here'])
    expect(idsFor(patient(), [everyoneElse, there])).toEqual(['everyone-else'])
  })

  it('an unknown practice and postcode match no listed area', () => {
    const service = listed('here', { practiceCodes: ['Y99901'], postcodes: ['LS1'] })
    expect(idsFor(patient({ postcode: 'unknown', practiceCode: 'unknown' }), [service])).toEqual([])
  })
})

describe('a site pack', () => {
  const { site, makeBelieve, ...service } = workWellService()
  const pack = (parts: object = {}) => ({ site, name: 'North', makeBelieve, services: [{ ...service, ...parts }] })
  const pathsOf = (input: unknown) =>
    sitePackSchema.safeParse(input).error?.issues.map(issue => issue.path.join('.')) ?? []

  it('gives its services, each with its site and whether it is make-believe', () => {
    expect(servicesOf([sitePackSchema.parse(pack())])).toEqual([workWellService()])
  })

  it.each([
    ['minimumAge', { minimumAge: 15 }],
    ['wording.told', { wording: { version: '1', told: [] } }],
    ['nhsNumber.agreement', { nhsNumber: { send: 'yes' } }],
    ['hub.agreement', { hub: { kind: 'fhir', baseUrl: 'https://hub.example/fhir' } }],
    ['area.postcodes.0', { area: { covers: 'listed', postcodes: [''] } }],
    ['area.practiceCodes.0', { area: { covers: 'listed', practiceCodes: ['y99901'] } }],
    ['facts.fee.reviewBy', { facts: { fee: { source: 'A page', reviewBy: 'soon' } } }],
  ])('is refused at %s', (path, parts) => {
    expect(pathsOf(pack(parts))).toEqual([`services.0.${path}`])
  })

  it('is refused with a field that nobody reads', () => {
    expect(pathsOf(pack({ wordign: 'typing error' }))).toEqual(['services.0'])
  })
})
