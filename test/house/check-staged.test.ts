import { expect, it } from 'vitest'
import { type Part, partsFor, runParts } from '../../check-staged.ts'

const namesFor = (...staged: string[]): string[] => partsFor(staged).map(({ name }) => name)

it('looks at what the staged files can break, and at nothing where they can break nothing', () => {
  expect(namesFor('src/domain/site.ts', 'README.md')).toEqual(['format and lint', 'types', 'quick tests'])
  expect(namesFor('package.json')).toEqual(['format and lint'])
  expect(namesFor('README.md', 'docs/images/path.svg')).toEqual([])
})

const part = (name: string, script: string): Part => ({ name, command: [process.execPath, '-e', script] })

it('says of each part how it ended', async () => {
  const parts = [part('one', 'process.exit(1)'), part('two', ''), part('three', 'process.exit(2)')]
  expect(await runParts(parts, 60_000)).toEqual([
    { name: 'one', ended: 'wrong' },
    { name: 'two', ended: 'good' },
    { name: 'three', ended: 'wrong' },
  ])
})

it('stops what hangs, and says that it is not done', async () => {
  const [hanging] = await runParts([part('hangs', 'setInterval(() => {}, 1000)')], 300)
  expect(hanging).toEqual({ name: 'hangs', ended: 'not-done' })
})
