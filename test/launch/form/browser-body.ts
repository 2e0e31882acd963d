/** What a browser without scripts would send of drawn markup: every field that has a name, hidden and folded ones included, no button. */
export function browserBody(markup: string): Record<string, string[]> {
  const body: Record<string, string[]> = {}
  const add = (name: string | undefined, value: string): void => {
    if (name !== undefined) body[name] = [...(body[name] ?? []), value]
  }
  const fields = /<input\b([^>]*)>|<textarea\b([^>]*)>([^<]*)<\/textarea>|<select\b([^>]*)>(.*?)<\/select>/gs
  for (const [, input, area, text = '', select, options = ''] of markup.matchAll(fields)) {
    if (input !== undefined) {
      const isChoice = /^(radio|checkbox)$/.test(attribute(input, 'type') ?? '')
      if (!isChoice || /\bchecked=/.test(input)) add(attribute(input, 'name'), attribute(input, 'value') ?? '')
    } else if (area !== undefined) add(attribute(area, 'name'), unescaped(text.replace(/^\n/, '')))
    else
      add(
        attribute(select ?? '', 'name'),
        attribute(/<option\b[^>]*\bselected=[^>]*>/.exec(options)?.[0] ?? '', 'value') ?? '',
      )
  }
  return body
}

/** The value of an attribute in the attributes of a tag, as they stand there. */
export const attribute = (attributes: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${attributes}`)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&amp;': '&',
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
}

const unescaped = (text: string): string => text.replace(/&(quot|amp|#x27|lt|gt);/g, entity => ENTITIES[entity] ?? '')
