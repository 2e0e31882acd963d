import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { createElement } from 'react'
import { z } from 'zod'
import { renderPage } from '../../../launch/web/render.ts'
import { refuseCrossSite } from '../../../launch/web/same-origin.ts'
import type { FaultSwitches, FaultWords } from './fault-switches.ts'
import { FaultsPage, type FaultsPageProps } from './faults-page.tsx'

export interface FaultRouterDeps {
  readonly switches: FaultSwitches<FaultWords>
  readonly page: Pick<FaultsPageProps, 'service' | 'intro' | 'home' | 'oneLaunch' | 'actions'>
  /** What else a program is told beside the list. */
  readonly more?: () => Readonly<Record<string, unknown>>
  readonly actions?: Readonly<Record<string, () => void>>
}

const switchForm = z.object({ turn: z.enum(['on', 'off']) })

/** Another site must not switch faults through the browser of whoever tries the sandbox out. */
const ownFormsOnly: RequestHandler = (req, res, next) =>
  refuseCrossSite({ publicUrl: `${req.protocol}://${req.get('host') ?? 'unknown'}`, synthetic: true })(req, res, next)

const noSuchFault = (res: Response): void =>
  void res.status(404).json({ error: 'no-such-fault', message: 'GET the list of faults for their names.' })

/** The switches of a party's faults: a page with buttons for people, JSON and PUT or DELETE for programs. */
export function createFaultRouter({ switches, page, more = () => ({}), actions = {} }: FaultRouterDeps): Router {
  const asJson = (name: string) => {
    const fault = switches.table.find(each => each.name === name)
    if (fault === undefined) return undefined
    const { where, says, sees, code } = fault
    return { name, on: switches.isOn(name), where, says, sees, ...(code === undefined ? {} : { code }) }
  }
  const list = () => ({ faults: switches.table.map(({ name }) => asJson(name)), ...more() })

  const router = Router()
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/', (req: Request, res) => {
    if (req.accepts(['json', 'html']) !== 'html') return void res.json(list())
    const { table, isOn } = switches
    res.type('html').send(renderPage(createElement(FaultsPage, { ...page, address: req.baseUrl, table, isOn })))
  })
  router.delete('/', (_req, res) => {
    switches.allOff()
    res.json(list())
  })
  router.get('/:name', (req, res) => {
    const fault = asJson(req.params.name)
    if (fault === undefined) noSuchFault(res)
    else res.json(fault)
  })
  const turned = (name: string, on: boolean, res: Response): void => {
    if (switches.turn(name, on) === undefined) noSuchFault(res)
    else res.json(asJson(name))
  }
  router.put('/:name', (req, res) => turned(req.params.name, true, res))
  router.delete('/:name', (req, res) => turned(req.params.name, false, res))

  // What the page's buttons send, since a form knows neither PUT nor DELETE.
  const form = express.urlencoded({ extended: false, limit: '1kb' })
  const answered = (req: Request, res: Response): void => {
    if (req.accepts(['json', 'html']) === 'html') res.redirect(303, req.baseUrl === '' ? '/' : req.baseUrl)
    else res.json(list())
  }
  router.post('/', ownFormsOnly, (req, res) => {
    switches.allOff()
    answered(req, res)
  })
  router.post<{ name: string }>('/:name', ownFormsOnly, form, (req, res) => {
    const { name } = req.params
    const act = Object.hasOwn(actions, name) ? actions[name] : undefined
    const wanted = switchForm.safeParse(req.body)
    if (act !== undefined) act()
    else if (!switches.isKnown(name)) return noSuchFault(res)
    else if (!wanted.success) return void res.status(400).json({ error: 'turn must be on or off' })
    else switches.turn(name, wanted.data.turn === 'on')
    answered(req, res)
  })
  return router
}
