import type { Page } from 'playwright-core'
import type { PageState } from './page-state.ts'

/** Shows a state as it came, at its own address: also what only an answer to a form can be, whatever has become of it since. */
export async function showState(page: Page, { page: { url, html } }: Pick<PageState, 'page'>): Promise<void> {
  await page.unrouteAll()
  await page.route(url, (route, request) =>
    request.isNavigationRequest() ? route.fulfill({ body: html, contentType: 'text/html' }) : route.continue(),
  )
  await page.goto(url)
}
