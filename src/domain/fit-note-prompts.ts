import { ADJUSTMENT_NAMES, type Adjustment } from './fit-note.ts'
import { fail, ok, type Result } from './result.ts'

export const WORK_FUNCTIONS = ['sit', 'stand', 'walk', 'lift', 'concentrate', 'drive', 'people', 'shift'] as const
type WorkFunction = (typeof WORK_FUNCTIONS)[number]

const NAMES: Record<WorkFunction, string> = {
  sit: 'Sitting',
  stand: 'Standing',
  walk: 'Walking',
  lift: 'Lifting and carrying',
  concentrate: 'Concentrating',
  drive: 'Driving',
  people: 'Contact with people',
  shift: 'Shifts and long hours',
}

/** What an employer can act on: function, limit, until when, and what helps. No diagnosis, and nobody's name. */
export interface FunctionPrompt {
  readonly limited: WorkFunction
  readonly limit: string
  readonly until?: string
  readonly helps: readonly Adjustment[]
}

/** One sentence of a note's comments. Without a limit it would say no more than a tick, so it is asked for (hazard H08). */
export function promptSentence(prompt: Partial<FunctionPrompt>): Result<string, 'FUNCTION' | 'LIMIT'> {
  if (!prompt.limited) return fail('FUNCTION')
  if (!prompt.limit) return fail('LIMIT')
  const until = prompt.until ? `, until ${prompt.until.replace(/^until\s+/i, '')}` : ''
  const helps = (prompt.helps ?? []).map(each => ADJUSTMENT_NAMES[each].toLowerCase())
  const mayHelp = helps.length === 0 ? '' : ` May help, if the employer agrees: ${helps.join(', ')}.`
  return ok(`${NAMES[prompt.limited]}: ${prompt.limit.replace(/\.$/, '')}${until}.${mayHelp}`)
}

/** Named only where the patient wants their employer to read it: a Med3 goes to the employer and to DWP (hazard H09). */
export const WORKWELL_SENTENCE =
  'WorkWell, the local NHS work and health service, can support a return to work. It is voluntary.'

/** Sentences after what is written already; one that stands there is not said twice. The whole stays the clinician's to edit. */
export const withSentences = (comments: string | undefined, sentences: readonly string[]): string =>
  sentences.reduce((text, sentence) => (text.includes(sentence) ? text : `${text} ${sentence}`.trim()), comments ?? '')

export const withoutWorkWell = (comments: string): string =>
  comments.replaceAll(WORKWELL_SENTENCE, '').replaceAll(/ {2,}/g, ' ').trim()

/** What is copied into the comments of the note. Without the patient's wish no sentence of it names WorkWell, whoever typed it. */
export function copiedSentences(
  prompts: readonly Partial<FunctionPrompt>[],
  employerMayRead: boolean,
): { readonly sentences: readonly string[]; readonly unfinished: boolean; readonly withheld: boolean } {
  const read = prompts.filter(isBegun).map(promptSentence)
  const said = read.flatMap(each => (each.ok ? [each.value] : []))
  const sentences = employerMayRead ? [...said, WORKWELL_SENTENCE] : said.filter(each => !/work\s*well/i.test(each))
  return {
    sentences,
    unfinished: read.some(each => !each.ok),
    withheld: !employerMayRead && sentences.length < said.length,
  }
}

const isBegun = ({ limited, limit, until, helps = [] }: Partial<FunctionPrompt>): boolean =>
  limited !== undefined || limit !== undefined || until !== undefined || helps.length > 0
