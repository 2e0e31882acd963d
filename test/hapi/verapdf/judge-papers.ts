import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { javaCommand } from '../java-command.ts'

const run = promisify(execFile)
const LIBRARIES = join(import.meta.dirname, 'target', 'lib')
const FETCHED = join(import.meta.dirname, 'target', 'fetched')

/** What a file breaks of the profile, by clause; nothing where it keeps it. */
export interface JudgedPaper {
  readonly name: string
  readonly broken: readonly string[]
}

const rule = z.looseObject({ clause: z.string(), description: z.string(), ruleStatus: z.string() })
const report = z.object({
  report: z.object({
    jobs: z.array(
      z.looseObject({
        itemDetails: z.looseObject({ name: z.string() }),
        validationResult: z
          .array(
            z.looseObject({
              compliant: z.boolean(),
              profileName: z.string(),
              details: z.looseObject({ ruleSummaries: z.array(rule).default([]) }),
            }),
          )
          .min(1),
      }),
    ),
  }),
})

/**
 * What veraPDF says of each file by the profile PDF/UA-1 (ISO 14289-1), in one Java process.
 *
 * @throws Error when Java or Maven is missing, or one of them fails
 */
export async function judgePapers(files: ReadonlyMap<string, Buffer>): Promise<JudgedPaper[]> {
  const java = javaCommand()
  await fetchVeraPdf()
  const folder = mkdtempSync(join(tmpdir(), 'workwell-papers-'))
  try {
    const names = [...files.keys()]
    const paths = names.map((name, index) => {
      const path = join(folder, `${index}.pdf`)
      writeFileSync(path, files.get(name) ?? '')
      return path
    })
    const command = ['-cp', join(LIBRARIES, '*'), 'org.verapdf.apps.GreenfieldCliWrapper']
    const options = ['--flavour', 'ua1', '--format', 'json', ...paths]
    // It ends with 1 where a file breaks the profile, and says the rest in its report.
    const { stdout } = await run(java, ['-Xmx600m', ...command, ...options], { maxBuffer: 1 << 26 }).catch(notAFailure)
    return report.parse(JSON.parse(stdout)).report.jobs.map(({ itemDetails, validationResult }) => ({
      name: names[Number(basename(itemDetails.name, '.pdf'))] ?? itemDetails.name,
      broken: validationResult.flatMap(({ details }) =>
        details.ruleSummaries
          .filter(each => each.ruleStatus === 'FAILED')
          .map(({ clause, description }) => `${clause}: ${description}`),
      ),
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function notAFailure(error: { code?: unknown; stdout?: string }): { stdout: string } {
  if (error.code === 1 && error.stdout) return { stdout: error.stdout }
  throw error
}

/** Some 20 MB from Maven Central, the first time. */
async function fetchVeraPdf(): Promise<void> {
  const pom = readFileSync(join(import.meta.dirname, 'pom.xml'), 'utf8')
  if (existsSync(FETCHED) && readFileSync(FETCHED, 'utf8') === pom) return
  rmSync(LIBRARIES, { recursive: true, force: true })
  await run('mvn', ['-B', '-q', 'dependency:copy-dependencies', '-DoutputDirectory=target/lib'], {
    cwd: import.meta.dirname,
  })
  writeFileSync(FETCHED, pom)
}
