import { localReference, referenceText, relativeTo } from './reference-text.ts'
import type { ValueTest } from './value-test.ts'

/** `Type/id`, a bare id, or an absolute address on our own base; `type` narrows what may stand at the other end. */
export const referenceTest = (wanted: string, type: string | undefined, base: string): ValueTest => {
  const asked = relativeTo(base, wanted)
  const askedLocal = localReference(asked)
  return value => {
    const text = referenceText(value)
    if (text === undefined) return false
    const local = localReference(text)
    if (!local) return text === asked
    if (type && local.type !== type) return false
    return askedLocal ? local.type === askedLocal.type && local.id === askedLocal.id : local.id === asked
  }
}
