import { describe, expect, it } from 'vitest'
import type { LaunchFailureCode } from '../../../launch/smart/launch-failure.ts'
import { ErrorPage } from '../../../launch/web/error-page.tsx'
import { LAUNCH_FAILURES, launchFailureWords } from '../../../launch/web/launch-failure-page.tsx'
import { renderPage } from '../../../launch/web/render.ts'

const EVERY = Object.entries(LAUNCH_FAILURES) as [LaunchFailureCode, (typeof LAUNCH_FAILURES)[LaunchFailureCode]][]

describe('the page of a launch that failed', () => {
  it('has its own title and its own sentence for each way of failing', () => {
    expect(new Set(EVERY.map(([, words]) => words.title)).size).toBe(EVERY.length)
    expect(new Set(EVERY.map(([, words]) => words.what)).size).toBe(EVERY.length)
  })

  it.each(EVERY)('%s says what happened, what to do, and that nothing was sent, in plain words', (code, words) => {
    const page = renderPage(<ErrorPage {...launchFailureWords({ code, reference: 'a1b2c3d4' })} />)
    expect(page).toContain(`<title>${words.title} - Refer to WorkWell</title>`)
    expect(page).toContain(words.what)
    expect(page).toContain(words.next)
    expect(page).toContain('Nothing was sent')
    expect(page).toContain('a1b2c3d4')
    expect(page).not.toMatch(/\b(token|OAuth|FHIR|SMART|issuer|scope|JWT|PKCE|OIDC|callback)\b/i)
    expect(page).not.toContain(code)
  })

  it.each(EVERY)('%s is answered as an error', (_code, words) => {
    expect(words.status).toBeGreaterThanOrEqual(400)
    expect(words.status).toBeLessThan(600)
  })

  it('says SYNTHETIC where the sandbox is on', () => {
    const words = launchFailureWords({ code: 'NO_PATIENT', reference: 'a1', synthetic: true })
    expect(renderPage(<ErrorPage {...words} />)).toContain('SYNTHETIC')
  })
})
