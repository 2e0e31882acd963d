import type { Request } from 'express'
import { z } from 'zod'
import { readBrowserId } from './browser-cookie.ts'
import type { EhrRegistry } from './ehr-registry.ts'
import { parseLaunchQuery } from './launch-query.ts'
import type { LaunchStore } from './launch-store.ts'

interface KnownBrowserDeps {
  readonly registry: EhrRegistry
  readonly store: Pick<LaunchStore, 'readSession' | 'readBrowser'>
  /** Where launches wait that are at the EHR: those of consultations, and those of checks. */
  readonly pending: readonly Pick<LaunchStore, 'readPending'>[]
}

const text = z.string().max(2048).optional().catch(undefined)

/** What a launch's requests prove, or guess at: for the limits on the way in (docs/adr/0007). */
export function createKnownBrowser({ registry, store, pending }: KnownBrowserDeps) {
  const browserOf = (req: Request): string | undefined => readBrowserId(req.headers.cookie)
  const handleOf = (req: Request): string | undefined => /^\/r\/([^/]+)/i.exec(req.baseUrl + req.path)?.[1]
  const stateOf = (req: Request): string | undefined => text.parse(req.query.state)

  /** A clinician signed in with this browser's cookie within the last hours. */
  const isInUse = async (req: Request): Promise<boolean> => {
    const browser = browserOf(req)
    return browser !== undefined && (await store.readBrowser(browser)) !== undefined
  }
  const isWayBack = async (req: Request): Promise<boolean> => {
    const [browser, asked] = [browserOf(req), stateOf(req)]
    if (browser === undefined || asked === undefined) return false
    const found = await Promise.all(pending.map(each => each.readPending(asked)))
    return found.some(each => each?.browserId === browser)
  }

  return {
    browserOf,
    stateOf,
    handleOf,
    /** One launch in one browser, made up or not. */
    sessionOf: (req: Request): string | undefined => {
      const handle = handleOf(req)
      return handle && `${handle} ${browserOf(req) ?? ''}`
    },
    issOf: (req: Request): string | undefined => text.parse(req.query.iss),
    isInUse,
    /** The session of this very address, and this its browser. */
    isOwnSession: async (req: Request): Promise<boolean> => {
      const [browser, handle] = [browserOf(req), handleOf(req)]
      if (browser === undefined || handle === undefined) return false
      return (await store.readSession(handle))?.browserId === browser
    },
    /** Of a registered EHR: there is nothing to guess at. */
    isLaunch: async (req: Request): Promise<boolean> =>
      parseLaunchQuery(req.query, registry).ok || (await isWayBack(req)) || isInUse(req),
    /** Whose launch it is, where it is one of a registered EHR's. */
    issuerOf: (req: Request): string => {
      const launch = parseLaunchQuery(req.query, registry)
      return launch.ok ? launch.value.ehr.issuer : ''
    },
  }
}
