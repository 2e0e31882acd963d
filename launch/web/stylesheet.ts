import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const fromPackage = (path: string): string => readFileSync(require.resolve(`nhsuk-frontend/dist/nhsuk/${path}`), 'utf8')

const asDataUrl = (svg: string): string => `url("data:image/svg+xml,${encodeURIComponent(svg.trim())}")`

/**
 * The NHS stylesheet without the outside world, then ours. The published file fetches its fonts from another host on every page:
 * those rules go (the font stack falls back to Arial), and its few icons move into the file.
 */
export function stylesheet(): string {
  const nhs = fromPackage('nhsuk-frontend.min.css')
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/url\(["']?\/assets\/(images\/[a-z-]+\.svg)["']?\)/g, (_, path: string) =>
      asDataUrl(fromPackage(`assets/${path}`)),
    )
    .replace(/\/\*# sourceMappingURL=[^*]*\*\//g, '')
  const ours = readFileSync(new URL('app.css', import.meta.url), 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
  const css = `${nhs.trim()}\n${ours.trim()}`
  // A new version of the package must not bring an outside request back in silence.
  if (/url\((?!["']data:)|@import|https?:\/\//.test(css))
    throw new Error('the stylesheet refers to something outside itself')
  return css
}
