import { describe, expect, it } from 'vitest'
import { findChromium, lightestOf, type Machine } from './find-chromium.ts'

interface Imagined {
  env?: Record<string, string>
  isRoot?: boolean
  /** Programs that exist and start. */
  good?: string[]
  /** Files that exist and do not start. */
  stubs?: string[]
  playwright?: string
  aptBrings?: string
}

function machine(has: Imagined): { machine: Machine; ran: string[] } {
  const good = new Set(has.good)
  const ran: string[] = []
  return {
    ran,
    machine: {
      env: has.env ?? {},
      isRoot: has.isRoot ?? false,
      exists: path => good.has(path) || (has.stubs ?? []).includes(path),
      run: (command, args) => {
        ran.push([command, ...args].join(' '))
        if (args[0] === 'install' && has.aptBrings !== undefined) good.add(has.aptBrings)
        return good.has(command)
      },
      playwrightPath: () => has.playwright,
      say: () => undefined,
    },
  }
}

const APT = '/usr/bin/apt-get'

describe('finding a Chromium', () => {
  it('takes the one that CHROMIUM_PATH names', () => {
    const { machine: m } = machine({ env: { CHROMIUM_PATH: '/my/chrome' }, good: ['/my/chrome', '/usr/bin/chromium'] })
    expect(findChromium(m)).toEqual({ ok: true, value: '/my/chrome' })
  })

  it('does not quietly take another when the one that was named does not start', () => {
    const { machine: m } = machine({ env: { CHROMIUM_PATH: '/my/chrome' }, good: ['/usr/bin/chromium'] })
    expect(findChromium(m)).toMatchObject({ ok: false })
  })

  it('passes over a stub that does not start', () => {
    const { machine: m } = machine({ stubs: ['/usr/bin/chromium-browser'], good: ['/usr/bin/google-chrome'] })
    expect(findChromium(m)).toEqual({ ok: true, value: '/usr/bin/google-chrome' })
  })

  it("takes playwright's own where there is one", () => {
    const { machine: m } = machine({ playwright: '/cache/chrome', good: ['/cache/chrome'] })
    expect(findChromium(m)).toEqual({ ok: true, value: '/cache/chrome' })
  })

  it('installs one with apt-get as root', () => {
    const { machine: m, ran } = machine({ isRoot: true, good: [APT, 'apt-get'], aptBrings: '/usr/bin/chromium' })
    expect(findChromium(m)).toEqual({ ok: true, value: '/usr/bin/chromium' })
    expect(ran).toContain('apt-get install -y --no-install-recommends chromium')
    expect(ran).toContain('apt-get install -y --no-install-recommends chromium-headless-shell')
  })

  it('says so when apt-get brings none', () => {
    const { machine: m } = machine({ isRoot: true, good: [APT] })
    expect(findChromium(m)).toEqual({
      ok: false,
      failure: 'no Chromium or Chrome was found, and apt-get could not install one',
    })
  })

  it('installs nothing when it is not root, and says what would help', () => {
    const { machine: m, ran } = machine({ good: [APT, 'apt-get'], aptBrings: '/usr/bin/chromium' })
    expect(findChromium(m)).toMatchObject({ ok: false, failure: expect.stringContaining('needs root') })
    expect(ran).toEqual([])
  })

  it('says so where there is no apt-get', () => {
    const { machine: m } = machine({ isRoot: true })
    expect(findChromium(m)).toMatchObject({ ok: false, failure: expect.stringContaining('no apt-get') })
  })
})

describe('the browser of most tests', () => {
  const WHOLE = '/usr/bin/chromium'
  const SHELL = '/usr/bin/chromium-headless-shell'

  it('is the light one where it is installed', () => {
    expect(lightestOf(machine({ good: [WHOLE, SHELL] }).machine, WHOLE)).toBe(SHELL)
  })

  it('is the whole one where there is no other, or none that starts', () => {
    expect(lightestOf(machine({ good: [WHOLE] }).machine, WHOLE)).toBe(WHOLE)
    expect(lightestOf(machine({ good: [WHOLE], stubs: [SHELL] }).machine, WHOLE)).toBe(WHOLE)
  })

  it('is the one that CHROMIUM_PATH names', () => {
    const { machine: m } = machine({ env: { CHROMIUM_PATH: '/my/chrome' }, good: ['/my/chrome', SHELL] })
    expect(lightestOf(m, '/my/chrome')).toBe('/my/chrome')
  })
})
