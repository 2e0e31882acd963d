import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { workWellService } from '../support/ehr-record.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const DEMO = new URL('../../profiles/sites/demo.json', import.meta.url)
/** Who is registered at this practice, or lives at no fixed abode, has two services in this world: one gets letters, the other has no way in. */
const AREA = { covers: 'listed', counts: 'either', practiceCodes: ['A99998'], pcns: [], postcodes: ['ZZ99'] }

/** Letters, where a service answers by the patient's date of birth. */
const LETTERS = {
  kind: 'letter',
  instructions: 'Post it to 1 Placeholder Lane.',
  reply: { asks: 'date-of-birth', days: 28 },
}

function packs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-sites-'))
  const { site: _site, makeBelieve: _makeBelieve, ...service } = workWellService()
  const facts = { everything: { source: 'https://north.example/workwell', reviewBy: '2099-01-01' } }
  const services = [
    { ...service, id: 'by-letter', name: 'WorkWell by Letter', area: AREA, hub: LETTERS, facts },
    { ...service, id: 'by-phone', name: 'WorkWell by Phone', area: AREA, hub: { kind: 'none' }, facts },
  ]
  cpSync(DEMO, join(folder, 'demo.json'))
  writeFileSync(
    join(folder, 'letters.json'),
    JSON.stringify({ site: 'letters', name: 'Letters', makeBelieve: true, services }),
  )
  return folder
}

/** The app with a service of each kind: a case system, letters that are answered by a link, and no way in. */
export async function startPageWorld(): Promise<RunningApp> {
  const folder = packs()
  const limits = { LIMIT_WRITES: '100000', LIMIT_LAUNCHES: '100000', LIMIT_FAILURES: '100000' }
  const app = await startApp({ SITES_DIR: folder, ...limits })
  return {
    ...app,
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
