import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answersQuestionnaire } from './answers-questionnaire.ts'
import { compileFsh } from './compile-fsh.ts'
import { SHARING_FSH, sharingInvariants } from './sharing-invariants.ts'
import { WORDS_FSH, wordsInvariants } from './words-invariants.ts'

// npm run profiles: makes profiles/fhir from profiles/fsh and the referral form.
// npm run profiles -- --check: says what would change, and fails if anything would.

const TARGET = join(import.meta.dirname, '..', 'fhir')

/** Forms are written by hand as JSON; all the rest of profiles/fhir is made here. */
const isMade = (name: string): boolean =>
  name.endsWith('.json') && (!name.startsWith('Questionnaire-') || name.endsWith('-answers.json'))

function run(onlyCheck: boolean): void {
  writeSource(SHARING_FSH, sharingInvariants(), 'the questions of the form', onlyCheck)
  writeSource(WORDS_FSH, wordsInvariants(), 'the code systems', onlyCheck)
  const made = new Map([...compileFsh(), answersQuestionnaire()])
  const present = readdirSync(TARGET).filter(isMade)
  const stale = present.filter(name => !made.has(name))
  const changed = [...made].filter(
    ([name, text]) => !present.includes(name) || readFileSync(join(TARGET, name), 'utf8') !== text,
  )
  const names = [...changed.map(([name]) => name), ...stale.map(name => `${name} (no longer made)`)]
  if (onlyCheck) {
    if (names.length > 0)
      throw new Error(`profiles/fhir is not what profiles/fsh and the form say:\n  ${names.join('\n  ')}`)
    console.log(`profiles/fhir is up to date: ${made.size} artefacts.`)
    return
  }
  for (const [name, text] of changed) writeFileSync(join(TARGET, name), text)
  for (const name of stale) rmSync(join(TARGET, name))
  console.log(`${made.size} artefacts, ${names.length} changed.`)
}

/** Sources that are made themselves. */
function writeSource(file: string, text: string, from: string, onlyCheck: boolean): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  if (onlyCheck) throw new Error(`${file} is not what ${from} say`)
  writeFileSync(file, text)
}

try {
  run(process.argv.includes('--check'))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
