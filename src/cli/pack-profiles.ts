import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '..', '..')
const ARTEFACTS = join(ROOT, 'profiles', 'fhir')
const EXAMPLES = join(ROOT, 'profiles', 'examples', 'good')
export const PACKAGE_NAME = 'workwell.fhir.r4'

const projectFile = z.object({ license: z.string() })
/** Any artefact says the version of all: the package is another whenever a rule in it is (ADR 0027). */
const versioned = z.object({ version: z.string() })
const artefact = z.object({
  resourceType: z.string(),
  id: z.string(),
  url: z.string(),
  version: z.string().optional(),
  kind: z.string().optional(),
  // An OperationDefinition's type is a truth value, and no part of an index.
  type: z.string().optional().catch(undefined),
})

/**
 * profiles/fhir as a FHIR package: an npm package with FHIR's own members, its good examples in `example`.
 * Writes `workwell.fhir.r4-x.y.z.tgz` into the folder, and says where.
 *
 * @throws Error when an artefact has no canonical address, or npm cannot pack
 */
export function packProfiles(folder: string): string {
  const { license } = projectFile.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  const { version } = versioned.parse(
    JSON.parse(readFileSync(join(ARTEFACTS, 'StructureDefinition-WorkWell-Transaction.json'), 'utf8')),
  )
  const staged = mkdtempSync(join(tmpdir(), 'workwell-package-'))
  try {
    const names = readdirSync(ARTEFACTS).toSorted()
    for (const name of names) cpSync(join(ARTEFACTS, name), join(staged, name))
    cpSync(EXAMPLES, join(staged, 'example'), { recursive: true })
    const manifest = {
      name: PACKAGE_NAME,
      version,
      type: 'IG',
      title: 'WorkWell referral',
      description: 'Profiles, value sets, forms and operations of the WorkWell referral (FHIR R4)',
      author: 'WorkWell Referral contributors',
      license,
      canonical: 'https://fhir.workwell-referral.example',
      url: 'https://fhir.workwell-referral.example',
      fhirVersions: ['4.0.1'],
      jurisdiction: 'urn:iso:std:iso:3166#GB',
      dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
    }
    writeJson(join(staged, 'package.json'), manifest)
    writeJson(join(staged, '.index.json'), { 'index-version': 2, files: names.map(indexed) })
    mkdirSync(folder, { recursive: true })
    const options = ['--pack-destination', resolve(folder), '--ignore-scripts', '--loglevel', 'error']
    execFileSync('npm', ['pack', ...options], { cwd: staged, stdio: ['ignore', 'ignore', 'inherit'] })
    return join(folder, `${PACKAGE_NAME}-${version}.tgz`)
  } finally {
    rmSync(staged, { recursive: true, force: true })
  }
}

const indexed = (filename: string) => ({
  filename,
  ...artefact.parse(JSON.parse(readFileSync(join(ARTEFACTS, filename), 'utf8'))),
})

const writeJson = (file: string, value: unknown): void => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
