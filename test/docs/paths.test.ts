import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md', 'docs/adr/README.md']
/** Files that whoever reads the page makes. */
const TO_BE_MADE = ['profiles/sites/your-area.json']

/** What a page names: files and folders of ours in code marks, and what it links to here. */
function pathsIn(page: string): string[] {
  const text = readFileSync(page, 'utf8')
  const marked = [...text.matchAll(/`((?:src|launch|test|docs|profiles)\/[\w./-]+)`/g)].map(match => match[1] ?? '')
  const linked = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(match => join(dirname(page), match[1] ?? ''))
  return [...marked, ...linked].filter(path => !TO_BE_MADE.includes(path))
}

it.each(PAGES)('%s names only what is there', page => {
  const paths = pathsIn(page)
  expect(paths.length).toBeGreaterThan(5)
  expect(paths.filter(path => !existsSync(path))).toEqual([])
})

describe('one referral, file by file', () => {
  const section = /## One referral, file by file\n([\s\S]*?)\n## /.exec(readFileSync('README.md', 'utf8'))?.[1] ?? ''
  const files = [...section.matchAll(/`([\w./-]+\.tsx?)`/g)].map(match => match[1] ?? '')

  it('goes from the launch to the status, each step once', () => {
    expect(files.filter(path => !existsSync(path))).toEqual([])
    expect(new Set(files).size).toBe(files.length)
    const steps = ['launch/smart', 'src/domain', 'src/questionnaire', 'src/fhir/write', 'src/store', 'src/delivery']
    const places = steps.map(step => files.findIndex(path => path.startsWith(step)))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect([files[0], files.at(-1)]).toEqual(['launch/smart/router.ts', 'src/delivery/following.ts'])
    expect(places).not.toContain(-1)
  })
})

it('every heading that a page of ours is linked at is there', () => {
  const slug = (heading: string): string =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-')
  const dead = PAGES.flatMap(page =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)].flatMap(([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path)
      const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(match => slug(match[1] ?? ''))
      return headings.includes(anchor ?? '') ? [] : [`${page}: ${target}#${anchor}`]
    }),
  )
  expect(dead).toEqual([])
})
