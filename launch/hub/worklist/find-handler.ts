import type { Request, Response } from 'express'
import { firstPlace } from '../../../src/gateways/list-place.ts'
import { type AtDesk, sendWords } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { createPlaceTokens } from './place-token.ts'
import { readSought } from './sought.ts'

/** POST `/hub/{service}/find`: on to the list of what is found. */
export function createFindHandler(deps: HubPageDeps) {
  const { addressOf } = createPlaceTokens(deps)
  return (at: AtDesk, req: Request, res: Response): void => {
    const sought = readSought(req.body)
    if (sought.ok) {
      res.redirect(303, addressOf(at, firstPlace({ show: 'found', sort: 'newest', sought: sought.value })))
      return
    }
    const what = sought.failure.map(each => `${each.message}.`).join(' ')
    const next = 'Go back in your browser: what you typed is still there.'
    sendWords(res, 422, { title: 'Nothing was looked for', what, next }, deps.synthetic)
  }
}
