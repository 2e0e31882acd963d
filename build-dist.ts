import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { z } from 'zod'

/*
 * npm run build [-- folder]: what production starts. A folder, `dist` if none is named, that stands like this one: `src` and `launch` as
 * JavaScript with source maps, what they read beside it, the profiles, and a package.json whose commands start the JavaScript. With the
 * dependencies of production it needs nothing else of this repository.
 */
const ROOT = import.meta.dirname
const target = resolve(process.argv[2] ?? join(ROOT, 'dist'))
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

// What an earlier build left would start as well; other things in the folder are not ours.
for (const name of ['src', 'launch', 'profiles']) rmSync(join(target, name), { recursive: true, force: true })
execFileSync(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', target], { stdio: 'inherit' })
for (const name of ['src', 'launch']) {
  // Stylesheets and scripts of pages, found beside the code that sends them. A folder has no ending.
  const filter = (file: string): boolean => ['', '.css', '.js'].includes(extname(file))
  cpSync(join(ROOT, name), join(target, name), { recursive: true, filter })
}
for (const name of ['examples', 'fhir', 'sites', 'terminology'])
  cpSync(join(ROOT, 'profiles', name), join(target, 'profiles', name), { recursive: true })

const projectFile = z.looseObject({ scripts: z.record(z.string(), z.string()) })
const { scripts, devDependencies, overrides, knip, ...kept } = projectFile.parse(
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
)
const compiled = (file: string): string => `node --enable-source-maps ${file.replace(/\.ts$/, '.js')}`
const commands = Object.entries(scripts).flatMap(([name, command]) => {
  const [, file] = /^tsx (src\/cli\/[\w-]+\.ts)$/.exec(command) ?? []
  return file === undefined ? [] : [[name, compiled(file)]]
})
const manifest = { ...kept, scripts: { start: compiled('src/main.ts'), ...Object.fromEntries(commands) } }
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
