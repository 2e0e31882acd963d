/** Make-believe people who may sign in to the worklist of the demo service, and some who may not. */
export interface MakeBelieveCoach {
  readonly id: string
  readonly name: string
  readonly what: string
  readonly roles: readonly string[]
}

export const COACHES: readonly MakeBelieveCoach[] = [
  {
    id: 'coach-asha',
    name: 'Asha Grant',
    what: 'Work and health coach, WorkWell Demo',
    roles: ['coach:demo-workwell'],
  },
  { id: 'coach-ben', name: 'Ben Okafor', what: 'Work and health coach, WorkWell Demo', roles: ['coach:demo-workwell'] },
  {
    id: 'manager-mo',
    name: 'Mo Haddad',
    what: 'Manager at WorkWell Demo: a coach who may also open contact details without a talk',
    roles: ['coach:demo-workwell', 'manager:demo-workwell'],
  },
  { id: 'coach-elsewhere', name: 'Cara Lowe', what: 'Coach of another service', roles: ['coach:another-service'] },
  { id: 'lead-dev', name: 'Dev Marsh', what: 'ICB lead: may not see referrals', roles: ['lead:demo'] },
]

/** What the site pack of a real service says of its provider, for this make-believe one. */
export const COACH_SIGN_IN = {
  clientId: 'workwell-worklist',
  claim: 'workwell_roles',
  coach: 'coach:demo-workwell',
  lead: 'lead:demo',
  manager: 'manager:demo-workwell',
} as const
