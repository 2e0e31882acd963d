/** Markup with places left open: what is drawn once for everybody, and filled for each patient (docs/adr/0025). */
export interface MarkupTemplate {
  /** One more than there are places. */
  readonly fixed: readonly string[]
  readonly places: readonly Place[]
}

/** What is put in: a text, or the mark of a choice that is made. */
export type Place = { readonly text: string } | { readonly choice: string }

// Of a range that no standard uses. They are looked for in markup that knows no patient, and never in what is put in.
const [OPEN, SHUT] = ['\u{F0000}', '\u{F0001}']
const CHOSEN = ' checked=""'
const PLACE = new RegExp(`${OPEN}(.*?)${SHUT}|${CHOSEN}`, 'gu')

/** Stands for a text while the template is drawn. */
export const openText = (name: string): string => `${OPEN}${name}${SHUT}`

/** @param choices in the order in which they are drawn, all of them chosen */
export function templateOf(markup: string, choices: readonly string[]): MarkupTemplate {
  const places: Place[] = []
  const fixed: string[] = []
  let from = 0
  let chosen = 0
  for (const found of markup.matchAll(PLACE)) {
    fixed.push(markup.slice(from, found.index))
    from = found.index + found[0].length
    places.push(found[1] === undefined ? { choice: choices[chosen++] ?? '' } : { text: found[1] })
  }
  return { fixed: [...fixed, markup.slice(from)], places }
}

export interface Filling {
  text(name: string): string
  isChosen(choice: string): boolean
}

export function filled({ fixed, places }: MarkupTemplate, { text, isChosen }: Filling): string {
  let markup = fixed[0] ?? ''
  for (const [index, place] of places.entries()) {
    markup += 'text' in place ? escaped(text(place.text)) : isChosen(place.choice) ? CHOSEN : ''
    markup += fixed[index + 1] ?? ''
  }
  return markup
}

const ENTITIES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&#x27;',
  '<': '&lt;',
  '>': '&gt;',
}

/** As React does it, in text and in attributes alike. */
export const escaped = (text: string): string => text.replace(/["&'<>]/g, character => ENTITIES[character] ?? '')
