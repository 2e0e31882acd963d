import type { Config } from './config.ts'
import type { HubAccess } from './hub-access.ts'
import { loadSandbox, type Sandbox } from './load-sandbox.ts'

/** The make-believe EHR and hub, where they are on. @throws Error in plain words when they are on and not there */
export async function openSandbox(
  { sandbox, dataDir, host }: Config,
  appUrl: string,
  hubAccess: HubAccess,
  now: () => Date,
): Promise<Sandbox | undefined> {
  if (sandbox === 'off') return undefined
  const loaded = await loadSandbox()
  if (!loaded.ok)
    throw new Error(
      `SANDBOX is on, and ${loaded.failure}. Set SANDBOX to off, or start the image \`sandbox\` or a copy of the source.`,
    )
  return loaded.value.createSandbox({ ...sandbox, ...hubAccess.forSandbox(appUrl), host, appUrl, dataDir, now })
}
