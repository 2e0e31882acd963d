import type { Bundle, Coding, Resource } from 'fhir/r4.js'
import type { OnlineView } from '../domain/online-view.ts'
import { own } from './codes.ts'
import { CS } from './systems.ts'

/**
 * What GP systems in England mark an entry with that the patient is not to see: GP Connect Data Model, "Resources not to be disclosed to a patient" (any
 * resource but List, Bundle and Binary MAY bear it in its Metadata), GP Connect Update Record, "Patient-facing services and disclosure of information", and
 * the redactions of GP2GP. FHIR calls it a label that asks: the record's own system decides what it does with it.
 */
const NOPAT: Coding = own(
  CS.actCode,
  'NOPAT',
  "no disclosure to patient, family or caregivers without attending provider's authorization",
)

/** Who a document names: their entries in the record are not hidden with it. */
const NAMED: readonly string[] = ['Patient', 'Practitioner', 'PractitionerRole', 'Organization']

/** The resource as it is filed: with the label, where the clinician said "hide". */
export function withOnlineView<T extends Resource>(resource: T, view: OnlineView | undefined): T {
  if (view !== 'hide' || isToBeHidden(resource)) return resource
  return { ...resource, meta: { ...resource.meta, security: [...(resource.meta?.security ?? []), NOPAT] } }
}

/** The same for what goes out in one piece. */
export const bundleWithOnlineView = (bundle: Bundle, view: OnlineView | undefined): Bundle => ({
  ...bundle,
  ...(bundle.entry && {
    entry: bundle.entry.map(each =>
      each.resource && !NAMED.includes(each.resource.resourceType)
        ? { ...each, resource: withOnlineView(each.resource, view) }
        : each,
    ),
  }),
})

/** Whether a record still has the label on what it stored. */
export const isToBeHidden = ({ meta }: Resource): boolean =>
  meta?.security?.some(each => each.system === NOPAT.system && each.code === NOPAT.code) === true
