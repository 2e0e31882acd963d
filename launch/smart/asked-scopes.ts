import type { SmartConfiguration } from './discovery.ts'
import type { Ehr } from './ehr-registry.ts'

export type LaunchKind = 'ehr' | 'standalone'

/** The least that the main path needs, and which letters of SMART scopes v2 it needs on each type. */
const NEEDED = [
  ['patient/Patient', 'r'],
  ['patient/Encounter', 'r'],
  ['patient/Condition', 'rs'],
  ['patient/Observation', 'rs'],
  ['patient/DocumentReference', 'crs'],
  ['patient/ServiceRequest', 'crs'],
  ['patient/Task', 'rs'],
  ['patient/QuestionnaireResponse', 'c'],
  ['user/Practitioner', 'r'],
  ['user/PractitionerRole', 'rs'],
  ['user/Organization', 'r'],
] as const

type Offer = Pick<SmartConfiguration, 'capabilities' | 'scopesSupported'>

/** SMART App Launch 2.2, 9.1: `permission-v2` and `permission-v1` say which; an EHR that says neither shows it by its examples. */
function speaksV1Only({ capabilities, scopesSupported }: Offer): boolean {
  if (capabilities.includes('permission-v2')) return false
  if (capabilities.includes('permission-v1')) return true
  const shown = scopesSupported.filter(scope => /^(patient|user)\//.test(scope))
  return shown.length > 0 && shown.every(scope => /\.(read|write|\*)$/.test(scope))
}

/** v1 knows only read (with search) and write (create, update and delete): the nearest that is enough. */
const inV1 = (what: string, letters: string): string[] => [
  ...(/[rs]/.test(letters) ? [`${what}.read`] : []),
  ...(/[cud]/.test(letters) ? [`${what}.write`] : []),
]

/** Refresh tokens for as long as the clinician is at work, and no longer: `offline_access` is never asked for. */
const offersOnline = ({ capabilities, scopesSupported }: Offer): boolean =>
  capabilities.includes('permission-online') || scopesSupported.includes('online_access')

/**
 * The scopes of one launch: those of the registry as they stand, else what the main path needs in the version that the EHR
 * speaks. The launch context and `online_access` follow the kind of launch and what discovery offers.
 */
export function askedScopes(ehr: Pick<Ehr, 'scopes'>, offer: Offer, kind: LaunchKind): string {
  const registered = ehr.scopes?.split(' ')
  const wantsOnline = registered?.includes('online_access') ?? true
  const asV1 = speaksV1Only(offer)
  const resources =
    registered?.filter(scope => !['launch', 'launch/patient', 'openid', 'fhirUser', 'online_access'].includes(scope)) ??
    NEEDED.flatMap(([what, letters]) => (asV1 ? inV1(what, letters) : [`${what}.${letters}`]))
  return [
    kind === 'ehr' ? 'launch' : 'launch/patient',
    'openid',
    'fhirUser',
    ...(wantsOnline && offersOnline(offer) ? ['online_access'] : []),
    ...resources,
  ].join(' ')
}
