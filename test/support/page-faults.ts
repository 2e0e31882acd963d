const TAG = /<([a-z][a-z0-9]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g
const CONTROLS = new Set(['input', 'select', 'textarea'])
const NEED_NO_LABEL = new Set(['hidden', 'submit', 'button'])

interface Tag {
  readonly name: string
  readonly at: (attribute: string) => string | undefined
}

const tagsOf = (html: string): Tag[] =>
  [...html.matchAll(TAG)].map(([, name = '', attributes = '']) => ({
    name,
    at: attribute => new RegExp(`\\s${attribute}="([^"]*)"`).exec(attributes)?.[1],
  }))

/**
 * What keeps somebody from finding a control by its words, one line each: an id that stands twice, a label or a link to nothing, a control
 * without a label. Labels find the first element with their id, so a group that shares its option's id takes the option's name away.
 */
export function pageFaults(html: string): string[] {
  const tags = tagsOf(html.replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, ''))
  const ids = tags.flatMap(tag => tag.at('id') ?? [])
  const known = new Set(ids)
  const doubled = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  const labelled = new Set(tags.flatMap(tag => (tag.name === 'label' ? (tag.at('for') ?? []) : [])))
  const links = tags.flatMap(tag => (tag.name === 'a' && tag.at('href')?.startsWith('#') ? [tag.at('href') ?? ''] : []))
  return [
    ...[...doubled].map(id => `the id ${id} stands more than once`),
    ...[...labelled].filter(id => !known.has(id)).map(id => `a label is for ${id}, which is not there`),
    ...links
      .filter(link => link !== '#' && !known.has(link.slice(1)))
      .map(link => `a link leads to ${link}, which is not there`),
    ...tags
      .filter(tag => CONTROLS.has(tag.name) && !NEED_NO_LABEL.has(tag.at('type') ?? 'text'))
      .filter(tag => tag.at('aria-label') === undefined && !labelled.has(tag.at('id') ?? ''))
      .map(tag => `${tag.name} ${tag.at('name') ?? ''} has no label`),
  ]
}

/** Pages of every journey are held to it, not only those that a test looks at. */
export function heldToLabels<T extends { readonly url: string; readonly html: string }>(page: T): T {
  const faults =
    page.html.startsWith('<!DOCTYPE html>') || page.html.startsWith('<!doctype html>') ? pageFaults(page.html) : []
  if (faults.length > 0) throw new Error(`${page.url}: ${faults.join('; ')}`)
  return page
}

/** The options of a page's radio groups and check-boxes by name, each with its words as its label says them, in their order. */
export function optionsOf(html: string): Map<string, { readonly value: string; readonly words: string }[]> {
  const groups = new Map<string, { value: string; words: string }[]>()
  for (const tag of tagsOf(html)) {
    const name = tag.at('name')
    if (tag.name !== 'input' || !name || !['radio', 'checkbox'].includes(tag.at('type') ?? '')) continue
    const label = new RegExp(`<label[^>]*\\sfor="${tag.at('id')}"[^>]*>([\\s\\S]*?)</label>`).exec(html)?.[1] ?? ''
    const words = label
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&#x27;', '’')
      .replaceAll('&amp;', '&')
      .trim()
    groups.set(name, [...(groups.get(name) ?? []), { value: tag.at('value') ?? '', words }])
  }
  return groups
}
