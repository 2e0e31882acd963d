import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { z } from 'zod'
import type { PageState } from '../pages/page-state.ts'
import { showState } from '../pages/show-state.ts'

/** The panel of a record system, a tablet, a desktop. */
export const SIZES = [
  { width: 400, height: 676 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
] as const

export interface Pictured {
  readonly title: string
  readonly route: string
  readonly status: number
  /** With scripts, in pixels, at each of the widths; and what can be pressed or filled in, as it stands in the panel. */
  readonly heights: readonly number[]
  readonly controls: number
  /** File names: with scripts at each width, then without. */
  readonly files: readonly string[]
}

const MEASURE = `({
  height: Math.ceil(document.documentElement.getBoundingClientRect().height),
  controls: [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(each => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0).length,
})`
const measured = z.object({ height: z.number(), controls: z.number() })

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)

export async function openCameras(browser: Browser, folder: string) {
  const cameras = await Promise.all(
    [true, false].map(async javaScriptEnabled => {
      const context = await browser.newContext({ javaScriptEnabled, reducedMotion: 'reduce' })
      return { page: await context.newPage(), suffix: javaScriptEnabled ? '' : '-no-script' }
    }),
  )

  return {
    async take(state: PageState, number: number): Promise<Pictured> {
      const { who, name, route, page: seen } = state
      const title = `${who}: ${name}`
      const files: string[] = []
      const measures: z.infer<typeof measured>[] = []
      for (const { page, suffix } of cameras) {
        await page.setViewportSize(SIZES[0])
        await showState(page, state)
        for (const size of SIZES) {
          await page.setViewportSize(size)
          const file = `${String(number).padStart(3, '0')}-${slugOf(title)}-${size.width}${suffix}.png`
          await page.screenshot({ path: join(folder, file), fullPage: true })
          files.push(file)
          if (suffix === '') measures.push(measured.parse(await page.evaluate(MEASURE)))
        }
      }
      const [first] = measures
      const heights = measures.map(({ height }) => height)
      return { title, route, status: seen.status, heights, controls: first?.controls ?? 0, files }
    },
  }
}
