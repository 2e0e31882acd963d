import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeCorePackage } from './core-package.ts'

const PROFILES = join(import.meta.dirname, '..')
const MODULES = join(PROFILES, 'node_modules')
const SUSHI = join(MODULES, 'fsh-sushi', 'dist', 'app.js')

/**
 * The artefacts of profiles/fsh as FHIR JSON with snapshots, by file name. Needs no network once the tools are installed.
 *
 * @throws Error with the compiler's own words when it finds an error or has a warning
 */
export function compileFsh(): Map<string, string> {
  if (!existsSync(SUSHI)) install()
  const home = mkdtempSync(join(tmpdir(), 'workwell-profiles-'))
  try {
    writeCorePackage(home, join(MODULES, '@medplum', 'definitions', 'dist', 'fhir', 'r4'))
    const output = join(home, 'output')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [SUSHI, 'build', join(PROFILES, 'fsh'), '--snapshot', '--out', output],
      { encoding: 'utf8', env: { ...process.env, ...alone(home) } },
    )
    const found = stdout
      .split('\n')
      // Whether there is a newer compiler is none of our sources' business, and asks the network.
      .filter(line => /^(error|warn) |^ {2}(File|Line):/.test(line) && !/latest version of sushi/i.test(line))
    if (status !== 0 || found.length > 0) throw new Error(`${found.join('\n') || stdout}\n${stderr}`)
    return readCompiled(join(output, 'fsh-generated', 'resources'))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** A private home, and registries that refuse at once: the same bytes on every machine, or a clear failure. */
const alone = (home: string) => ({
  HOME: home,
  USERPROFILE: home,
  FPL_REGISTRY: 'http://127.0.0.1:9',
  npm_config_offline: 'true',
})

function install(): void {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: PROFILES, stdio: 'inherit' })
  if (status !== 0) throw new Error('The profile tools could not be installed (npm ci in profiles/).')
}

function readCompiled(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter(name => name.endsWith('.json') && !name.startsWith('ImplementationGuide-'))
  return new Map(
    names.toSorted().map(name => {
      const artefact = withoutNotes(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      return [name, `${JSON.stringify(artefact, null, 2)}\n`]
    }),
  )
}

/**
 * Without what a snapshot copies from R4 for readers of R4: mappings to other standards and examples, one of which R4's own
 * validator refuses. They are most of its size and none of its rules.
 */
function withoutNotes(artefact: { resourceType: string; [element: string]: unknown }): unknown {
  if (artefact.resourceType !== 'StructureDefinition') return artefact
  return JSON.parse(
    JSON.stringify(artefact, (key, value) =>
      key === 'mapping' || key === 'example'
        ? undefined
        : isOutcome(value)
          ? { ...value, type: [{ code: 'Resource' }] }
          : value,
    ),
  )
}

/** R4 has any Resource here; the definitions that npm installs say OperationOutcome, which R4's own validator refuses in a profile. */
const isOutcome = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'path' in value &&
  value.path === 'Bundle.entry.response.outcome'
