import { isOffered, isWritable } from './resource-types.ts'

/** SMART App Launch 2.2: create, read, update, delete, search. This EHR deletes nothing. */
export type Interaction = 'c' | 'r' | 'u' | 's'

/** What discovery announces; the same grants can also be asked for type by type, in v1 or v2 wording. */
export const SCOPES_SUPPORTED = [
  'launch',
  'launch/patient',
  'openid',
  'fhirUser',
  'profile',
  'online_access',
  'offline_access',
  'patient/*.crus',
  'patient/*.rs',
  'patient/*.read',
  'patient/*.write',
  'user/*.rs',
  'user/*.read',
]

const IDENTITY = new Set([
  'launch',
  'launch/patient',
  'openid',
  'fhirUser',
  'profile',
  'online_access',
  'offline_access',
])
/** v1 `.read`, `.write`, `.*`; v2 letters in their order. Scopes with a `?query` are not offered, so they do not match. */
const RESOURCE_SCOPE = /^(patient|user)\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)$/
const V1: Readonly<Record<string, string>> = { read: 'rs', write: 'cu', '*': 'crus' }

interface ResourceScope {
  readonly level: string
  readonly type: string
  readonly wording: string
  readonly letters: string
}

const offered = (type: string): string => (type === '*' || isWritable(type) ? 'crus' : 'rs')

function parse(scope: string): ResourceScope | undefined {
  const [, level, type, wording] = RESOURCE_SCOPE.exec(scope) ?? []
  if (level === undefined || type === undefined || wording === undefined) return undefined
  if (type !== '*' && !isOffered(type)) return undefined
  const letters = [...(V1[wording] ?? wording)].filter(letter => offered(type).includes(letter)).join('')
  return { level, type, wording, letters }
}

/** The part of a scope that is granted, in the wording in which it was asked; undefined when there is none. */
function narrowed(scope: string): string | undefined {
  if (IDENTITY.has(scope)) return scope
  const asked = parse(scope)
  if (asked === undefined || asked.letters === '') return undefined
  if (asked.wording === '*' && asked.letters === 'rs') return `${asked.level}/${asked.type}.read`
  return V1[asked.wording] === undefined ? `${asked.level}/${asked.type}.${asked.letters}` : scope
}

/** Granted = asked for and supported. */
export function grantedScopes(requested: string): string[] {
  const granted = requested.split(' ').map(narrowed)
  return [...new Set(granted.filter(scope => scope !== undefined))]
}

export const mayDo = (scopes: readonly string[], type: string, interaction: Interaction): boolean =>
  scopes.some(scope => {
    const granted = parse(scope)
    if (granted === undefined || (granted.type !== '*' && granted.type !== type)) return false
    return granted.letters.includes(interaction) && offered(type).includes(interaction)
  })
