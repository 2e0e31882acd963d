import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkWellService } from '../../src/domain/site.ts'
import { workWellService } from '../support/ehr-record.ts'

const POST = 'Post it to 1 Placeholder Lane.'
const HUBS: Readonly<Record<string, WorkWellService['hub']>> = {
  'its own system': { kind: 'sandbox' },
  'no way in': { kind: 'none' },
  'a letter': { kind: 'letter', instructions: POST },
  'a letter that it can answer': {
    kind: 'letter',
    instructions: POST,
    reply: { asks: 'date-of-birth', days: 28 },
  },
}
const NUMBERS: readonly WorkWellService['nhsNumber'][] = [{ send: 'never' }, { send: 'yes', agreement: 'Agreement 7' }]
/** Every way in of a service, with and without an agreement for the NHS number, each in a postcode area of its own. */
export const PACKS = Object.entries(HUBS)
  .flatMap(([hub, way]) => NUMBERS.map(nhsNumber => ({ hub, way, nhsNumber, sends: nhsNumber.send })))
  .map((each, index) => ({ ...each, area: `ZZ${index + 1}` }))

export const serviceOf = ({ area, way, nhsNumber }: (typeof PACKS)[number]): WorkWellService =>
  workWellService({
    id: `service-${area.toLowerCase()}`,
    area: { covers: 'listed', counts: 'resident', practiceCodes: [], pcns: [], postcodes: [area] },
    hub: way,
    nhsNumber,
    phone: '01632 960777',
    selfReferral: 'Ring 01632 960777.',
    extraQuestions: { file: 'more.json', leavesFrom: 'standard' },
    facts: { everything: { source: 'https://north.example/workwell', reviewBy: '2099-01-01' } },
  })

/** A folder with one make-believe service of each kind, in an area of its own, which has a question of its own. */
export function sites() {
  const folder = mkdtempSync(join(tmpdir(), 'paper-site-'))
  const services = PACKS.map(serviceOf).map(({ site: _site, makeBelieve: _makeBelieve, ...service }) => service)
  const pack = { site: 'papers', name: 'Papers', makeBelieve: true, services }
  const questions = {
    resourceType: 'Questionnaire',
    url: 'https://north.example/Questionnaire/more',
    version: '1',
    status: 'active',
    item: [{ linkId: 'travel', text: 'How would the patient travel?', type: 'string' }],
  }
  writeFileSync(join(folder, 'papers.json'), JSON.stringify(pack))
  writeFileSync(join(folder, 'more.json'), JSON.stringify(questions))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
