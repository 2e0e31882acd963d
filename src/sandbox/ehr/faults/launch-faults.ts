import { membersOf, withMembers } from '../../faults/wire-answer.ts'
import { type EhrFault, endsIn } from './ehr-fault.ts'
import { OTHER_PATIENT } from './token-faults.ts'

const where = 'Opening the app and coming back from the sign-in'

/** Loopback has two names: the app's cookie belongs to one of them only. */
function underItsOtherName(to: URL): URL {
  const moved = new URL(to)
  if (to.hostname === 'localhost') moved.hostname = '127.0.0.1'
  else if (to.hostname === '127.0.0.1') moved.hostname = 'localhost'
  return moved
}

const withParameters = (to: URL, changes: Readonly<Record<string, string | undefined>>): URL => {
  const changed = new URL(to)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) changed.searchParams.delete(name)
    else changed.searchParams.set(name, value)
  }
  return changed
}

/** Around the authorize request: what comes to the app through the browser. */
export const LAUNCH_FAULTS: readonly EhrFault[] = [
  {
    name: 'launch-without-token',
    where,
    says: 'The app is opened without the launch parameter, at an EHR that does not ask for the patient itself.',
    ...endsIn('STANDALONE_NOT_OFFERED'),
    opening: ({ iss = '' }) => ({ iss }),
    discovery: answer =>
      withMembers(answer, {
        capabilities: [membersOf(answer).capabilities].flat().filter(each => each !== 'launch-standalone'),
      }),
  },
  {
    name: 'launch-with-patient',
    where,
    says: 'The address that opens the app also names a patient and a client, which no app may believe.',
    ...endsIn('BAD_LAUNCH_REQUEST'),
    opening: parameters => ({ ...parameters, patientId: OTHER_PATIENT, clientId: 'another-client' }),
  },
  {
    name: 'launch-unknown-issuer',
    where,
    says: 'The app is opened with an issuer that is the registered one but for a slash at its end.',
    ...endsIn('UNKNOWN_ISSUER'),
    opening: parameters => ({ ...parameters, iss: `${parameters.iss}/` }),
  },
  {
    name: 'authorize-refused',
    where,
    says: 'Access is denied, and the description of the error is a script.',
    ...endsIn('ACCESS_REFUSED'),
    callback: to =>
      withParameters(to, {
        code: undefined,
        error: 'access_denied',
        error_description: '<script>alert("a script from the EHR")</script>',
      }),
  },
  {
    name: 'authorize-server-error',
    where,
    says: 'The authorize endpoint comes back with server_error.',
    ...endsIn('EHR_UNREACHABLE'),
    callback: to => withParameters(to, { code: undefined, error: 'server_error' }),
  },
  {
    name: 'callback-without-code',
    where,
    says: 'The browser comes back with neither a code nor an error.',
    ...endsIn('BAD_CALLBACK'),
    callback: to => withParameters(to, { code: undefined }),
  },
  {
    name: 'callback-other-issuer',
    where,
    says: 'The answer says that it comes from another authorization server (iss, RFC 9207).',
    ...endsIn('BAD_CALLBACK'),
    callback: (to, { elsewhere }) => withParameters(to, { iss: elsewhere }),
  },
  {
    name: 'callback-wrong-state',
    where,
    says: 'The browser comes back with a state that the app never made.',
    ...endsIn('UNKNOWN_STATE'),
    callback: to => withParameters(to, { state: 'A'.repeat(43) }),
  },
  {
    name: 'callback-other-host',
    where,
    says: 'The browser comes back under the other name of this machine (localhost, 127.0.0.1), where the app’s cookie is not sent. Acts only where the app runs on this machine.',
    ...endsIn('OTHER_BROWSER'),
    callback: underItsOtherName,
  },
]
