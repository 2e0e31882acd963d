import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LEFT_OUT, stylesheet } from '../../../launch/web/stylesheet.ts'

const sources = ['launch', 'src']
  .flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => `${folder}/${path}`))
  .filter(path => /\.tsx?$/.test(path) && !path.endsWith('web/stylesheet.ts'))
  .map(path => readFileSync(path, 'utf8'))
  .join('\n')

/** `do-dont-list` as the package for React calls it: whatever begins like it. */
const inReact = (component: string): string =>
  component
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

describe('what is left out of the NHS stylesheet', () => {
  it.each(LEFT_OUT)('%s stands on no page of ours', component => {
    expect(sources).not.toMatch(new RegExp(`nhsuk-${component}(?![a-z])`))
    const imported = [...sources.matchAll(/import \{([^}]*)\} from 'nhsuk-react-components'/g)].flatMap(
      ([, names = '']) => names.split(',').map(name => name.trim()),
    )
    expect(imported.length).toBeGreaterThan(0)
    expect(imported.filter(name => name.startsWith(inReact(component)))).toEqual([])
  })

  it('takes no rule of another component with it', () => {
    const css = stylesheet()
    for (const component of LEFT_OUT) expect(css).not.toMatch(new RegExp(String.raw`\.nhsuk-${component}(?![a-z])`))
    for (const kept of ['button', 'radios', 'panel', 'summary-list', 'table', 'tag', 'error-summary', 'file-upload'])
      expect(css).toContain(`.nhsuk-${kept}`)
    expect(css.match(/\{/g)).toHaveLength(css.match(/\}/g)?.length ?? 0)
  })
})
