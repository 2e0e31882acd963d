import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createVitest } from 'vitest/node'

const ROOT = resolve(import.meta.dirname, '../..')
const filesUnder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name))

export const testFiles = (): string[] => filesUnder('test').filter(path => /\.test\.tsx?$/.test(path))

/** Every configuration that some command of package.json starts. */
export const configs = (): string[] => [
  'vitest.config.ts',
  ...filesUnder('test').filter(path => path.endsWith('vitest.config.ts')),
]

/** For each test file the suites that run it, as the test runner itself finds them. */
export async function suitesOfEachFile(): Promise<Map<string, string[]>> {
  const suites = new Map<string, string[]>()
  for (const config of configs()) {
    const runner = await createVitest('test', { root: ROOT, config: join(ROOT, config), watch: false, run: true })
    for (const { moduleId, project } of await runner.globTestSpecifications()) {
      const file = relative(ROOT, moduleId)
      suites.set(file, [...(suites.get(file) ?? []), project.name || config])
    }
    await runner.close()
  }
  return suites
}
