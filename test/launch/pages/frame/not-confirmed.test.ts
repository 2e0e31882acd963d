import { expect, it } from 'vitest'
import { NOT_CONFIRMED, notConfirmedFor, notConfirmedWords } from '../../../../launch/pages/frame/not-confirmed.ts'
import type { GatewayFailure } from '../../../../src/domain/gateway-failure.ts'
import { workWellService } from '../../../support/ehr-record.ts'

it.each<[GatewayFailure | undefined, (typeof NOT_CONFIRMED)[number]]>([
  [undefined, 'not-confirmed'],
  [{ code: 'TIMEOUT' }, 'not-confirmed'],
  [{ code: 'REFUSED', status: 408 }, 'not-confirmed'],
  // The one question or Task is not there: that is no fault of the connection.
  [{ code: 'NOT_FOUND', status: 404 }, 'not-confirmed'],
  [{ code: 'FORBIDDEN', status: 403 }, 'not-confirmed-to-mend'],
  [{ code: 'REFUSED', status: 405 }, 'not-confirmed-to-mend'],
  [{ code: 'SERVER_ERROR', status: 501 }, 'not-confirmed-to-mend'],
  [{ code: 'REFUSED', status: 422 }, 'not-confirmed-declined'],
])('what is said of %j is %s', (failure, trouble) => expect(notConfirmedFor(failure)).toBe(trouble))

it('only what may go by itself is to be sent again, and whom to ring stands on each', () => {
  const service = workWellService()
  const said = NOT_CONFIRMED.map(each =>
    notConfirmedWords(each, { service, what: 'the answer', again: '. Send it again' }),
  )
  expect(said.map(each => each.includes('. Send it again, or ring'))).toEqual([true, false, false])
  for (const words of said) expect(words).toContain(service.phone)
})
