import { describe, expect, it } from 'vitest'
import { takesElectronicReferrals } from '../../src/domain/channel.ts'
import { factOf, phoneWords, servicesOf, sitePackSchema, toldBy } from '../../src/domain/site.ts'
import { workWellService } from '../support/ehr-record.ts'

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
    ['validUntil', { validFrom: '2026-07-02', validUntil: '2026-07-01' }],
    ['benefits', { benefits: 'Your benefits do not change.' }],
    ['hub.kind', { hub: { kind: 'sandbox' } }],
    ['extraQuestions.file', { extraQuestions: { file: '../secret.json', leavesFrom: 'basic' } }],
    ['workStatus.accepts.0', { workStatus: { accepts: ['retired'] } }],
    ['facts.fee.reviewBy', { facts: { fee: { source: 'A page', reviewBy: 'soon' } } }],
  ])('is refused at %s', (path, parts) => {
    expect(pathsOf(pack(parts))).toEqual([`services.0.${path}`])
  })

  it('is refused with a field that nobody reads', () => {
    expect(pathsOf(pack({ wordign: 'typing error' }))).toEqual(['services.0'])
  })
})

describe('what the patient is told of the DWP (hazard H11)', () => {
  const last = (dwp?: { receives: string; named: boolean; source: string; date: string }) =>
    toldBy(workWellService(dwp ? { dwp } : {})).at(-1)
  const dwp = { receives: 'counts of referrals', source: 'A letter', date: '2026-11-22' }

  it('is what it receives, and whether they are named; where nobody has found out, that it is not known', () => {
    expect(last({ ...dwp, named: false })).toBe('The DWP receives counts of referrals, without your name.')
    expect(last({ ...dwp, named: true })).toContain('with your name')
    expect(last()).toContain('is not known here')
  })
})

describe('a service', () => {
  it.each([
    [{ kind: 'fhir', baseUrl: 'https://hub.example/fhir', agreement: 'A' }, true],
    [{ kind: 'sandbox' }, true],
    [{ kind: 'letter', instructions: 'Post it.' }, false],
    [{ kind: 'none' }, false],
  ] as const)('with the way in %o takes electronic referrals: %s', (hub, takes) => {
    expect(takesElectronicReferrals(workWellService({ hub }))).toBe(takes)
  })

  it('without a known number invents none', () => {
    const { phone: _unknown, ...silent } = workWellService()
    expect(phoneWords(silent)).toBe('the number that your practice has for it')
  })

  it('has a source for what is named, and none by the name of something else', () => {
    expect(factOf(workWellService(), 'constructor')).toBeUndefined()
  })
})
