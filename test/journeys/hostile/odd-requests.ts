import { gzipSync } from 'node:zlib'
import { rawRequest } from '../../support/raw-http.ts'

type Odd = readonly [name: string, bytes: string | Buffer]

const FORM = 'Content-Type: application/x-www-form-urlencoded'
const FHIR = 'Content-Type: application/fhir+json'
const POPULATE = '/fhir/Questionnaire/$populate'

/** Addresses that anybody may write to, each with the type that it reads. */
const WRITES = [
  ['/reply/', FORM],
  ['/r/x/check', FORM],
  ['/hub/demo-workwell/referrals/1/accept', FORM],
  ['/forms/preview', FORM],
  [POPULATE, FHIR],
  ['/notices/demo-workwell', FHIR],
] as const

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

const BODIES: readonly (readonly [name: string, body: string, ...headers: string[]])[] = [
  ['__proto__ in a form', '__proto__[polluted]=1&__proto__.polluted=1&constructor[prototype][polluted]=1'],
  ['__proto__ in JSON', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
  ['a field named hasOwnProperty', 'hasOwnProperty=1&toString=2&letter=3&valueOf=4'],
  ['one field a hundred times', 'letter=a&patientId=b&'.repeat(20)],
  ['nothing but ampersands', '&'.repeat(2000)],
  ['nothing but percent signs', '%'.repeat(2000)],
  ['overlong UTF-8', 'letter=%c0%af%e0%80%af&patientId=%f8%88%80%80%80'],
  ['a lone surrogate', '{"a":"\\ud800","resourceType":"Parameters"}'],
  ['deep JSON', deep(20_000)],
  ['a long number', `{"a":${'9'.repeat(10_000)}}`],
  ['JSON that is null', 'null'],
  ['JSON that is a word', '"Parameters"'],
  ['a byte order mark', '\xef\xbb\xbf{}'],
  ['gzip twice', gzipSync(gzipSync('letter=a')).toString('latin1'), 'Content-Encoding: gzip, gzip'],
  ['deflate that is none', 'letter=a', 'Content-Encoding: deflate'],
  ['brotli that is none', 'letter=a', 'Content-Encoding: br'],
  ['an encoding twice', 'letter=a', 'Content-Encoding: gzip', 'Content-Encoding: br'],
  ['a character set that is a path', 'letter=a', 'X-A: b'],
]

const TYPES = [
  '',
  '/',
  'a',
  'text/html; charset=',
  'application/json; charset=utf-7',
  'application/fhir+xml',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  `multipart/form-data; boundary=${'x'.repeat(5000)}`,
  'application/x-www-form-urlencoded; charset=iso-8859-1',
  'application/x-www-form-urlencoded; charset="utf-8',
  'application/json, text/html',
  '*/*',
]

const HEADERS = [
  `Cookie: ${'a=b; '.repeat(1000)}`,
  'Cookie: __proto__=1; constructor=2; hasOwnProperty=3',
  `Cookie: __Host-ww_browser=${'A'.repeat(43)}; __Host-ww_browser=${'B'.repeat(43)}`,
  'Cookie: =; ;;; ==; __Host-ww_coach',
  'Cookie: __Host-ww_reply=%00%0d%0a',
  `Authorization: Bearer ${'x'.repeat(8000)}`,
  'Authorization: Basic \x80\xff',
  'Accept: text/html;q=nonsense, */*;q=2',
  `Accept: ${'a/b,'.repeat(2000)}`,
  'Accept: __proto__/constructor',
  'Accept-Encoding: br;q=9, gzip;q=-1, identity;q=0, *;q=0',
  `Accept-Encoding: ${'gzip,'.repeat(1000)}`,
  'Accept-Language: ../../etc/passwd',
  'If-None-Match: *',
  'If-Modified-Since: yesterday',
  'Range: bytes=0-0,1-1,2-2,3-3',
  'Range: lines=1',
  'Content-Length: 99999999999999999999',
  'Content-Length: 1e3',
  'Content-Length: +5',
  'Transfer-Encoding: identity, chunked, evil',
  'Transfer-Encoding: \tchunked',
  'Connection: keep-alive, X-Forwarded-For, Host',
  'X-Forwarded-For: ::1%25eth0, garbage, 1.2.3.4.5',
  'X-HTTP-Method: DELETE',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
  'Origin: \x00',
  'Referer: javascript:alert(1)',
  'Sec-Fetch-Dest: iframe',
  'Expect: 100-continue',
  'Host: localhost:99999',
  'Host: [::1',
  'Host: ',
  'Prefer: return=representation; respond-async',
  `X-Long: ${'y'.repeat(15_000)}`,
]

const ADDRESSES = [
  '/..',
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/..%5c..%5cwindows%5cwin.ini',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/....//....//etc/passwd',
  '/assets/..%2f..%2fpackage.json',
  '/assets/app.css%00',
  '/assets/app.__proto__.css',
  '//evil.example/',
  '///',
  '/\\evil.example',
  '/;/healthz',
  '/healthz/..;/metrics',
  '/metrics?__proto__[a]=1',
  '/readyz?constructor[prototype][a]=1',
  '/%00',
  '/%ff%fe',
  '/%u0041',
  '/%c0%ae%c0%ae/',
  '/%F0%9F%92%A9',
  `/?${'a&'.repeat(5000)}`,
  '/?a[b][c][d][e]=1&a=2',
  '/#fragment',
  '/*',
  '*',
  'http:',
  'http://',
  'http://[::1',
  'http://evil.example:99999/launch',
  'javascript:alert(1)',
  'mailto:',
  'evil',
  'localhost:443',
  '/r/constructor/',
  '/r/x/__proto__',
  '/r/x/status/%2e%2e%2fcheck',
  '/hub/__proto__/',
  '/hub/constructor/sign-in',
  '/hub/callback?state[]=1&code=2',
  '/hub/callback?state=__proto__',
  '/reply/__proto__/',
  '/reply/%25%32%46/constructor',
  '/notices/__proto__/Task/constructor',
  '/ehr-check?iss[]=x',
  '/ehr-check?iss=http://127.0.0.1:1/fhir',
  '/ehr-check/report/__proto__?format=json',
  '/fhir/Questionnaire/__proto__/$populate',
  '/fhir/Questionnaire/constructor/$populate?canonical[]=a',
  `${POPULATE}?canonical=${'x'.repeat(8000)}`,
  '/forms/preview?form:questionnaire=<script>alert(1)</script>',
  '/launch?iss=__proto__',
  '/callback?state=hasOwnProperty&code=1',
]

/** Bytes that break HTTP itself: a smuggler's, mostly. */
const BROKEN: readonly Odd[] = [
  ['LF alone', 'GET / HTTP/1.1\nHost: a\nConnection: close\n\n'],
  ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\nConnection: close\r\n\r\n'],
  ['a space before the colon', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\nConnection: close\r\n\r\nabc'],
  [
    'two Transfer-Encodings',
    rawRequest('POST', '/', { headers: ['Transfer-Encoding: chunked', 'Transfer-Encoding: x'] }),
  ],
  [
    'a chunk of a negative size',
    `${rawRequest('POST', '/reply/', { headers: [FORM, 'Transfer-Encoding: chunked'] })}-1\r\n\r\n`,
  ],
  [
    'a chunk size that overflows',
    `${rawRequest('POST', '/reply/', { headers: [FORM, 'Transfer-Encoding: chunked'] })}fffffffffffffffff\r\n`,
  ],
  [
    'a chunk extension of 100 kB',
    `${rawRequest('POST', '/reply/', { headers: [FORM, 'Transfer-Encoding: chunked'] })}1;${'a'.repeat(100_000)}\r\n`,
  ],
  [
    'a trailer that is a header',
    `${rawRequest('POST', '/reply/', { headers: [FORM, 'Transfer-Encoding: chunked'] })}0\r\nHost: evil\r\n\r\n`,
  ],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/1.2', 'GET / HTTP/1.2\r\nHost: a\r\n\r\n'],
  ['HTTP/1.1 without a Host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['a page without a Host', 'GET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['a method in small letters', 'get / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a method of 10 kB', `${'A'.repeat(10_000)} / HTTP/1.1\r\nHost: a\r\n\r\n`],
  ['an empty line first, and no request', '\r\n\r\n\r\nX'],
  ['random bytes', Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7919) % 256))],
]

export const ODD_REQUESTS: readonly Odd[] = [
  ...WRITES.flatMap(([path, type]) =>
    BODIES.map(
      ([name, body, ...headers]): Odd => [
        `${name} to ${path}`,
        rawRequest('POST', path, { headers: [type, ...headers], body }),
      ],
    ),
  ),
  ...WRITES.flatMap(([path]) =>
    TYPES.map(
      (type): Odd => [
        `type "${type.slice(0, 60)}" to ${path}`,
        rawRequest('POST', path, { headers: [`Content-Type: ${type}`], body: 'a=1' }),
      ],
    ),
  ),
  ...HEADERS.flatMap((header): Odd[] => [
    [`${header.slice(0, 60)} to a page`, rawRequest('GET', '/reply/', { headers: [header] })],
    [`${header.slice(0, 60)} to a program’s address`, rawRequest('GET', '/fhir/metadata', { headers: [header] })],
  ]),
  ...ADDRESSES.map((address): Odd => [address.slice(0, 70), rawRequest('GET', address)]),
  ...BROKEN,
]
