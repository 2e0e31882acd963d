import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}

/** One request on its way to the hub. */
export interface Exchange {
  /** A transaction; else somebody asks what the hub has. */
  readonly isSend: boolean
  readonly body: Buffer
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Lets the real hub act on it, without telling the sender. */
  forward(): Promise<Answer>
  /** Tells the sender. */
  answer(answer: Partial<Answer>): void
}
export type Fault = (exchange: Exchange) => Promise<unknown> | unknown

export interface HubBetween {
  readonly url: string
  /** What happens to requests from now on; undefined: they pass. */
  fault: Fault | undefined
  /** Nothing listens at the address any more, or again. */
  stopListening(): Promise<void>
  listenAgain(): Promise<void>
  close(): Promise<void>
}

const FHIR_JSON = { 'content-type': 'application/fhir+json' }
const PASSED_ON = ['content-type', 'accept', 'prefer', 'if-none-exist', 'if-match', 'cache-control']

/** Stands between the app and a real FHIR server, and does to their requests what networks and servers do. */
export async function startHubBetween(target: string): Promise<HubBetween> {
  const state: { fault: Fault | undefined } = { fault: undefined }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const exchange: Exchange = {
      isSend: request.method === 'POST',
      body,
      request,
      response,
      forward: () => forward(request, body),
      answer: ({ status = 200, headers = FHIR_JSON, body: text = '' }) => {
        if (!response.destroyed) response.writeHead(status, headers).end(text)
      },
    }
    if (state.fault) await state.fault(exchange)
    else exchange.answer(await exchange.forward())
  }

  async function forward(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const headers = PASSED_ON.flatMap(name => {
      const value = request.headers[name]
      return typeof value === 'string' ? [[name, value] as [string, string]] : []
    })
    const place = `${target}${(request.url ?? '').replace(/^\/fhir/, '')}`
    const hasBody = request.method !== 'GET'
    const answer = await fetch(place, {
      method: request.method ?? 'GET',
      headers,
      ...(hasBody && { body: new Uint8Array(body) }),
    })
    return { status: answer.status, headers: FHIR_JSON, body: await answer.text() }
  }

  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const stopListening = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  const port = await listen(0)
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/fhir`,
    stopListening,
    listenAgain: async () => void (await listen(port)),
    close: async () => (server.listening ? stopListening() : undefined),
  })
}
