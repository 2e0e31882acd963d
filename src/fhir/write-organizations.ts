import type { BundleEntry, ContactPoint, FhirResource, Identifier, Organization, Reference } from 'fhir/r4.js'
import type { Referral } from '../domain/referral.ts'
import type { WorkWellService } from '../domain/site.ts'
import type { EhrRecord } from './ehr-record.ts'
import { identifierIn } from './elements.ts'
import { replyPractice } from './read-context.ts'
import { ID, keeps } from './systems.ts'
import { createOnce } from './transaction-entry.ts'

type OrganizationRecord = NonNullable<EhrRecord['organization']>

/** The organisations of one transaction, each once, however many parts it plays. */
export interface Organizations {
  readonly entries: readonly BundleEntry<FhirResource>[]
  /** The referrer's organisation, to which the service replies. */
  readonly practice: string
  readonly provider: string
  /** Where the patient is registered, if the record says. */
  readonly registered: Reference | undefined
}

export function writeOrganizations(referral: Referral, record: EhrRecord, urn: () => string): Organizations {
  const entries = new Map<string, BundleEntry<FhirResource>>()
  const once = (organization: Organization, identifier: Identifier): string => {
    const key = `${identifier.system}|${identifier.value}`
    const entry = entries.get(key) ?? createOnce(urn(), organization, identifier)
    entries.set(key, entry)
    return entry.fullUrl ?? ''
  }
  const ofRecord = (organization: OrganizationRecord | undefined) => {
    const identifier = organizationIdentifier(organization, record.issuer)
    return once(writeOrganization(organization, identifier), identifier)
  }
  const practice =
    referral.practice.from === 'self-declared' ? ofClinician(referral, once) : ofRecord(replyPractice(record))
  const { provider } = referral.service
  const providerId = providerIdentifier(referral.service)
  return {
    practice,
    provider: once({ ...organizationOf(providerId), name: provider.name }, providerId),
    registered: record.registeredPractice?.name
      ? { reference: ofRecord(record.registeredPractice) }
      : registeredElsewhere(record),
    entries: [...entries.values()],
  }
}

/**
 * A practice as the clinician stated it, of this referral alone: by its ODS code it would be taken for the practice itself at the hub, or
 * would give that practice a phone number that nobody has checked.
 */
function ofClinician(
  { id, practice }: Referral,
  once: (organization: Organization, identifier: Identifier) => string,
): string {
  const identifier = { system: ID.statedPractice, value: `${id}/${practice.odsCode}` }
  const telecom = [{ system: 'phone', value: practice.phone } as const]
  return once({ ...organizationOf(identifier), name: practice.name, telecom }, identifier)
}

const organizationOf = (identifier: Identifier): Organization => ({
  resourceType: 'Organization',
  meta: keeps('Organization'),
  identifier: [identifier],
  active: true,
})

export function organizationIdentifier(organization: OrganizationRecord | undefined, issuer: string): Identifier {
  const ods = identifierIn(organization?.identifier, ID.odsOrganisation)?.value
  return ods
    ? { system: ID.odsOrganisation, value: ods }
    : { system: ID.practice, value: `${issuer}/${organization?.id}` }
}

export function writeOrganization(organization: OrganizationRecord | undefined, identifier: Identifier): Organization {
  const telecom = (organization?.telecom ?? []).flatMap((each): ContactPoint[] =>
    each.value && (each.system === 'phone' || each.system === 'email')
      ? [{ system: each.system, value: each.value }]
      : [],
  )
  return {
    ...organizationOf(identifier),
    name: organization?.name ?? 'Name missing from the record',
    ...(telecom.length ? { telecom } : {}),
  }
}

/** A practice that could not be read, by the code under which the patient's record names it. */
function registeredElsewhere(record: EhrRecord): Reference | undefined {
  const ods = record.patient.generalPractitioner
    ?.map(each => identifierIn(each.identifier && [each.identifier], ID.odsOrganisation))
    .find(Boolean)?.value
  return ods ? { type: 'Organization', identifier: { system: ID.odsOrganisation, value: ods } } : undefined
}

export const providerIdentifier = (service: WorkWellService): Identifier =>
  service.provider.odsCode
    ? { system: ID.odsOrganisation, value: service.provider.odsCode }
    : { system: ID.site, value: `${service.site}/${service.id}` }
