import { beforeAll, describe } from 'vitest'
import { capabilityContract } from './capability-contract.ts'
import { conditionalContract } from './conditional-contract.ts'
import { createContractClient } from './contract-client.ts'
import { crudContract } from './crud-contract.ts'
import { everythingContract } from './everything-contract.ts'
import { hasContract } from './has-contract.ts'
import { historyContract } from './history-contract.ts'
import { ifMatchContract } from './if-match-contract.ts'
import { referralContract } from './referral-contract.ts'
import { refusalContract } from './refusal-contract.ts'
import { searchContract } from './search-contract.ts'
import { transactionContract } from './transaction-contract.ts'
import { worklistContract } from './worklist-contract.ts'

/**
 * What the product needs of a FHIR R4 server, asked of any base. It never counts on an empty server, and where servers
 * are known to differ (409 or 412 for a stale version) it takes both.
 */
export const describeFhirContract = (name: string, base: () => string | Promise<string>): void => {
  describe(`FHIR contract of ${name}`, () => {
    let url = ''
    beforeAll(async () => {
      url = (await base()).replace(/\/+$/, '')
    })
    const client = createContractClient(() => url)
    describe('capabilities', () => capabilityContract(client))
    describe('create, read, update, delete', () => crudContract(client))
    describe('versions and history', () => historyContract(client))
    describe('search', () => searchContract(client))
    describe('_has', () => hasContract(client))
    describe('$everything', () => everythingContract(client))
    describe('If-Match', () => ifMatchContract(client))
    describe('conditional interactions', () => conditionalContract(client))
    describe('transaction and batch', () => transactionContract(client))
    describe('a referral', () => referralContract(client))
    describe('a worklist', () => worklistContract(client))
    describe('refusals', () => refusalContract(client))
  })
}
