import type { Logger } from 'pino'
import type { FhirClient } from '../gateways/fhir-client.ts'
import { subscribe } from '../gateways/hub-notices.ts'
import type { Courses } from '../store/courses.ts'
import type { Following } from './following.ts'

/** A hub that tells us when a referral's Task changes. */
export interface NoticeSource {
  readonly serviceId: string
  readonly fhir: Pick<FhirClient, 'search' | 'create'>
  /** By which the hub shows that it is the one that we asked. */
  readonly secret: string
}

export interface Notices {
  secretOf(serviceId: string): string | undefined
  /** Somebody says that this Task changed: it is looked up soon. What it is now, only the hub itself is asked. */
  hint(serviceId: string, taskId: string): Promise<void>
  /** Asks each hub to tell us. Repeated, it asks only those that have stopped. */
  subscribe(): Promise<void>
}

export function createNotices(deps: {
  sources: readonly NoticeSource[]
  publicUrl: string
  courses: Pick<Courses, 'lookSoon'>
  following: Pick<Following, 'nudge'>
  log: Pick<Logger, 'info' | 'warn'>
}): Notices {
  const { sources, publicUrl, courses, following, log } = deps
  return {
    secretOf: serviceId => sources.find(each => each.serviceId === serviceId)?.secret,
    async hint(serviceId, taskId) {
      if (await courses.lookSoon(serviceId, `Task/${taskId}`)) following.nudge()
    },
    async subscribe() {
      for (const { serviceId, fhir, secret } of sources) {
        const done = await subscribe(fhir, `${publicUrl}/notices/${serviceId}`, secret)
        if (done.ok) log.info({ serviceId, subscription: done.value }, 'hub tells when referrals move')
        // Nothing is lost: every referral is looked up all the same, only later.
        else
          log.warn(
            { serviceId, code: done.failure.code, status: done.failure.status },
            'hub does not tell when referrals move',
          )
      }
    },
  }
}
