import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts what the store keeps of a patient, and makes the keys by which it finds it again. */
export interface SecretBox {
  /** Says which data key this is without giving it away. */
  readonly keyId: string
  seal(kind: string, id: string, text: string): string
  /** Throws when the text was sealed with another key, was changed, or belongs to another kind or id. */
  open(kind: string, id: string, sealed: string): string
  /** The same text always gives the same key, and nobody without the data key can test a guess (an NHS number is short). */
  keyedHash(text: string, use?: 'patient' | 'audit'): string
}

const IV_BYTES = 12
const TAG_BYTES = 16

export function createSecretBox(dataKey: Uint8Array): SecretBox {
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', dataKey, '', `workwell ${use}`, 32))
  const sealing = derive('sealing')
  const hashing = { patient: derive('patient key'), audit: derive('audit chain') }
  const keyId = derive('key id').toString('hex', 0, 4)

  return {
    keyId,
    seal(kind, id, text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, iv, { authTagLength: TAG_BYTES }).setAAD(place(kind, id))
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${keyId}.${sealed.toString('base64url')}`
    },
    open(kind, id, sealed) {
      const [version, sealedWith, body, ...rest] = sealed.split('.')
      if (version !== 'v1' || !sealedWith || !body || rest.length > 0) throw unreadable(kind, 'is not in a known form')
      if (sealedWith !== keyId) throw unreadable(kind, `was sealed with data key ${sealedWith}, not ${keyId}`)
      const bytes = Buffer.from(body, 'base64url')
      if (bytes.length < IV_BYTES + TAG_BYTES) throw unreadable(kind, 'is cut short')
      const opener = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
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

/** Bound into the seal, so that a row cannot be passed off as another patient's. */
const place = (kind: string, id: string): Buffer => Buffer.from(JSON.stringify([kind, id]))

const unreadable = (kind: string, why: string): Error => new Error(`A stored ${kind} cannot be read: it ${why}.`)
