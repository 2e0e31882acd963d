import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { workWellService } from '../support/ehr-record.ts'

const { site: _site, makeBelieve: _makeBelieve, ...base } = workWellService({ hub: { kind: 'sandbox' } })
const facts = {
  everything: { source: 'https://rules.example/workwell', date: '2026-05-01', reviewBy: '2099-01-01' },
}
const listed = (practiceCodes: string[], postcodes: string[]) => ({
  covers: 'listed',
  counts: 'either',
  practiceCodes,
  postcodes,
})

/** Demobury takes everybody from 16 on; Otherford has rules of its own. Whoever belongs to neither has no service. */
const SERVICES = [
  {
    ...base,
    id: 'demobury',
    name: 'WorkWell Demobury',
    area: listed(['A99999'], ['XX1']),
    nhsNumber: { send: 'yes', agreement: 'Agreement 1' },
    facts,
  },
  {
    ...base,
    id: 'otherford',
    name: 'WorkWell Otherford',
    area: listed(['A99998'], ['XX9']),
    minimumAge: 18,
    maximumAge: 66,
    mayCertify: true,
    workStatus: { accepts: ['employed-off-sick', 'self-employed-off-sick', 'employed-at-work'] },
    askFirst: [{ id: 'complex', question: 'Does the patient have complex needs?' }],
    alternatives: [{ name: 'Connect to Work', how: 'Ask the council.' }],
    nhsNumber: { send: 'never' },
    facts,
  },
]

/** A folder with the packs of these areas. */
export function makeBelieveAreas(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workwell-areas-'))
  const pack = { site: 'areas', name: 'Make-believe areas', makeBelieve: true, services: SERVICES }
  writeFileSync(join(folder, 'areas.json'), JSON.stringify(pack))
  return folder
}
