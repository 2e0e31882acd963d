export const NO_PDF = {
  title: 'This paper cannot be saved as a PDF',
  next: 'Go back to the page and print it with your browser’s own print command.',
} as const

/** Which words the lettering cannot draw; no more of them than are needed to find the place. */
export const undrawableSaid = (words: readonly string[]): string =>
  `It holds letters that the PDF’s lettering cannot draw: ${words
    .slice(0, 3)
    .map(each => `“${each}”`)
    .join(', ')}${words.length > 3 ? ' and others' : ''}.`
