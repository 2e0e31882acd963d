/** Search values escape `,`, `|` and `$` by a backslash (R4 search, section "escaping"). */
export const splitUnescaped = (text: string, separator: ',' | '|'): readonly string[] => {
  const parts = ['']
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === separator) parts.push('')
    else parts.push((parts.pop() ?? '') + (character === '\\' ? character + text.charAt(++at) : character))
  }
  return parts
}

export const unescapeText = (text: string): string => text.replace(/\\([,|$\\])/g, '$1')
