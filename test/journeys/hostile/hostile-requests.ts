import { gzipSync } from 'node:zlib'
import { rawRequest } from '../../support/raw-http.ts'

type Bytes = readonly [name: string, bytes: string | Buffer]

const H = 'A'.repeat(43)

/** Requests that are wrong as HTTP, or as anything of ours. None of them needs to know anything. */
export const HOSTILE_REQUESTS: readonly Bytes[] = [
  ['no HTTP', 'hello\r\n\r\n'],
  ['TLS to a plain port', Buffer.from('160301020001000001fc0303', 'hex')],
  ['HTTP/0.9', 'GET /\r\n\r\n'],
  ['HTTP/3.0', 'GET / HTTP/3.0\r\nHost: a\r\n\r\n'],
  ['no Host', 'GET /launch HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['two Hosts', rawRequest('GET', '/launch', { headers: ['Host: localhost', 'Host: evil.example'] })],
  ['a Host with a script', rawRequest('GET', '/nowhere', { headers: ['Host: <script>alert(1)</script>'] })],
  ['NUL in a header', rawRequest('GET', '/launch', { headers: ['X-A: a\0b'] })],
  ['a bare line feed in a header', rawRequest('GET', '/launch', { headers: ['X-A: a\nX-Injected: 1'] })],
  ['a header without a name', rawRequest('GET', '/launch', { headers: [': x'] })],
  ['a header of 100 kB', rawRequest('GET', '/launch', { headers: [`X-A: ${'a'.repeat(100_000)}`] })],
  ['3000 headers', rawRequest('GET', '/launch', { headers: Array.from({ length: 3000 }, (_, i) => `X-${i}: a`) })],
  ['an address of 100 kB', rawRequest('GET', `/launch?iss=${'a'.repeat(100_000)}`)],
  ['an absolute address', rawRequest('GET', 'http://evil.example/launch')],
  ['an address with a space', rawRequest('GET', '/launch ?iss=a')],
  ['CONNECT', rawRequest('CONNECT', 'evil.example:443')],
  ['TRACE', rawRequest('TRACE', '/launch')],
  ['PROPFIND', rawRequest('PROPFIND', '/')],
  ['QUERY', rawRequest('QUERY', '/launch')],
  ['a method that does not exist', rawRequest('EVIL', '/launch')],
  [
    'two lengths',
    rawRequest('POST', '/callback', { headers: ['Content-Length: 3', 'Content-Length: 4'], body: 'abc' }),
  ],
  [
    'length and chunks',
    rawRequest('POST', '/callback', { headers: ['Transfer-Encoding: chunked'], body: '0\r\n\r\nGET /x' }),
  ],
  ['a broken chunk', `${rawRequest('POST', '/callback', { headers: ['Transfer-Encoding: chunked'] })}zz\r\n`],
  ['a length below 0', rawRequest('POST', '/callback', { headers: ['Content-Length: -1'] })],
  ['Expect nonsense', rawRequest('GET', '/launch', { headers: ['Expect: 200-maybe'] })],
  ['an upgrade', rawRequest('GET', '/', { headers: ['Upgrade: websocket', 'Connection: Upgrade, close'] })],
  ['a range', rawRequest('GET', '/nowhere', { headers: ['Range: bytes=0-1,5-9,-1'] })],
  ['a cookie with a line feed', rawRequest('GET', `/r/${H}/`, { headers: [`Cookie: __Host-ww_browser=${H}%0d%0a`] })],
  [
    'a cookie of 10 kB',
    rawRequest('GET', `/r/${H}/`, { headers: [`Cookie: __Host-ww_browser=${'a'.repeat(10_000)}`] }),
  ],
  ['a made-up cookie', rawRequest('GET', `/r/${H}/`, { headers: [`Cookie: __Host-ww_browser=${H}`] })],
  ['500 cookies', rawRequest('GET', `/r/${H}/`, { headers: [`Cookie: ${'a=b; '.repeat(500)}`] })],
  ['a handle that climbs', rawRequest('GET', '/r/../../etc/passwd')],
  ['a handle that climbs, encoded', rawRequest('GET', '/r/%2e%2e%2f%2e%2e%2fetc%2fpasswd/')],
  ['a handle with NUL', rawRequest('GET', '/r/%00/')],
  ['a handle that is no UTF-8', rawRequest('GET', '/r/%ff/')],
  ['a handle of 10 kB', rawRequest('GET', `/r/${'a'.repeat(10_000)}/`)],
  ['a handle that is SQL', rawRequest('GET', `/r/${encodeURIComponent("' or 1=1 --")}/`)],
  ['__proto__ as a handle', rawRequest('GET', '/r/__proto__/')],
  ['a broken percent sign in a handle', rawRequest('GET', '/r/%/')],
  ['a referral of nobody', rawRequest('GET', `/r/${H}/status/../../x`)],
  ['a write without anything', rawRequest('POST', `/r/${H}/check`)],
  ['a write from elsewhere', rawRequest('POST', `/r/${H}/check`, { headers: ['Sec-Fetch-Site: cross-site'] })],
  [
    'a write from an Origin elsewhere',
    rawRequest('POST', `/r/${H}/check`, { headers: ['Origin: https://evil.example'] }),
  ],
  ['an asset that climbs', rawRequest('GET', '/assets/../../package.json')],
  ['an asset that climbs, encoded', rawRequest('GET', '/assets/%2e%2e%2fpackage.json')],
  ['an asset of another name', rawRequest('GET', '/assets/app.%00.css')],
  ['a file that some servers have', rawRequest('GET', '/.env')],
  ['a folder that some servers have', rawRequest('GET', '/.git/config')],
]

const FORM = 'Content-Type: application/x-www-form-urlencoded'

/** Bodies sent to a page of a consultation that is open, in its own browser. */
export function hostileBodies(target: string, cookie: string): Bytes[] {
  const post = (body: string, ...headers: string[]) =>
    rawRequest('POST', target, { headers: [`Cookie: ${cookie}`, ...headers], body })
  const packed = gzipSync(Buffer.from(`patientId=${'a'.repeat(20_000_000)}`)).toString('latin1')
  return [
    ['no patient', post('revision=0', FORM)],
    ['another patient', post('patientId=p2&revision=0', FORM)],
    ['two patients', post('patientId=p1&patientId=p2&revision=0', FORM)],
    ['a patient array', post('patientId[]=p1', FORM)],
    ['__proto__', post('__proto__[patientId]=p1', FORM)],
    ['a broken percent sign', post('patientId=%&revision=%zz', FORM)],
    ['bytes that are no UTF-8', post('patientId=%ff%fe\xff\xfe', FORM)],
    ['NUL', post('patientId=p1%00', FORM)],
    ['200 kB', post(`patientId=${'a'.repeat(200_000)}`, FORM)],
    ['600 fields', post('a=1&'.repeat(600), FORM)],
    ['a gzip bomb', post(packed, FORM, 'Content-Encoding: gzip')],
    ['gzip that is none', post('patientId=p2', FORM, 'Content-Encoding: gzip')],
    ['an encoding that nobody knows', post('patientId=p2', FORM, 'Content-Encoding: evil')],
    ['a character set that nobody knows', post('patientId=p2', `${FORM}; charset=evil`)],
    ['UTF-16', post('patientId=p2', `${FORM}; charset=utf-16`)],
    ['JSON', post('{"patientId":"p1"}', 'Content-Type: application/json')],
    ['broken JSON', post('{"patientId":', 'Content-Type: application/json')],
    ['text', post('patientId=p1', 'Content-Type: text/plain')],
    ['a form with a file', post('--x\r\n\r\np1\r\n--x--', 'Content-Type: multipart/form-data; boundary=x')],
    ['XML', post('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'Content-Type: application/xml')],
    ['no type', post('patientId=p1')],
    ['a type with a line feed', post('patientId=p1', 'Content-Type: a/b;\tc')],
    ['a cross-site form', post('patientId=p1&revision=0', FORM, 'Sec-Fetch-Site: cross-site')],
    ['a same-site form', post('patientId=p1&revision=0', FORM, 'Sec-Fetch-Site: same-site')],
  ]
}
