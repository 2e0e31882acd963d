import type { ClientCredential } from '../smart/client-credential.ts'
import type { Ehr } from '../smart/ehr-registry.ts'
import { judge } from './judge.ts'
import type { CheckedEhr } from './observations.ts'
import { observe } from './observe.ts'
import type { Report } from './report.ts'

const FRESH_MS = 60_000

export const checkedEhrOf = ({ issuer, endpointOrigins, clientId, auth }: Ehr, redirectUri: string): CheckedEhr => ({
  issuer,
  endpointOrigins,
  client: { clientId, auth, redirectUri },
})

export type RunCheck = (ehr: CheckedEhr, credential: ClientCredential) => Promise<Report>

/**
 * The check without a sign-in, at most once a minute for each EHR, however many ask: a stranger who reloads the page must not
 * make us a flood for the EHR (docs/adr/0010).
 */
export function createRunCheck({ now, timeoutMs }: { now: () => Date; timeoutMs: number }): RunCheck {
  const latest = new Map<string, { readonly at: number; readonly report: Promise<Report> }>()
  return (ehr, credential) => {
    const known = latest.get(ehr.issuer)
    if (known !== undefined && now().getTime() - known.at < FRESH_MS) return known.report
    const report = observe(ehr, { credential, timeoutMs }).then(seen => judge(seen, now()))
    latest.set(ehr.issuer, { at: now().getTime(), report })
    return report
  }
}
