import { createHash, randomBytes } from 'node:crypto'
import express, { Router } from 'express'
import { createElement } from 'react'
import { z } from 'zod'
import { renderPage } from '../../../launch/web/render.ts'
import { createExpiringTokens } from '../ehr/expiring-tokens.ts'
import { createKeyRing } from '../ehr/key-ring.ts'
import { COACH_SIGN_IN, COACHES } from './coaches.ts'
import { PickCoachPage } from './pick-coach-page.tsx'

const CODE_SECONDS = 60
const TOKEN_SECONDS = 300

const asked = z.object({
  response_type: z.literal('code'),
  client_id: z.literal(COACH_SIGN_IN.clientId),
  redirect_uri: z.string(),
  scope: z.string().regex(/(^| )openid( |$)/),
  state: z.string().min(16),
  nonce: z.string().min(16),
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal('S256'),
})
type Asked = z.infer<typeof asked>
const exchange = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  client_id: z.literal(COACH_SIGN_IN.clientId),
  code_verifier: z.string(),
})

/** A make-believe OpenID provider: whoever is picked is signed in. To be mounted at its issuer's path. Not for production. */
export function createCoachProvider({
  issuer,
  redirectUri,
  now,
}: {
  issuer: string
  redirectUri: string
  now: () => Date
}) {
  const keys = createKeyRing()
  const codes = createExpiringTokens<Asked & { coach: string }>(CODE_SECONDS, now)
  const isOurs = (query: unknown) => {
    const parsed = asked.safeParse(query)
    return parsed.success && parsed.data.redirect_uri === redirectUri ? parsed.data : undefined
  }

  const router = Router()
  router.get('/.well-known/openid-configuration', (_req, res) => {
    res.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    })
  })
  router.get('/jwks', (_req, res) => void res.json(keys.jwks()))

  router.get('/authorize', (req, res) => {
    const request = isOurs(req.query)
    if (!request) return void res.status(400).type('text').send('This sign-in request is not one of the worklist.')
    res.type('html').send(renderPage(createElement(PickCoachPage, { action: `${issuer}/authorize`, request })))
  })
  router.post('/authorize', express.urlencoded({ extended: false }), (req, res) => {
    const request = isOurs(req.body)
    const coach = COACHES.find(each => each.id === req.body?.coach)
    if (!request || !coach) return void res.status(400).type('text').send('Pick one of the people on the page.')
    const back = new URL(request.redirect_uri)
    back.searchParams.set('code', codes.mint({ ...request, coach: coach.id }))
    back.searchParams.set('state', request.state)
    res.redirect(303, back.href)
  })

  router.post('/token', express.urlencoded({ extended: false }), (req, res) => {
    const parsed = exchange.safeParse(req.body)
    const grant = parsed.success ? codes.find(parsed.data.code) : undefined
    const coach = COACHES.find(each => each.id === grant?.coach)
    const proof = createHash('sha256')
      .update(parsed.data?.code_verifier ?? '')
      .digest('base64url')
    if (!parsed.success || !grant || !coach || proof !== grant.code_challenge)
      return void res.status(400).json({ error: 'invalid_grant' })
    codes.revoke(parsed.data.code)
    const seconds = Math.floor(now().getTime() / 1000)
    res.set('Cache-Control', 'no-store').json({
      access_token: randomBytes(32).toString('base64url'),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      id_token: keys.sign({
        iss: issuer,
        aud: COACH_SIGN_IN.clientId,
        sub: coach.id,
        name: coach.name,
        nonce: grant.nonce,
        iat: seconds,
        exp: seconds + TOKEN_SECONDS,
        [COACH_SIGN_IN.claim]: coach.roles,
      }),
    })
  })
  return router
}
