import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { buildHapi } from '../build-hapi.ts'
import { javaCommand } from '../java-command.ts'

/** One set of definitions, and what is held against it. */
export interface Layer {
  readonly name: string
  readonly definitions: readonly string[]
  /** Domains whose extensions pass although no definition of them is here. */
  readonly extensionDomains: readonly string[]
  readonly inputs: readonly Input[]
}

export interface Input {
  readonly name: string
  readonly resource: object
}

const found = z.object({
  layer: z.string(),
  name: z.string(),
  issues: z.array(z.object({ severity: z.string(), at: z.string(), id: z.string(), text: z.string() })),
})
export type Found = z.infer<typeof found>

/**
 * What HAPI's validator says of everything, in one Java process.
 *
 * @throws Error when Java or Maven is missing, or the process fails
 */
export async function judge(layers: readonly Layer[], say: (line: string) => void): Promise<Found[]> {
  const java = javaCommand()
  const classPath = await buildHapi(say)
  const folder = mkdtempSync(join(tmpdir(), 'workwell-conformance-'))
  try {
    let last = 0
    const inFiles = layers.map(({ inputs, ...layer }) => ({
      ...layer,
      inputs: inputs.map(({ name, resource }) => {
        const file = join(folder, `${++last}.json`)
        writeFileSync(file, JSON.stringify(resource))
        return { name, file }
      }),
    }))
    const job = join(folder, 'job.json')
    const output = join(folder, 'found.jsonl')
    writeFileSync(job, JSON.stringify({ layers: inFiles }))
    await runJava(
      java,
      ['-Xmx1500m', '-XX:+UseSerialGC', '-cp', classPath, 'workwell.conformance.Judge', job, output],
      say,
    )
    const lines = readFileSync(output, 'utf8').trim().split('\n')
    return lines.map(line => found.parse(JSON.parse(line)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runJava(java: string, options: readonly string[], say: (line: string) => void): Promise<void> {
  const child = spawn(java, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => text.trimEnd().split('\n').forEach(say))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = `${errors}${text}`.slice(-4000)))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`HAPI's validator ended with exit code ${code}.\n${errors}`)
}
