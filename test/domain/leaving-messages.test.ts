import { expect, it } from 'vitest'
import { messageWords, withMessageWords } from '../../src/domain/leaving-messages.ts'

it.each([
  [true, 'Messages may be left'],
  [false, 'Do not leave messages'],
  [undefined, 'Do not leave messages'],
])('safe to leave a message: %s is "%s" (hazard H02)', (safe, words) => {
  expect(messageWords(safe)).toBe(words)
})

it.each(['Nothing known', 'Phone Dr Rahman. If they are not there, ask for Sam.'])(
  'the words stand behind "%s" once, and the last ones hold',
  text => {
    const said = withMessageWords(text, true)
    expect(said).toBe(`${text.replace(/\.$/, '')}. Messages may be left.`)
    expect(withMessageWords(said, true)).toBe(said)
    expect(withMessageWords(said, undefined)).toBe(said.replace('Messages may be left', 'Do not leave messages'))
  },
)
