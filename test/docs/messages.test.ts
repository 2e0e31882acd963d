import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { playMessages } from './messages.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'messages')
const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

describe('docs/messages', () => {
  it('has every message and its answer, as the product writes the one and the embedded hub the other', async () => {
    const messages = await playMessages()
    // After a change that is meant: npm run generate
    for (const { file, ...message } of messages) await expect(text(message)).toMatchFileSnapshot(join(FOLDER, file))
    expect(readdirSync(FOLDER).toSorted()).toEqual(messages.map(each => each.file))
    expect(
      messages.filter(each => each.response.status !== 200).map(each => [each.file, each.response.status]),
    ).toEqual([['11-withdrawal-too-late.json', 409]])
  })
})
