import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const SERVER = join(import.meta.dirname, 'server')
const JAR = join(SERVER, 'target', 'hapi-test-server.jar')
const LIBRARIES = join(SERVER, 'target', 'lib')
const BUILT_FROM = join(SERVER, 'target', 'built-from')

const MAVEN = 'mvn'

const PROGRESS_EVERY_MS = 5000

/**
 * The class path of the server, built where its sources are others than those of the last build.
 *
 * @throws Error when Maven is missing or fails
 */
export async function buildHapi(say: (line: string) => void): Promise<string> {
  const sources = fingerprint()
  if (!existsSync(BUILT_FROM) || readFileSync(BUILT_FROM, 'utf8') !== sources) {
    say(
      'Building the HAPI server. The first time, Maven fetches some 300 MB from Maven Central and keeps them for later.',
    )
    // Libraries of another version would stay on the class path beside the new ones.
    rmSync(LIBRARIES, { recursive: true, force: true })
    await runMaven(say)
    writeFileSync(BUILT_FROM, sources)
  }
  return [JAR, join(LIBRARIES, '*')].join(delimiter)
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(SERVER, 'pom.xml')))
  const folder = join(SERVER, 'src')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
    if (name.endsWith('.java')) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

async function runMaven(say: (line: string) => void): Promise<void> {
  const maven = spawn(
    MAVEN,
    [
      '-B',
      '-DskipTests',
      'package',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      '-DoutputDirectory=target/lib',
    ],
    { cwd: SERVER, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const errors: string[] = []
  let files = 0
  let said = Date.now()
  const read = (line: string): void => {
    if (line.startsWith('Downloaded from') || line.startsWith('[INFO] Downloaded from')) files += 1
    if (line.startsWith('[ERROR]')) errors.push(line)
    if (files === 0 || Date.now() - said < PROGRESS_EVERY_MS) return
    said = Date.now()
    say(`  ${files} files fetched`)
  }
  for (const stream of [maven.stdout, maven.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(read)
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    maven.once('error', () =>
      reject(new Error('No Docker engine answers, and there is no Maven (mvn) here. On Debian: apt-get install maven')),
    )
    maven.once('close', resolve)
  })
  if (code !== 0) throw new Error(`Maven could not build the HAPI server.\n${errors.slice(0, 5).join('\n')}`)
}
