import { Router } from 'express'

/** The address that faults lead to: this very server under its other name, so another origin to whoever is led there. */
export function otherHostOf(publicUrl: string): string {
  const url = new URL('/elsewhere', publicUrl)
  if (url.hostname === '127.0.0.1') url.hostname = 'localhost'
  else if (url.hostname === 'localhost') url.hostname = '127.0.0.1'
  else return 'https://elsewhere.invalid/elsewhere'
  return url.href
}

export interface OtherHost {
  readonly router: Router
  /** What came here: each one a client that went where nobody had registered anything. */
  seen(): { readonly url: string; readonly requests: number; readonly withAuthorization: number }
}

/** The trap at the other address. It answers as a server would that wants more: with an empty list. */
export function createOtherHost(url: string): OtherHost {
  let requests = 0
  let withAuthorization = 0
  const router = Router()
  router.use((request, response) => {
    requests += 1
    if (request.headers.authorization !== undefined) withAuthorization += 1
    response.json({ resourceType: 'Bundle', type: 'searchset', total: 0 })
  })
  return { router, seen: () => ({ url, requests, withAuthorization }) }
}
