import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const fromPackage = (path: string): string => readFileSync(require.resolve(`nhsuk-frontend/dist/nhsuk/${path}`), 'utf8')

const asDataUrl = (svg: string): string => `url("data:image/svg+xml,${encodeURIComponent(svg.trim())}")`

/** Parts of the NHS design system that no page of ours has: a third of its rules. */
export const LEFT_OUT = [
  'action-link',
  'back-link',
  'breadcrumb',
  'card',
  'contents-list',
  'do-dont-list',
  'expander',
  'header__account',
  'header__drop-down',
  'header__logo',
  'header__menu',
  'header__navigation',
  'header__organisation',
  'header__search',
  'hero',
  'notification-banner',
  'pagination',
  'password-input',
  'search-input',
  'tabs',
  'task-list',
  'u-font',
  'u-padding',
  'u-static',
] as const

const OF_LEFT_OUT = new RegExp(String.raw`\.nhsuk-(?:${LEFT_OUT.join('|')})(?![a-z])`)

/** Without the rules that only speak of what is left out. Selectors are parted at their commas where no bracket stands round these. */
const withoutLeftOut = (css: string): string =>
  css.replace(/([^{}]+)\{([^{}]*)\}/g, (rule, selectors: string, says: string) => {
    const kept = selectors.split(/,(?![^(]*\))/).filter(each => !OF_LEFT_OUT.test(each))
    return kept.length === 0 ? '' : OF_LEFT_OUT.test(rule) ? `${kept.join(',')}{${says}}` : rule
  })

/**
 * The NHS stylesheet without the outside world, then ours. The published file fetches its fonts from another host on every page:
 * those rules go (the font stack falls back to Arial), and its few icons move into the file.
 */
export function stylesheet(): string {
  const nhs = withoutLeftOut(fromPackage('nhsuk-frontend.min.css'))
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
