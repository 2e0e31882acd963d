import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mayStand, PAPER_ELEMENTS, PAPERS, type Paper, type PaperElement } from '../../launch/paper/what-papers-hold.ts'
import { SHARING_LEVELS } from '../../src/domain/referral.ts'
import { itemsOf, QUESTIONS } from '../support/answers.ts'

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'what-papers-hold.md')
const ALL = Object.keys(PAPERS) as Paper[]
const NAMES: Readonly<Record<Paper, string>> = {
  letter: 'Letter',
  'letter-with-link': 'Letter with a link',
  handout: 'Handout',
  'handout-after-referral': 'Handout after a referral',
  'closing-letter': 'Closing letter',
  'fit-note-draft': 'Draft of a fit note',
  'health-and-work-report': 'Health and Work Report',
}

const HEAD = `# What stands on which paper

What the seven papers that this app makes may hold, and hold where record and answers have it; whoever changes the table (\`launch/paper/what-papers-hold.ts\`) changes this list, in the
same commit, for somebody to read. An empty cell: it never stands there. The banner with the patient’s details is of the screen and is printed on no paper; on any other page that
somebody prints, it shows name and date of birth, and no NHS number. Every paper is printed in a browser and
made as a PDF, at every level and for every kind of service, and read back (\`test/browser/papers.test.ts\`).

${ALL.map(each => `- **${NAMES[each]}** is read by ${PAPERS[each]}.`).join('\n')}

| What | ${ALL.map(each => NAMES[each]).join(' | ')} |
|---|${ALL.map(() => '---').join('|')}|
`

/** From when an element stands on a paper, in words. */
function when(element: PaperElement, paper: Paper, linkId?: string): string {
  const from = (nhsNumberAgreed: boolean) =>
    SHARING_LEVELS.find(sharing =>
      mayStand(element, { paper, sharing, nhsNumberAgreed, siteAnswersFrom: 'standard' }, linkId),
    )
  const [agreed, always] = [from(true), from(false)]
  if (agreed === undefined) return ''
  if (always === undefined) return 'under the agreement in the service’s pack'
  if (element === 'site-answer') return 'from the level in the service’s pack'
  return element === 'answer' ? `from ${agreed}` : 'x'
}

const rowOf = (title: string, cells: readonly string[]): string => `| ${[title, ...cells].join(' | ')} |\n`

it('docs/what-papers-hold.md lists what may stand on which paper, and from which level on', async () => {
  const elements = (Object.keys(PAPER_ELEMENTS) as PaperElement[]).filter(each => each !== 'answer')
  const questions = itemsOf(QUESTIONS).filter(each => each.type !== 'group' && each.type !== 'display')
  const rows = [
    ...elements.map(each =>
      rowOf(
        PAPER_ELEMENTS[each],
        ALL.map(paper => when(each, paper)),
      ),
    ),
    ...questions
      .filter(({ linkId }) => linkId !== 'main-condition')
      .map(({ linkId, text }) =>
        rowOf(
          `Answer: ${text}`,
          ALL.map(paper => when('answer', paper, linkId)),
        ),
      ),
  ]
  const said = HEAD + rows.join('')
  // After a change that is meant: npm run generate
  await expect(said).toMatchFileSnapshot(FILE)
})
