import type { LaunchSession } from './launch-session.ts'
import type { LaunchStore } from './launch-store.ts'
import { newSecret } from './new-secret.ts'

const MOST_HANDLES = 50

/**
 * On a shared PC the browser stays and the clinician changes. A launch by somebody else ends the sessions that the one before
 * left open in this browser, and gives the browser a new id, so that going back opens nothing of theirs (hazard H22).
 *
 * @returns the browser's id from now on
 */
export async function oneClinicianPerBrowser(
  { browserId, issuer, subject, handle }: Pick<LaunchSession, 'browserId' | 'issuer' | 'subject' | 'handle'>,
  store: Pick<LaunchStore, 'readBrowser' | 'saveBrowser' | 'endSession'>,
  now: Date,
): Promise<string> {
  const before = await store.readBrowser(browserId)
  const isSame = before === undefined || (before.issuer === issuer && before.subject === subject)
  if (isSame) {
    const handles = [...(before?.handles ?? []), handle].slice(-MOST_HANDLES)
    await store.saveBrowser(browserId, { issuer, subject, handles }, now)
    return browserId
  }
  const fresh = newSecret()
  for (const each of before.handles) await store.endSession(each, { because: 'other-clinician', browserId: fresh })
  await store.saveBrowser(fresh, { issuer, subject, handles: [handle] }, now)
  return fresh
}
