import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Inside `node_modules`, so that what is left out of the file (native code) is found beside it. */
const FOLDER = join(ROOT, 'node_modules', '.cache', 'bundled')

export interface Bundled {
  /** What `node` is given. */
  readonly file: string
  remove(): Promise<void>
}

/** Each of our files finds what lies beside it (profiles, style sheets) where it lay before it became a part of one file. */
const whereItWas: Plugin = {
  name: 'where it was',
  setup(of) {
    of.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined
      const text = await readFile(path, 'utf8')
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
      return { contents, loader: extname(path) === '.tsx' ? 'tsx' : 'ts' }
    })
  },
}

/**
 * A program of ours, from its sources, as one file: it starts in a fifth of the time, for tests that start it by the hundred.
 * @param entry from the root of the project, such as `src/main.ts`
 */
export async function bundled(entry: string): Promise<Bundled> {
  const file = join(FOLDER, `${randomUUID()}.mjs`)
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: file,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql', 'pg-native'],
    // Packages in CommonJS that are now inside of an ES module still call for node's own parts.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [whereItWas],
    logLevel: 'error',
  })
  return { file, remove: () => rm(file, { force: true }) }
}
