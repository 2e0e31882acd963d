import { beforeAll, expect, it } from 'vitest'
import { paperPdf } from '../../../launch/paper/pdf/paper-pdf.ts'
import { VARIANTS } from '../../launch/paper/paper-variants.ts'
import { type JudgedPaper, judgePapers } from '../verapdf/judge-papers.ts'

const PRINTS = ['normal', 'large'] as const
/** A file that says of itself what is not true: a checker that never says no would prove nothing. */
const UNTAGGED = 'a file without its tags'

let judged: JudgedPaper[] = []
let made = 0
beforeAll(async () => {
  const files = new Map<string, Buffer>()
  for (const [name, document] of VARIANTS)
    for (const print of PRINTS) files.set(`${name}, ${print} print`, await paperPdf(document, print, true))
  made = files.size
  const [first] = files.values()
  if (!first) throw new Error('no paper was made')
  files.set(UNTAGGED, Buffer.from(first.toString('latin1').replace('/StructTreeRoot', '/StructTreeLoot'), 'latin1'))
  judged = await judgePapers(files)
})

it('every paper keeps the accessibility profile PDF/UA-1', () => {
  const papers = judged.filter(each => each.name !== UNTAGGED)
  expect(papers).toHaveLength(made)
  expect(papers.filter(each => each.broken.length > 0)).toEqual([])
})

it('what is not tagged does not', () => {
  expect(judged.find(each => each.name === UNTAGGED)?.broken.join('\n')).toContain('tag')
})
