/** A service's place on its hub and the roles of its coaches there, as references. */
export interface Desk {
  /** Undefined as long as nothing was ever sent to the service. */
  readonly service: string | undefined
  readonly coaches: readonly string[]
}

/**
 * Whether a referral lies with this service: only where its owner is known and is the service or one of its coaches. What is not known
 * is no: on a hub that several services share, a referral without an owner opens for nobody (hazard H01).
 */
export function liesWith(owner: string | undefined, { service, coaches }: Desk): boolean {
  if (owner === undefined || service === undefined) return false
  return owner === service || coaches.includes(owner)
}
