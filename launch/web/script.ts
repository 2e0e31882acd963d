import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const read = (url: URL | string): string => readFileSync(url, 'utf8')

/** A module in a block of its own, without exports and comment lines, so that several can stand in one file and one request. */
function block(source: string): string {
  const body = source
    .replace(/^\s*(\/\/.*|\/\*\*.*\*\/)\n/gm, '')
    .replace(/^export\s+(?=(async\s+)?function|const|let|class)/gm, '')
    .trim()
  if (/^\s*(import|export)\b/m.test(body))
    throw new Error('a browser script has an import or export that cannot be joined')
  return `{\n${body}\n}\n`
}

/** The one script of a page: the NHS components, what starts them, the form's enable-when rules, and what keeps a form that is being filled in. */
export function script(): string {
  const nhs = read(require.resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.js'))
    .replace(/\/\/# sourceMappingURL=.*$/m, '')
    .replace(/export\s*\{[^}]*\};?\s*$/, '')
  return [
    block(read(new URL('app.js', import.meta.url))),
    block(read(new URL('copy.js', import.meta.url))),
    block(`${nhs}\ninitAll()`),
    block(read(new URL('../form/enable-when.js', import.meta.url))),
    block(read(new URL('../form/fold.js', import.meta.url))),
    block(read(new URL('../form/keep-typed.js', import.meta.url))),
  ].join('')
}
