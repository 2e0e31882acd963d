/** The one app registered with this EHR, and all that it was registered with. A public client: it has no secret to prove. */
export interface RegisteredClient {
  readonly clientId: string
  readonly auth: 'public'
  readonly launchUrl: string
  readonly redirectUri: string
}

export const registeredClient = (appUrl: string): RegisteredClient => ({
  clientId: 'workwell-referral',
  auth: 'public',
  launchUrl: `${appUrl}/launch`,
  redirectUri: `${appUrl}/callback`,
})
