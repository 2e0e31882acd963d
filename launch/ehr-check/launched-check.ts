import { fail, ok, type Result } from '../../src/domain/result.ts'
import { beginLaunch } from '../smart/begin-launch.ts'
import type { CredentialOf } from '../smart/client-credential.ts'
import { createDiscovery } from '../smart/discovery.ts'
import { type Ehr, type EhrRegistry, findEhr } from '../smart/ehr-registry.ts'
import { exchangeStateSchema } from '../smart/fhirclient.ts'
import type { LaunchFailure } from '../smart/launch-failure.ts'
import { type AskedLaunch, parseCallbackQuery } from '../smart/launch-query.ts'
import type { CheckLaunches } from './check-launches.ts'
import { judge } from './judge.ts'
import type { SignInObservations } from './observations.ts'
import { observe } from './observe.ts'
import { observeSignIn } from './observe-sign-in.ts'
import { checkedEhrOf } from './run-check.ts'

export interface LaunchedCheckDeps {
  readonly registry: EhrRegistry
  readonly credentialOf: CredentialOf
  readonly launches: CheckLaunches
  readonly redirectUri: string
  readonly now: () => Date
  readonly timeoutMs: number
}

/** To the EHR's sign-in, or to a report that says why not. */
type Begun = { readonly redirectTo: string } | { readonly reportId: string }

/** The check that goes through a whole launch: it begins like one, and ends in a report in place of a consultation. */
export function createLaunchedCheck(deps: LaunchedCheckDeps) {
  const { registry, credentialOf, launches, redirectUri, now, timeoutMs } = deps
  async function report(ehr: Ehr, signIn: SignInObservations): Promise<string> {
    const seen = await observe(checkedEhrOf(ehr, redirectUri), { credential: credentialOf(ehr), timeoutMs })
    return launches.keep(judge({ ...seen, signIn }, now()), now())
  }

  return {
    async begin(asked: AskedLaunch, browserId: string, write: boolean): Promise<Begun> {
      // Asked anew each time: whoever has just mended discovery wants to see it.
      const discover = createDiscovery({ now, timeoutMs })
      const begun = await beginLaunch(asked, browserId, { store: launches.pending, discover, redirectUri, now })
      if (!begun.ok) return { reportId: await report(asked.ehr, { notBegun: begun.failure, asked: [], searches: [] }) }
      const { redirectTo } = begun.value
      if (write) await launches.wishToWrite(new URL(redirectTo).searchParams.get('state') ?? '', now())
      return { redirectTo }
    },

    /** @returns undefined where the callback is not that of a check */
    async complete(
      query: unknown,
      browserId: string | undefined,
    ): Promise<Result<{ reportId: string }, LaunchFailure> | undefined> {
      const parsed = parseCallbackQuery(query)
      const taken = parsed.ok ? await launches.takePending(parsed.value.state) : undefined
      if (!parsed.ok || taken === undefined) return undefined
      const { launch, write } = taken
      const ehr = findEhr(registry, launch.issuer)
      if (launch.browserId !== browserId) return fail({ code: 'OTHER_BROWSER', detail: 'EHR check: another browser' })
      if (ehr === undefined) return fail({ code: 'UNKNOWN_ISSUER', detail: 'no longer in the registry' })
      const { code, error, iss } = parsed.value
      const exchange = exchangeStateSchema.parse(launch.exchange)
      const { nonce } = launch
      const checked = { ehr: checkedEhrOf(ehr, redirectUri), credential: credentialOf(ehr) }
      const signIn =
        code === undefined
          ? { callback: { error, iss }, asked: exchange.scope.split(' '), searches: [] }
          : await observeSignIn({ ...checked, exchange, nonce, code, iss, write, timeoutMs, now })
      return ok({ reportId: await report(ehr, signIn) })
    },
  }
}
