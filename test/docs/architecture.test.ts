import { join } from 'node:path'
import { expect, it } from 'vitest'
import { foldersFrom } from './architecture/folders.ts'
import { importsIn, importsOfTheApp, ROOT } from './architecture/imports.ts'
import { pageOf } from './architecture/page.ts'
import { pictureOf } from './architecture/picture.ts'

const imports = importsOfTheApp()

it('docs/architecture.md and its picture are made from the imports as they are now (npm run architecture)', async () => {
  const folders = foldersFrom(imports)
  await expect(pageOf(folders)).toMatchFileSnapshot(join(ROOT, 'docs', 'architecture.md'))
  await expect(pictureOf(folders)).toMatchFileSnapshot(join(ROOT, 'docs', 'images', 'architecture.svg'))
})

it('every way to import is read, and what only looks like one is not', () => {
  const text = `
    import { a } from '../domain/a.ts'
    import { type B, c } from '../domain/b.ts'
    import type { D } from '../domain/d.ts'
    import { type E } from '../domain/e.ts'
    import '../domain/f.ts'
    import form from '../../profiles/fhir/form.json' with { type: 'json' }
    export { g } from '../domain/g.ts'
    type H = import('../domain/h.ts').H
    const i = await import('../domain/i.ts')
    import express from 'express'
    const no = "import { j } from '../domain/j.ts'" // import { k } from '../domain/k.ts'`
  expect(importsIn('src/fhir/one.ts', text).map(({ to, way }) => [to.replace('src/domain/', ''), way])).toEqual([
    ['a.ts', 'value'],
    ['b.ts', 'value'],
    ['d.ts', 'type'],
    ['e.ts', 'type'],
    ['f.ts', 'value'],
    ['profiles/fhir/form.json', 'value'],
    ['g.ts', 'value'],
    ['h.ts', 'type'],
    ['i.ts', 'late'],
    ['express', 'value'],
  ])
})

it('a start waits for nothing that only a launch or the sign-in of a coach needs', () => {
  const ways = (name: string) =>
    new Set(imports.flatMap(({ to, way }) => (to.split('/')[0] === name && way !== 'type' ? [way] : [])))
  expect([ways('fhirclient'), ways('openid-client')]).toEqual([new Set(['late']), new Set(['late'])])
})

it('folders that import each other have no picture', () => {
  const there = importsIn('src/fhir/one.ts', "import type { A } from '../domain/a.ts'")
  const back = importsIn('src/domain/a.ts', "import type { B } from '../fhir/one.ts'")
  expect(() => foldersFrom([...there, ...back])).toThrow('src/fhir -> src/domain -> src/fhir')
})
