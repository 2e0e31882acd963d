import nock from 'nock'
import { afterEach } from 'vitest'

// No test may reach a host that is not this machine.
nock.disableNetConnect()
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)

afterEach(() => {
  nock.cleanAll()
})
