import { type Client, RESPONSE_KEY } from 'fhir-kit-client'
import { readAtMost } from '../http/read-at-most.ts'

/** An answer that was too long to be read to its end. */
export class AnswerTooLarge extends Error {
  override name = 'AnswerTooLarge'
}

/**
 * fhir-kit-client reads an answer to its end, however long it is, and has no place to say how much is enough. So the one method
 * through which all its requests go is ours: the same request and the same outcomes, read up to a limit, never redirected.
 */
export function limitAnswers({ httpClient }: Client, maxBytes: number): void {
  httpClient.request = async (method, requestUrl, { headers, signal } = {}, body) => {
    const response = await fetch(httpClient.expandUrl(requestUrl), {
      method,
      headers: { accept: 'application/fhir+json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'error',
      signal: signal instanceof AbortSignal ? signal : null,
    })
    const text = await readAtMost(response, maxBytes)
    if (text === undefined && response.ok) throw new AnswerTooLarge()
    const data = parsed(text ?? '')
    if (data === undefined || !response.ok) throw answered(response, data)
    return Object.defineProperty(data, RESPONSE_KEY, { value: response })
  }
}

/** An empty body is an empty object, as fhir-kit-client has it: a write may be answered with nothing but a Location. */
function parsed(text: string): ReturnType<typeof JSON.parse> | undefined {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The error of fhir-kit-client, as far as anybody reads it. */
const answered = ({ status, headers }: Response, data: unknown): Error =>
  Object.assign(new Error(`HTTP ${status}`), { response: { status, data }, config: { headers } })
