import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const { Client } = pg

export interface PostgresCluster {
  readonly url: string
  restart(): void
  stop(): void
}

/** A PostgreSQL server of our own on a free port, in a folder that goes with it. */
export async function startPostgres(programs: string): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'workwell-postgres-'))
  const owner = serverUser()
  if (owner) {
    chownSync(folder, owner.uid, owner.gid)
    chmodSync(folder, 0o700)
  }
  const data = join(folder, 'data')
  const port = await freePort()
  const run = (program: string, args: readonly string[]): void => {
    execFileSync(join(programs, program), args, { ...owner, cwd: folder, stdio: 'ignore', timeout: 60_000 })
  }
  run('initdb', ['-D', data, '-U', 'workwell', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'])
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=300`
  const start = (): void => run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'])
  const stop = (): void => run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
  start()
  return {
    url: `postgres://workwell@127.0.0.1:${port}/postgres`,
    restart() {
      stop()
      start()
    },
    stop() {
      stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An empty database on it, under a name that starts with this one; its address. */
export async function newDatabase({ url }: Pick<PostgresCluster, 'url'>, name: string): Promise<string> {
  const database = `${name}_${Math.random().toString(36).slice(2)}`
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${database}`)
  await client.end()
  const place = new URL(url)
  place.pathname = `/${database}`
  return place.href
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string, user: string): number | undefined => {
    const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' })
    return status === 0 ? Number(stdout) : undefined
  }
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', user), idOf('-g', user)]
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error('there is neither a user postgres nor nobody to run PostgreSQL as')
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
