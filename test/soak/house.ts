import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../src/store/open-store.ts'
import type { FrontDoor } from './front-door.ts'
import { type Life, startLife } from './life.ts'
import type { World } from './world.ts'

/** One installation: its store and settings, and the web servers that come and go on it. */
export interface House {
  /** One more web server behind the front door. */
  start(): Promise<Life>
  kill(life: Life): Promise<void>
  /** With no web server running. */
  openStore(): Promise<Store>
  remove(): void
}

export interface HouseSettings {
  readonly program: string
  readonly door: FrontDoor
  readonly world: World
  /** PostgreSQL, in place of a file. */
  readonly databaseUrl?: string | undefined
}

/** As outside the sandbox, with a site pack whose hub is this one, and shorter waits. */
export function createHouse({ program, door, world, databaseUrl }: HouseSettings): House {
  const folder = mkdtempSync(join(tmpdir(), 'workwell-house-'))
  const write = (name: string, content: string): string => {
    const file = join(folder, name)
    writeFileSync(file, content)
    return file
  }
  const dataDir = join(folder, 'data')
  const dataKeyFile = write('data.key', `${randomBytes(32).toString('base64')}\n`)
  const [ehr, pack] = [{ name: 'Record system', issuer: world.issuer }, packFor(world.hubUrl)]
  write('pack.json', JSON.stringify(pack))
  const settings = {
    PUBLIC_URL: door.url,
    EHR_REGISTRY: write('ehrs.list', JSON.stringify([{ ...ehr, clientId: 'workwell-referral', auth: 'public' }])),
    SITES_DIR: folder,
    DATA_DIR: dataDir,
    DATA_KEY_FILE: dataKeyFile,
    DATABASE_URL: databaseUrl ?? '',
    HUB_WAIT_SECONDS: '1',
    FIRST_RETRY_SECONDS: '1',
    LONGEST_RETRY_SECONDS: '3',
    LEASE_SECONDS: '15',
    SESSION_IDLE_MINUTES: '60',
  }
  return {
    async start() {
      const life = await startLife(program, settings)
      door.add(life)
      return life
    },
    kill(life) {
      const ended = life.kill()
      door.remove(life)
      return ended
    },
    openStore: () => openStore({ dataDir, databaseUrl, dataKeyFile, createKeyIfMissing: false }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function packFor(hubUrl: string): unknown {
  const demo = JSON.parse(readFileSync(new URL('../../profiles/sites/demo.json', import.meta.url), 'utf8'))
  const { worklist: _needsTheSandbox, ...service } = demo.services[0]
  const hub = { kind: 'fhir', baseUrl: hubUrl, agreement: 'Synthetic' }
  return { ...demo, makeBelieve: false, services: [{ ...service, hub }] }
}
