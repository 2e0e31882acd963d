import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { fail, ok, type Result } from '../../src/domain/result.ts'

/** What the search asks of this machine, as an argument, so that the search itself can be tested. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
  exists(path: string): boolean
  /** True when the command ends with 0. */
  run(command: string, args: readonly string[]): boolean
  playwrightPath(): string | undefined
  say(line: string): void
}

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

export const thisMachine: Machine = {
  env: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  run: (command, args) =>
    spawnSync(command, args, {
      stdio: 'ignore',
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0,
  playwrightPath: () => {
    try {
      return chromium.executablePath()
    } catch {
      return undefined
    }
  },
  say: line => console.log(line),
}

// A file alone proves nothing: Ubuntu's chromium-browser is a stub that asks for snap.
const works = (machine: Machine, path: string): boolean => machine.exists(path) && machine.run(path, ['--version'])

const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'

/**
 * Chromium without the parts that no test sees, where it is installed beside it: the same pages for a quarter less of the processor.
 * It does not heed the rules of a profile, such as the one on third-party cookies: what is about those starts the whole browser.
 *
 * @param whole what `findChromium` found
 */
export function lightestOf(machine: Machine, whole: string): string {
  const isAsked = machine.env.CHROMIUM_PATH === whole
  return !isAsked && works(machine, HEADLESS_SHELL) ? HEADLESS_SHELL : whole
}

/** The path of a Chromium that starts; installs Debian's where it may; else why there is none, in words for the end of the output. */
export function findChromium(machine: Machine): Result<string, string> {
  const asked = machine.env.CHROMIUM_PATH
  if (asked !== undefined && asked !== '')
    return works(machine, asked) ? ok(asked) : fail('CHROMIUM_PATH names a program that does not start')
  const playwright = machine.playwrightPath()
  const found = [...USUAL_PATHS, ...(playwright === undefined ? [] : [playwright])].find(path => works(machine, path))
  if (found !== undefined) return ok(found)
  if (!machine.exists('/usr/bin/apt-get'))
    return fail('no Chromium or Chrome was found, and this machine has no apt-get to install one with')
  if (!machine.isRoot)
    return fail('no Chromium or Chrome was found, and installing one needs root: apt-get install chromium')
  machine.say('No Chromium found: installing one with apt-get. This takes a few minutes, once.')
  machine.run('apt-get', ['update'])
  const install = (what: string): boolean => machine.run('apt-get', ['install', '-y', '--no-install-recommends', what])
  const installed = install('chromium')
  // Not every release has it, and nothing depends on it.
  install('chromium-headless-shell')
  return installed && works(machine, '/usr/bin/chromium')
    ? ok('/usr/bin/chromium')
    : fail('no Chromium or Chrome was found, and apt-get could not install one')
}
