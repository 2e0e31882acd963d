import type { Bundle, FhirResource } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Result } from '../domain/result.ts'
import { coachEntry } from '../fhir/write-coach-action.ts'
import { createDeskOwners } from './desk-owners.ts'
import type { FhirClient } from './fhir-client.ts'
import type { ListPlace } from './list-place.ts'
import { type OpenReferral, openReferral } from './open-referral.ts'
import { createWorklistPages, type ListPage, type ListReader } from './worklist-page.ts'

/** A service's referrals on its hub, whatever FHIR server that is. Other services' referrals do not exist here. */
export interface Worklist {
  /** The service on the hub; undefined as long as nothing was ever sent to it. */
  service(): Promise<Result<string | undefined, GatewayFailure>>
  page(place: ListPlace, reader: ListReader): Promise<Result<ListPage, GatewayFailure>>
  open(taskId: string): Promise<Result<OpenReferral, GatewayFailure>>
  /** Makes the coach known to colleagues, who may then hand referrals over. */
  introduce(coach: Parameters<typeof coachEntry>[0]): Promise<Result<unknown, GatewayFailure>>
  write(transaction: Bundle<FhirResource>): Promise<Result<unknown, GatewayFailure>>
}

/** @param serviceIdentifier the pack and the service in it, `pack/service`, as the service's HealthcareService bears it */
export function createWorklist(client: FhirClient, serviceIdentifier: string): Worklist {
  const { service, owners } = createDeskOwners(client, serviceIdentifier)
  return {
    service,
    page: createWorklistPages(client, owners),
    open: taskId => openReferral(client, taskId, owners),
    introduce: coach => client.transaction({ resourceType: 'Bundle', type: 'transaction', entry: [coachEntry(coach)] }),
    write: transaction => client.transaction(transaction),
  }
}
