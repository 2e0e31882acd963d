import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EXT } from '../src/fhir/systems.ts'
import { loadQuestionnaire, loadServices, loadSiteQuestionnaires } from '../src/profiles.ts'
import { temporaryFolder } from './store/temporary-store.ts'
import { workWellService } from './support/ehr-record.ts'

const { site, makeBelieve, ...service } = workWellService()
const pack = (parts: object = {}) => ({ site, name: 'North', makeBelieve, services: [service], ...parts })

/** A folder of site packs, by file name. */
function sites(files: Record<string, unknown>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

describe('site packs', () => {
  it('give their services, each with its site', () => {
    const south = { ...service, id: 'south-workwell' }
    const folder = sites({ 'north.json': pack(), 'south.json': pack({ site: 'south', services: [south] }) })
    expect(loadServices(folder, false)).toEqual([
      workWellService(),
      workWellService({ site: 'south', id: 'south-workwell' }),
    ])
  })

  it('are the JSON files of the folder and nothing else', () => {
    expect(loadServices(sites({ 'north.json': pack(), 'README.md': '# Sites' }), false)).toHaveLength(1)
  })

  it('that are make-believe are for the sandbox alone, and real ones never for it (decision 6, hazard H21)', () => {
    const pretend = pack({ site: 'demo', makeBelieve: true, services: [{ ...service, id: 'demo-workwell' }] })
    const folder = sites({ 'demo.json': pretend, 'north.json': pack() })
    expect(loadServices(folder, true).map(each => each.id)).toEqual(['demo-workwell'])
    expect(loadServices(folder, false).map(each => each.id)).toEqual(['north-workwell'])
    expect(() => loadServices(sites({ 'demo.json': pretend }), false)).toThrow(
      /^SITES_DIR: no site pack with a real WorkWell service in /,
    )
    expect(() => loadServices(sites({ 'north.json': pack() }), true)).toThrow(
      /^SITES_DIR: no site pack with a make-believe WorkWell service in /,
    )
  })

  it('are neither the template nor the Questionnaires that stand beside them', () => {
    const folder = sites({ 'north.json': pack(), 'template.json': {}, 'north-questions.json': QUESTIONNAIRE })
    expect(loadServices(folder, false)).toHaveLength(1)
  })

  it.each<[string, object]>([
    ['services.0.wording', { services: [{ ...service, wording: undefined }] }],
    ['services.0.hub.baseUrl', { services: [{ ...service, hub: { kind: 'fhir', baseUrl: 'hub', agreement: 'A' } }] }],
    ['services', { services: [] }],
    ['site', { site: 'North!' }],
  ])('that are broken are named with their file and the path %s', (path, parts) => {
    expect(() => loadServices(sites({ 'north.json': pack(parts) }), false)).toThrow(`site pack north.json: ${path}: `)
  })

  it('that are broken are named in the sandbox and outside, make-believe or not', () => {
    const folder = sites({ 'demo.json': pack({ makeBelieve: true, site: '' }), 'north.json': pack() })
    expect(() => loadServices(folder, false)).toThrow('site pack demo.json: site: ')
  })

  it('may not use one service id twice: drafts and referrals go by it', () => {
    const folder = sites({ 'north.json': pack(), 'south.json': pack({ site: 'south' }) })
    expect(() => loadServices(folder, false)).toThrow('site packs: the service id north-workwell stands twice')
  })

  it('of the pilot areas: nothing that nobody has confirmed is in them, so none can be sent to', () => {
    const real = loadServices('profiles/sites', false)
    expect(PILOTS.filter(site => !real.some(each => each.site === site))).toEqual([])
    const pilots = real.filter(each => PILOTS.includes(each.site))
    expect(pilots.filter(each => each.hub.kind !== 'none')).toEqual([])
    expect(pilots.filter(each => each.phone !== undefined || each.nhsNumber.send !== 'never')).toEqual([])
    expect(pilots.filter(each => (each.unknown ?? []).length === 0)).toEqual([])
  })

  it('of this repository: no real one is there in the sandbox', () => {
    expect(loadServices('profiles/sites', true).every(each => each.makeBelieve)).toBe(true)
  })

  it('of this repository are whole: the demo takes every patient whom no listed area covers', () => {
    expect(loadServices('profiles/sites', true)).toMatchObject([
      { id: 'demo-workwell', makeBelieve: true, area: { covers: 'everyone-else' }, hub: { kind: 'sandbox' } },
    ])
  })
})

/** Written from public pages alone. Who takes one over and confirms it takes it off this list. */
const PILOTS = [
  'birmingham-solihull',
  'black-country',
  'bristol-north-somerset-south-gloucestershire',
  'cambridgeshire-peterborough',
  'cornwall-isles-of-scilly',
  'coventry-warwickshire',
  'frimley',
  'greater-manchester',
  'herefordshire-worcestershire',
  'lancashire-south-cumbria',
  'leicester-leicestershire-rutland',
  'north-central-london',
  'north-west-london',
  'south-yorkshire',
  'surrey-heartlands',
]

const QUESTIONNAIRE = {
  resourceType: 'Questionnaire',
  status: 'active',
  item: [{ linkId: 'travel', text: 'How would the patient travel?', type: 'string' }],
}

describe('the questions of a service’s own', () => {
  const extraQuestions = { file: 'more.json', leavesFrom: 'standard' as const }

  it('come from the file that its pack names, under linkIds that cannot be ours', () => {
    const folder = sites({ 'more.json': QUESTIONNAIRE })
    const found = loadSiteQuestionnaires(folder, [
      workWellService({ extraQuestions }),
      workWellService({ id: 'south' }),
    ])
    expect([...found.keys()]).toEqual(['north-workwell'])
    expect(found.get('north-workwell')?.item).toMatchObject([{ linkId: 'site.travel' }])
  })

  it('that cannot be asked are named with their service and file', () => {
    const broken = { ...QUESTIONNAIRE, item: [{ linkId: 'a', type: 'nonsense' }] }
    expect(() => loadSiteQuestionnaires(sites({ 'more.json': broken }), [workWellService({ extraQuestions })])).toThrow(
      'service north-workwell, more.json: Question 1 (linkId "a") has a type that FHIR R4 does not have',
    )
    expect(() => loadSiteQuestionnaires(sites({}), [workWellService({ extraQuestions })])).toThrow('more.json')
  })

  it('that would send an answer below the level of the pack are refused: the pack is what was signed (hazard H09)', () => {
    const extension = [
      {
        url: EXT.answerLeaves,
        extension: [
          { url: 'to', valueCode: 'service' },
          { url: 'from', valueCode: 'basic' },
        ],
      },
    ]
    const lower = { ...QUESTIONNAIRE, item: [{ linkId: 'travel', text: 'How?', type: 'string', extension }] }
    expect(() => loadSiteQuestionnaires(sites({ 'more.json': lower }), [workWellService({ extraQuestions })])).toThrow(
      'service north-workwell, more.json: travel: its answer would be sent from basic on; it stands at standard, which it may only raise',
    )
  })
})

describe('the Questionnaire', () => {
  it('is the one that the answers name', () => {
    expect(loadQuestionnaire()).toMatchObject({
      resourceType: 'Questionnaire',
      url: 'https://fhir.workwell-referral.example/Questionnaire/workwell-referral',
      status: 'active',
    })
  })

  it('pre-selects nothing: not the agreement, not the condition, not the concern (hazards H11, H14)', () => {
    expect(JSON.stringify(loadQuestionnaire())).not.toMatch(/"initial"|initialSelected/)
  })
})
