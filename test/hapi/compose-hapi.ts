import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type HapiProcess, hapiProcess } from './hapi-process.ts'

const COMPOSE_FILE = join(import.meta.dirname, '..', '..', 'docker-compose.yml')

type Command = readonly [program: string, ...args: string[]]

/** How docker compose is called here; undefined where no Docker engine answers. */
export function composeCommand(): Command | undefined {
  const works = (program: string, ...args: string[]): boolean =>
    spawnSync(program, args, { stdio: 'ignore', timeout: 10_000 }).status === 0
  if (!works('docker', 'info')) return undefined
  if (works('docker', 'compose', 'version')) return ['docker', 'compose']
  return works('docker-compose', 'version') ? ['docker-compose'] : undefined
}

/** The services `hapi` and `hapi-db` of docker-compose.yml. Docker shows by itself what it fetches. */
export function startInCompose([program, ...args]: Command, port: number, say: (line: string) => void): HapiProcess {
  say(`Starting HAPI FHIR R4 on port ${port} with docker compose, on PostgreSQL.`)
  const child = spawn(program, [...args, '-f', COMPOSE_FILE, 'up', '--no-color', 'hapi'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, HAPI_PORT: String(port) },
    detached: true,
  })
  // Asked to end, compose stops the containers first; the data stay in their volume.
  return hapiProcess(child, 60_000, () => '')
}
