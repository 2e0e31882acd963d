import { readdirSync } from 'node:fs'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { Machine } from './find-chromium.ts'

const DEBIAN = '/usr/lib/postgresql'

/** The folders in which a PostgreSQL server's programs may be, newest version first. */
const usualFolders = (): string[] => {
  try {
    return readdirSync(DEBIAN)
      .sort((a, b) => Number(b) - Number(a))
      .map(version => `${DEBIAN}/${version}/bin`)
  } catch {
    return []
  }
}

/** The folder of a PostgreSQL server's programs; installs Debian's where it may; else why there is none, in words. */
export function findPostgres(
  machine: Omit<Machine, 'playwrightPath'>,
  folders: () => string[] = usualFolders,
): Result<string, string> {
  const works = (folder: string): boolean =>
    machine.exists(`${folder}/initdb`) && machine.run(`${folder}/postgres`, ['--version'])
  const asked = machine.env.POSTGRES_BIN
  if (asked !== undefined && asked !== '')
    return works(asked) ? ok(asked) : fail('POSTGRES_BIN names a folder without a PostgreSQL server')
  const find = (): string | undefined => [...folders(), '/usr/local/bin', '/opt/homebrew/bin'].find(works)
  const found = find()
  if (found !== undefined) return ok(found)
  if (!machine.exists('/usr/bin/apt-get'))
    return fail('no PostgreSQL server was found, and this machine has no apt-get to install one with')
  if (!machine.isRoot)
    return fail('no PostgreSQL server was found, and installing one needs root: apt-get install postgresql')
  machine.say('No PostgreSQL server found: installing one with apt-get. This takes a minute, once.')
  machine.run('apt-get', ['update'])
  machine.run('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'])
  const installed = find()
  return installed === undefined
    ? fail('no PostgreSQL server was found, and apt-get could not install one')
    : ok(installed)
}
