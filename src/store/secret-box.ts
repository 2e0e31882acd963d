import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts what the store keeps of a patient, and makes the keys by which it finds it again. */
export interface SecretBox {
  /** Says which data key seals, without giving it away. */
  readonly keyId: string
  /** Those that open. */
  readonly keyIds: readonly string[]
  seal(kind: string, id: string, text: string): string
  /** Throws when the text was sealed with another key, was changed, or belongs to another kind or id. */
  open(kind: string, id: string, sealed: string): string
  /** The same text always gives the same key, and nobody without the data key can test a guess (an NHS number is short). */
  keyedHash(text: string, use?: 'patient' | 'audit' | 'letter'): string
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** The last data key seals, all of them open. What is hashed stays findable when keys change: `hashRoot` does not (ADR 0012). */
export function createSecretBox(dataKeys: readonly [Uint8Array, ...Uint8Array[]], hashRoot = dataKeys[0]): SecretBox {
  const sealings = new Map(dataKeys.map(key => [dataKeyId(key), derive(key, 'sealing')]))
  const hashing = {
    patient: derive(hashRoot, 'patient key'),
    audit: derive(hashRoot, 'audit chain'),
    letter: derive(hashRoot, 'letter code'),
  }
  const newest = dataKeys.at(-1) ?? dataKeys[0]
  const keyId = dataKeyId(newest)
  const sealing = derive(newest, 'sealing')

  return {
    keyId,
    keyIds: [...sealings.keys()],
    seal(kind, id, text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, iv, { authTagLength: TAG_BYTES }).setAAD(place(kind, id))
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${keyId}.${sealed.toString('base64url')}`
    },
    open(kind, id, sealed) {
      const [version, sealedWith, body, ...rest] = sealed.split('.')
      if (version !== 'v1' || !sealedWith || !body || rest.length > 0) throw unreadable(kind, 'is not in a known form')
      const opening = sealings.get(sealedWith)
      if (!opening) {
        throw unreadable(kind, `was sealed with data key ${sealedWith}, not ${[...sealings.keys()].join(' or ')}`)
      }
      const bytes = Buffer.from(body, 'base64url')
      if (bytes.length < IV_BYTES + TAG_BYTES) throw unreadable(kind, 'is cut short')
      const opener = createDecipheriv('aes-256-gcm', opening, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(place(kind, id))
        .setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        return opener.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + opener.final('utf8')
      } catch {
        throw unreadable(kind, 'was changed, or moved from another place, after it was sealed')
      }
    },
    keyedHash: (text, use = 'patient') => createHmac('sha256', hashing[use]).update(text).digest('base64url'),
  }
}

const derive = (key: Uint8Array, use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `workwell ${use}`, 32))

export const dataKeyId = (key: Uint8Array): string => derive(key, 'key id').toString('hex', 0, 4)

/** Bound into the seal, so that a row cannot be passed off as another patient's. */
const place = (kind: string, id: string): Buffer => Buffer.from(JSON.stringify([kind, id]))

const unreadable = (kind: string, why: string): Error => new Error(`A stored ${kind} cannot be read: it ${why}.`)
