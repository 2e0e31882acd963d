import { describe, expect, it } from 'vitest'
import { findPostgres } from './find-postgres.ts'

const DEBIAN = '/usr/lib/postgresql/15/bin'

/** A machine on which PostgreSQL's programs lie in these folders; apt-get puts one into Debian's place, or does not. */
function machine(options: {
  folders?: string[]
  env?: Record<string, string>
  isRoot?: boolean
  apt?: 'works' | 'fails'
}) {
  const folders = new Set(options.folders ?? [])
  const ran: string[] = []
  return {
    ran,
    env: options.env ?? {},
    isRoot: options.isRoot ?? true,
    exists: (path: string) =>
      path === '/usr/bin/apt-get' ? options.apt !== undefined : folders.has(path.replace(/\/[^/]+$/, '')),
    run: (command: string, args: readonly string[]) => {
      ran.push([command, ...args].join(' '))
      if (command === 'apt-get' && args[0] === 'install' && options.apt === 'works') folders.add(DEBIAN)
      return command !== 'apt-get' || options.apt === 'works'
    },
    say: () => {},
  }
}

describe('the search for a PostgreSQL server', () => {
  it('takes the folder that POSTGRES_BIN names, and no other', () => {
    const env = { POSTGRES_BIN: '/opt/postgres/bin' }
    expect(findPostgres(machine({ env, folders: ['/opt/postgres/bin'] }), () => [])).toEqual({
      ok: true,
      value: '/opt/postgres/bin',
    })
    expect(findPostgres(machine({ env, folders: [DEBIAN] }), () => [DEBIAN])).toMatchObject({ ok: false })
  })

  it('takes the first of the usual folders that holds a server that starts', () => {
    const found = findPostgres(machine({ folders: [DEBIAN] }), () => ['/usr/lib/postgresql/16/bin', DEBIAN])
    expect(found).toEqual({ ok: true, value: DEBIAN })
  })

  it('installs Debian’s where it may', () => {
    const fresh = machine({ apt: 'works' })
    expect(findPostgres(fresh, () => [DEBIAN])).toEqual({ ok: true, value: DEBIAN })
    expect(fresh.ran).toContain('apt-get install -y --no-install-recommends postgresql')
  })

  it('says why there is none', () => {
    expect(findPostgres(machine({}), () => [])).toMatchObject({ failure: expect.stringContaining('no apt-get') })
    expect(findPostgres(machine({ apt: 'works', isRoot: false }), () => [])).toMatchObject({
      failure: expect.stringContaining('needs root'),
    })
    expect(findPostgres(machine({ apt: 'fails' }), () => [])).toMatchObject({
      failure: expect.stringContaining('could not install'),
    })
  })
})
