import { connect } from 'node:net'

export interface RawAnswer {
  /** 0: the connection was closed without a word. */
  readonly status: number
  readonly head: string
  readonly body: string
}

/** Bytes to a server as they are, and all that comes back until it closes. For requests that no client library would send. */
export function sendRaw(base: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { port } = new URL(base)
  return new Promise(resolve => {
    const socket = connect(Number(port), 'localhost')
    const heard: Buffer[] = []
    socket.on('data', data => heard.push(data))
    // Cut off while still sending: what matters is what was heard until then.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answerIn(Buffer.concat(heard).toString('latin1'))))
    socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  })
}

function answerIn(text: string): RawAnswer {
  // "Go on" is no answer yet.
  const [head = '', ...body] = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '').split('\r\n\r\n')
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: body.join('\r\n\r\n') }
}

/** A whole request that asks the server to close behind it. */
export function rawRequest(
  method: string,
  target: string,
  { headers = [], body = '' }: { headers?: readonly string[]; body?: string } = {},
): string {
  const host = headers.some(each => /^host:/i.test(each)) ? [] : ['Host: localhost']
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]
  return [`${method} ${target} HTTP/1.1`, ...host, 'Connection: close', ...length, ...headers, '', body].join('\r\n')
}
