import { afterEach, expect, inject, it, vi } from 'vitest'
import { startNatively } from './native-hapi.ts'
import { startHapi } from './start-hapi.ts'

afterEach(() => vi.unstubAllEnvs())

it('a taken port is told before anything is started', async () => {
  const port = Number(new URL(inject('hapi')).port)
  await expect(startHapi({ port })).rejects.toThrow(
    `Port ${port} is taken. Stop the program that uses it, or set HAPI_PORT to a free port.`,
  )
})

it('a machine without Java is told what to install', async () => {
  vi.stubEnv('JAVA_HOME', '/there/is/none')
  await expect(startNatively(1, () => undefined)).rejects.toThrow(/there is no Java here\. Install Java 17 or later/)
})
