import { describe, expect, it } from 'vitest'
import { BROWSER_COOKIE, mintBrowserId, readBrowserId } from '../../../launch/smart/browser-cookie.ts'

describe('the browser cookie', () => {
  it('is read back among other cookies', () => {
    const id = mintBrowserId()
    expect(readBrowserId(`a=1; ${BROWSER_COOKIE}=${id}; b=2`)).toBe(id)
  })

  it('is another one for each browser', () => {
    expect(new Set(Array.from({ length: 100 }, mintBrowserId)).size).toBe(100)
  })

  it.each([
    undefined,
    '',
    'a=1',
    `${BROWSER_COOKIE}=`,
    `${BROWSER_COOKIE}=short`,
    `x${BROWSER_COOKIE}=${'a'.repeat(43)}`,
  ])('is absent in %j', header => {
    expect(readBrowserId(header)).toBeUndefined()
  })
})
