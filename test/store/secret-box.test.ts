import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSecretBox } from '../../src/store/secret-box.ts'

const key = randomBytes(32)
const box = createSecretBox([key])

test('what is sealed comes out again, whatever its letters, and does not show in the sealed text', () => {
  const sealed = box.seal('draft', '1', 'Zoë Ní Bhriain 李')
  expect(box.open('draft', '1', sealed)).toBe('Zoë Ní Bhriain 李')
  expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('Bhriain')
})

test('the same text is sealed differently each time', () => {
  expect(box.seal('draft', '1', 'same')).not.toBe(box.seal('draft', '1', 'same'))
})

test('a sealed text moved to another id or another kind is refused', () => {
  const sealed = box.seal('draft', '1', 'text')
  expect(() => box.open('draft', '2', sealed)).toThrow(/changed, or moved/)
  expect(() => box.open('session', '1', sealed)).toThrow(/changed, or moved/)
})

test('where kind ends and id begins cannot be shifted', () => {
  expect(() => box.open('a', 'bc', box.seal('ab', 'c', 'text'))).toThrow(/changed, or moved/)
})

test('every changed byte is noticed', () => {
  const [version, keyId, body = ''] = box.seal('draft', '1', 'text').split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] ?? 0) ^ 1
    const sealed = `${version}.${keyId}.${changed.toString('base64url')}`
    expect(() => box.open('draft', '1', sealed)).toThrow(/changed, or moved/)
  }
})

test.each(['', 'plain text', 'v2.a.b', 'v1..', 'v1.x.y.z'])('a text that was never sealed is refused: "%s"', text => {
  expect(() => box.open('draft', '1', text)).toThrow('A stored draft cannot be read')
})

test('another key is named as the reason, and nothing of the content is', () => {
  const other = createSecretBox([randomBytes(32)])
  const open = () => other.open('draft', '1', box.seal('draft', '1', 'secret text'))
  expect(open).toThrow(`was sealed with data key ${box.keyId}, not ${other.keyId}`)
  expect(open).not.toThrow(/secret text/)
})

test('a sealed text that was cut short is refused', () => {
  expect(() => box.open('draft', '1', `v1.${box.keyId}.${randomBytes(20).toString('base64url')}`)).toThrow('cut short')
})

test('a keyed hash is stable for one key, and different for another text, use or key', () => {
  const hash = box.keyedHash('9990000018')
  expect(createSecretBox([key]).keyedHash('9990000018')).toBe(hash)
  expect(box.keyedHash('9990000026')).not.toBe(hash)
  expect(box.keyedHash('9990000018', 'audit')).not.toBe(hash)
  expect(createSecretBox([randomBytes(32)]).keyedHash('9990000018')).not.toBe(hash)
  expect(hash).not.toContain('999000')
})
