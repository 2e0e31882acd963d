import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FSH = join(import.meta.dirname, '..', 'fsh', 'input', 'fsh')
/** Where the invariants stand: made here, read by the compiler. */
export const WORDS_FSH = join(FSH, 'code-words.fsh')

/** Which of our code systems are held to their words, by the invariant that does so. */
const HELD: Readonly<Record<string, { readonly says: string; readonly systems: readonly string[] }>> = {
  'ww-form-words': {
    says: 'The words of each answer are those of its code.',
    systems: [
      'pathway',
      'condition-group',
      'work-status',
      'contact-way',
      'told-by',
      'job-at-risk',
      'functional-effect',
      'concern',
      'evidence',
      'sharing-level',
      'fit-note-advice',
      'adjustment',
      'profession',
    ],
  },
  'ww-task-words': {
    says: 'Where a code has words beside it, they are its own.',
    systems: [
      'workwell-task',
      'workwell-business-status',
      'workwell-status-reason',
      'workwell-outcome',
      'workwell-task-output',
      'work-status',
      'concern',
    ],
  },
  'ww-finding-words': {
    says: 'Where a code has words beside it, they are its own.',
    systems: ['work-status', 'fit-note-advice', 'adjustment'],
  },
  'ww-condition-words': {
    says: 'The group of the condition has its own words.',
    systems: ['condition-group'],
  },
  'ww-contact-words': {
    says: 'Where a code has words beside it, they are its own.',
    systems: ['workwell-contact-method'],
  },
}

/** The invariants that hold the words of our own codes, as FSH, from the code systems themselves: a code that is added stands in them. */
export function wordsInvariants(): string {
  const words = codeWords(readFileSync(join(FSH, 'code-systems.fsh'), 'utf8'))
  const made = Object.entries(HELD).map(([id, { says, systems }]) => {
    const rules = systems.map(
      system =>
        `descendants().where(system = '${urlOf(system)}' and display.exists()).all((code & '|' & display) in (${listed(words, system)}))`,
    )
    return `
Invariant: ${id}
Description: "${says}"
Severity: #error
Expression: "${rules.join(' and ')}"`
  })
  return `// Written by \`npm run profiles\` from code-systems.fsh. Change it there.\n${made.join('\n')}\n`
}

const urlOf = (system: string): string => `https://fhir.workwell-referral.example/CodeSystem/${system}`

function listed(words: ReadonlyMap<string, readonly string[]>, system: string): string {
  const all = words.get(system)
  if (!all) throw new Error(`code-systems.fsh has no code system ${system}`)
  return all.map(each => `'${each.replaceAll("'", "\\\\'")}'`).join(' | ')
}

/** `code|Words` of every code, by the system's id. */
function codeWords(fsh: string): Map<string, string[]> {
  return new Map(
    fsh.split(/^CodeSystem: /m).flatMap(part => {
      const id = /^Id: (\S+)$/m.exec(part)?.[1]
      const codes = [...part.matchAll(/^\* #(\S+) "([^"]+)"/gm)].map(([, code, display]) => `${code}|${display}`)
      return id ? [[id, codes]] : []
    }),
  )
}
