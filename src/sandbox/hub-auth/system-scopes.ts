/** SMART App Launch 2.2 letters: create, read, update, delete, search. */
type Letter = 'c' | 'r' | 'u' | 'd' | 's'

/** One thing that a request does; type `*` is whatever the server holds. */
export interface Interaction {
  readonly type: string
  readonly letter: Letter
}

const SCOPE = /^system\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)$/
const V1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

/** What is granted of what was asked for: only `system/` scopes, for nobody stands behind a client like this. */
export const grantedScopes = (requested: string): string[] => [
  ...new Set(requested.split(' ').filter(scope => SCOPE.test(scope))),
]

export const mayDo = (scopes: readonly string[], { type, letter }: Interaction): boolean =>
  scopes.some(scope => {
    const [, granted, wording = ''] = SCOPE.exec(scope) ?? []
    return (granted === '*' || granted === type) && (V1[wording] ?? wording).includes(letter)
  })
