import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PACKAGE_NAME, packProfiles } from '../../src/cli/pack-profiles.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'workwell-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the FHIR package of the profiles', () => {
  const file = packProfiles(folder)
  execFileSync('tar', ['xzf', file, '-C', folder])
  const packed = join(folder, 'package')
  const read = (name: string) => JSON.parse(readFileSync(join(packed, name), 'utf8'))
  const artefacts = readdirSync(join(ROOT, 'profiles', 'fhir')).toSorted()

  it('has every artefact as it is published, and lists each in its index', () => {
    for (const name of artefacts)
      expect(readFileSync(join(packed, name), 'utf8')).toBe(readFileSync(join(ROOT, 'profiles', 'fhir', name), 'utf8'))
    const index: { files: { filename: string; url: string; resourceType: string }[] } = read('.index.json')
    expect(index.files.map(each => each.filename)).toEqual(artefacts)
    for (const { filename, url, resourceType } of index.files)
      expect(read(filename)).toMatchObject({ url, resourceType })
  })

  it('says what it is: FHIR R4, the version of its profiles, and one address for all', () => {
    const { version } = JSON.parse(
      readFileSync(join(ROOT, 'profiles/fhir/StructureDefinition-WorkWell-Task.json'), 'utf8'),
    )
    expect(read('package.json')).toMatchObject({ name: PACKAGE_NAME, version, fhirVersions: ['4.0.1'] })
    expect(basename(file)).toBe(`${PACKAGE_NAME}-${version}.tgz`)
  })

  it('is the one that docker-compose.yml has HAPI install', () => {
    const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')
    const said = (name: string) => new RegExp(`IMPLEMENTATIONGUIDES_WORKWELL_${name}: (.+)`).exec(compose)?.[1]
    expect(said('NAME')).toBe(PACKAGE_NAME)
    expect(said('VERSION')).toBe(read('package.json').version)
    expect(said('PACKAGEURL')).toBe(`file:/packages/${basename(file)}`)
  })
})
