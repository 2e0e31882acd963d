/**
 * Whether words alone name a fit note, as the type of a scanned document does where nobody coded it. Every word has to belong to the
 * name of one: "Request for fit note", "Private sick note" and "Fit note policy" are something else.
 */
export function namesFitNote(text: string | undefined): boolean {
  const words = (text ?? '')
    .toLowerCase()
    .replace(/\be-?(?=med)/g, '')
    .replace(/\bmed[ -]?3\b/g, 'med3')
    .replace(/\bfitnotes?\b/g, 'fit note')
    .replace(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')
  return words.every(word => OF_ITS_NAME.has(word)) && NAMES.some(name => ` ${words.join(' ')} `.includes(` ${name} `))
}

const NAMES = ['med3', 'fit note', 'fit notes', 'statement of fitness for work', 'sick note', 'sickness certificate']

const OF_ITS_NAME = new Set(
  [...NAMES, 'certificate form new copy scan scanned electronic doctors nhs the and issued to patient 2010 2017 2022']
    .join(' ')
    .split(' '),
)

/** What a search by text asks for: a server compares the beginning, whatever the case. */
export const FIT_NOTE_TEXTS = [
  'Med3',
  'Med 3',
  'eMed3',
  'Fit note',
  'Fitnote',
  'Statement of fitness',
  'Sick note',
  'Sickness cert',
]
