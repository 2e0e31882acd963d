import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildHapi } from './build-hapi.ts'
import { type HapiProcess, hapiProcess } from './hapi-process.ts'
import { javaCommand } from './java-command.ts'

const FOLDER = import.meta.dirname
const SETTINGS = join(FOLDER, 'application.yaml')

/** Builds the server in server/ where it has changed, and starts it. Its log goes to a file, so that the console stays readable. */
export async function startNatively(
  port: number,
  say: (line: string) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<HapiProcess> {
  const java = javaCommand()
  const classPath = await buildHapi(say)
  const logFile = join(FOLDER, 'server', 'target', `hapi-${port}.log`)
  const log = openSync(logFile, 'w')
  const database = databaseSettings(settings['spring.datasource.url'] ?? process.env.SPRING_DATASOURCE_URL)
  say(`Starting HAPI FHIR R4 on port ${port} with Java, on ${database.name}. Its log: ${logFile}`)
  const child = spawn(
    java,
    [
      '-Xmx1500m',
      '-XX:+UseSerialGC',
      // Half the start time: it compiles less, which a short-lived server does not miss.
      '-XX:TieredStopAtLevel=1',
      '-Dends-with-parent=true',
      '-cp',
      classPath,
      'workwell.hapi.HapiServer',
      `--spring.config.location=file:${SETTINGS}`,
      '--server.address=127.0.0.1',
      `--server.port=${port}`,
      '--logging.level.root=WARN',
      ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
    ],
    // Ctrl+C reaches the whole group of a terminal: a group of its own lets us say when it ends.
    { stdio: ['pipe', log, log], env: { ...process.env, ...database.env }, detached: true },
  )
  closeSync(log)
  return hapiProcess(
    child,
    10_000,
    () => `\n${readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n')}`,
  )
}

/** PostgreSQL is chosen as in the official image, by the address of its database; what follows from it need not be said. */
function databaseSettings(url: string | undefined): { name: string; env: Record<string, string> } {
  if (!url) return { name: 'H2 in memory', env: {} }
  if (!url.startsWith('jdbc:postgresql:')) return { name: 'the database that the settings name', env: {} }
  return {
    name: 'PostgreSQL',
    env: {
      SPRING_DATASOURCE_DRIVER_CLASS_NAME: 'org.postgresql.Driver',
      HIBERNATE_DIALECT: 'ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect',
    },
  }
}
