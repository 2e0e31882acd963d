import type { Router } from 'express'
import { createEhrCheckRouter } from '../../launch/ehr-check/router.ts'
import { createHubPages } from '../../launch/hub/router.ts'
import { createPreviewPages } from '../../launch/pages/forms-preview/handler.ts'
import { createPages } from '../../launch/pages/router.ts'
import { createReplyPages } from '../../launch/reply/router.ts'
import { createLaunchRouter } from '../../launch/smart/router.ts'

/** What the routers are made with has no part in which routes they have: anything stands for it. */
const STANDS_FOR: Readonly<Record<PropertyKey, unknown>> = {
  [Symbol.iterator]: () => [][Symbol.iterator](),
  [Symbol.toPrimitive]: () => '',
  size: 1,
}
const anything: unknown = new Proxy(() => anything, {
  get: (_target, name) => (name in STANDS_FOR ? STANDS_FOR[name] : anything),
})
const given = anything as never

/** Every route by which the app answers a browser with GET, as express has it. */
export function getRoutes(): string[] {
  const routers: Router[] = [
    createPages(given),
    createHubPages(given),
    createReplyPages(given),
    createPreviewPages(given, given),
    createEhrCheckRouter(given),
    createLaunchRouter(given),
  ]
  return routers.flatMap(router =>
    router.stack.flatMap(({ route }) => {
      if (!route?.stack.some(each => each.method === 'get')) return []
      return [(route as unknown as { path: string | string[] }).path].flat()
    }),
  )
}
