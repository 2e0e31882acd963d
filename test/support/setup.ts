import fc from 'fast-check'
import nock from 'nock'
import { afterEach } from 'vitest'
import './patient-waits.ts'

// No test may reach a host that is not this machine.
nock.disableNetConnect()
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)

// The same cases in every run, so that a failure is the fault of the change at hand. FAST_CHECK_SEED looks further.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 2026) })

afterEach(() => {
  nock.cleanAll()
})
