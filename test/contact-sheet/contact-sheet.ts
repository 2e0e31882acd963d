import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { everyPageState } from '../pages/every-page-state.ts'
import { startPageWorld } from '../pages/page-world.ts'
import { BROWSER_ARGS } from '../support/browser-args.ts'
import { findChromium, lightestOf, thisMachine } from '../support/find-chromium.ts'
import { indexPage } from './index-page.ts'
import { openCameras, type Pictured } from './picture.ts'

/** `npm run contact-sheet -- [folder] [words in the name]`: a picture of every page and state, at three widths, with and without scripts. */
const [given, words = ''] = process.argv.slice(2)
const folder = resolve(given ?? join(tmpdir(), 'workwell-contact-sheet'))
const found = findChromium(thisMachine)
if (!found.ok) {
  console.error(`There are no pictures without a browser: ${found.failure}.`)
  process.exit(1)
}

mkdirSync(folder, { recursive: true })
const began = Date.now()
const app = await startPageWorld()
const browser = await chromium.launch({ executablePath: lightestOf(thisMachine, found.value), args: BROWSER_ARGS })
const pictured: Pictured[] = []
try {
  const cameras = await openCameras(browser, folder)
  for await (const state of everyPageState(app)) {
    if (!`${state.who}: ${state.name}`.includes(words)) continue
    const picture = await cameras.take(state, pictured.length + 1)
    pictured.push(picture)
    console.log(`${String(pictured.length).padStart(3)}  ${picture.title}  ${picture.heights.join(' / ')} px`)
  }
} finally {
  await browser.close()
  await app.close()
}
writeFileSync(join(folder, 'index.html'), indexPage(pictured))

const tallest = pictured.toSorted((one, other) => (other.heights[0] ?? 0) - (one.heights[0] ?? 0)).slice(0, 5)
console.log(`
${pictured.length} pages and states in ${Math.round((Date.now() - began) / 1000)} s: ${join(folder, 'index.html')}
The tallest at 400 pixels: ${tallest.map(({ title, heights }) => `${title} (${heights[0]})`).join(', ')}`)
