import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registeredEhrs } from '../src/registered-ehrs.ts'

const SANDBOX = {
  issuer: 'http://127.0.0.1:3001/fhir',
  client: {
    clientId: 'workwell-referral',
    auth: 'public',
    launchUrl: 'http://localhost:3000/launch',
    redirectUri: 'http://localhost:3000/callback',
  },
} as const
const REAL = { name: 'Real', issuer: 'https://ehr.example/fhir', clientId: 'x', auth: 'public' }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'workwell-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(text: string): string {
  const path = join(folder, 'ehrs.json')
  writeFileSync(path, text)
  return path
}

describe('the EHRs that may launch the app', () => {
  it('are those of the file, and beside them the make-believe one', () => {
    const ehrs = registeredEhrs(file(JSON.stringify([REAL])), SANDBOX)
    expect(ehrs.map(each => each.issuer)).toEqual([SANDBOX.issuer, REAL.issuer])
  })

  it('hold the make-believe one as the file has it, where the file names it', () => {
    const ehrs = registeredEhrs(file(JSON.stringify([{ ...REAL, issuer: SANDBOX.issuer }])), SANDBOX)
    expect(ehrs.map(each => each.clientId)).toEqual(['x'])
  })

  it('are none where there is neither a file nor a sandbox', () => {
    expect(registeredEhrs(undefined, undefined)).toEqual([])
  })

  it.each([
    ['text that is no JSON', '[{', /^EHR_REGISTRY .*ehrs\.json: /],
    ['no list', '{}', /the list: /],
    ['an entry without issuer', JSON.stringify([{ ...REAL, issuer: undefined }]), /0\.issuer: /],
  ])('stop the start with a plain sentence: %s', (_what, text, sentence) => {
    expect(() => registeredEhrs(file(text), SANDBOX)).toThrow(sentence)
  })
})
