import { membersOf } from '../look.ts'
import { afterSignIn, type Check, failed, notRun, pass, passIf, said, warn, warnUnless } from './check.ts'

const REFRESH = 'SMART App Launch 2.2, 7.1.7 (refresh)'

export const SIGN_OFF_CHECKS: readonly Check[] = [
  {
    id: 'refresh',
    name: 'A refresh token gives a new access token',
    clause: REFRESH,
    todo: 'Answer a refresh with 200 and a new access token, for every kind of client. Else the consultation ends with its first token.',
    judge: afterSignIn(({ refreshed }) => {
      if (refreshed === undefined) return notRun('No refresh token was given.')
      const good =
        refreshed.ok && refreshed.value.status === 200 && typeof membersOf(refreshed)?.access_token === 'string'
      return passIf(good, `${said(refreshed)}.`)
    }),
  },
  {
    id: 'refresh-same-patient',
    name: 'A refresh is for the same patient',
    clause: REFRESH,
    todo: 'Keep the launch context of the sign-in. A refresh that names another patient ends the session.',
    judge: afterSignIn(({ refreshed, token }) => {
      const renewed = membersOf(refreshed)
      if (renewed?.access_token === undefined) return notRun('There was no refresh.')
      if (renewed.patient === undefined || membersOf(token)?.patient === undefined)
        return pass('One of them names none.')
      const same = renewed.patient === membersOf(token)?.patient
      return passIf(same, same ? 'It is the same.' : 'It names another.')
    }),
  },
  {
    id: 'refresh-works',
    name: 'The new access token works',
    clause: REFRESH,
    todo: 'Take the token of a refresh like that of the sign-in.',
    judge: afterSignIn(({ afterRefresh }) => {
      if (afterRefresh === undefined) return notRun('There was no refresh.')
      return passIf(afterRefresh.ok && afterRefresh.value.status === 200, `${said(afterRefresh)}.`)
    }),
  },
  {
    id: 'revocation',
    name: 'Tokens are taken back',
    clause: 'RFC 7009, 2.2 (200)',
    todo: 'Answer 200 to a revocation by the client that the token was given to.',
    judge: afterSignIn(({ revoked }) => {
      if (revoked === undefined) return notRun('No revocation endpoint is named.')
      return passIf(revoked.ok && revoked.value.status === 200, `${said(revoked)}.`)
    }),
  },
  {
    id: 'revocation-works',
    name: 'A token that was taken back opens nothing',
    clause: 'RFC 7009, 2',
    todo: 'Refuse a revoked access token with 401, at once or within seconds.',
    judge: afterSignIn(({ revoked, afterRevocation }) => {
      if (!revoked?.ok || revoked.value.status !== 200 || !afterRevocation?.ok) return notRun('Nothing was revoked.')
      const { status } = afterRevocation.value
      return status === 200 ? warn('It was still taken.') : warnUnless(status === 401, `${said(afterRevocation)}.`)
    }),
  },
  {
    id: 'code-once',
    name: 'A code is good for one use',
    clause: 'RFC 6749, 4.1.2',
    todo: 'Refuse a code that has been used, and take back the tokens that came of it.',
    judge: afterSignIn(({ codeAgain }) => {
      if (codeAgain === undefined) return notRun('There was no code that had been taken.')
      if (!codeAgain.ok) return notRun(`${said(codeAgain)}.`)
      return codeAgain.value.status === 200
        ? failed('It gave a second token.')
        : passIf(codeAgain.value.status < 500, `${said(codeAgain)}.`)
    }),
  },
]
