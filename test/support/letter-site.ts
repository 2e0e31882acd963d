import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { workWellService } from './ehr-record.ts'

/** A folder with one make-believe service that gets letters. */
export function letterSite(reply: object | undefined): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'letter-site-'))
  const { site: _site, makeBelieve: _makeBelieve, ...service } = workWellService()
  const facts = { everything: { source: 'https://north.example/workwell', reviewBy: '2099-01-01' } }
  const hub = { kind: 'letter', instructions: 'Post it to 1 Placeholder Lane.', ...(reply && { reply }) }
  const pack = { site: 'letters', name: 'Letters', makeBelieve: true, services: [{ ...service, facts, hub }] }
  writeFileSync(join(folder, 'letters.json'), JSON.stringify(pack))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
