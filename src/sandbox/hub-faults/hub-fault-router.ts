import type { Router } from 'express'
import { createFaultRouter } from '../faults/fault-router.ts'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import type { HubFault } from './hub-faults.ts'

/** The switches of the embedded hub's faults, to be mounted at `/workwell/faults`. */
export const createHubFaultRouter = (switches: FaultSwitches<HubFault>): Router =>
  createFaultRouter({
    switches,
    page: {
      service: 'WorkWell hub inbox',
      intro:
        'Each fault is one that real servers have had. Switch one on, send a referral, and see what a clinician would see. What is on is on for every referral and for this inbox too, until it is switched off or the sandbox stops.',
      home: { href: '/workwell/', text: 'Back to the inbox' },
    },
  })
