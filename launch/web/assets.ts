import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { type RequestHandler, Router } from 'express'
import { script } from './script.ts'
import { stylesheet } from './stylesheet.ts'

/** A page needs at most these two files beside its HTML. */
const TEXTS = { css: stylesheet(), js: script() }
type Kind = keyof typeof TEXTS

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
const HASHES: Record<Kind, string> = { css: hashOf(TEXTS.css), js: hashOf(TEXTS.js) }

/** The content's hash stands in the address, so that a browser may keep a file for ever. */
export const assetUrls: Record<Kind, string> = {
  css: `/assets/app.${HASHES.css}.css`,
  js: `/assets/app.${HASHES.js}.js`,
}

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) }

const packed: { [K in Kind]?: Promise<[Buffer, Buffer]> } = {}

function pack(kind: Kind): Promise<[Buffer, Buffer]> {
  const plain = Buffer.from(TEXTS[kind])
  packed[kind] ??= Promise.all([compress.br(plain), compress.gzip(plain, { level: 9 })])
  return packed[kind]
}

function serve(kind: Kind): RequestHandler {
  // Begun at start-up, once a process and off the main thread: no request pays for the best level.
  const bodies = pack(kind)
  return async (req, res) => {
    const [br, gz] = await bodies
    // Browsers name gzip first and mean no preference: the smaller one that they take.
    const encoding = (['br', 'gzip'] as const).find(each => req.acceptsEncodings(each))
    // During a roll-out an older page may ask another instance for its file: ours serves, but is not to be kept under that name.
    const current = req.params.hash === HASHES[kind]
    res.type(kind).vary('Accept-Encoding')
    res.set('Cache-Control', current ? 'public, max-age=31536000, immutable' : 'no-store')
    if (encoding) res.set('Content-Encoding', encoding)
    res.send(encoding === 'br' ? br : encoding === 'gzip' ? gz : TEXTS[kind])
  }
}

/** To be mounted at `/assets`. */
export function createAssets(): Router {
  const router = Router()
  router.get('/app.:hash.css', serve('css'))
  router.get('/app.:hash.js', serve('js'))
  return router
}
