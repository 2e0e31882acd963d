import { isObject } from './resource.ts'

export interface LocalReference {
  readonly type: string
  readonly id: string
}

const LOCAL = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]+)?$/

export const localReference = (text: string): LocalReference | undefined => {
  const [, type, id] = LOCAL.exec(text) ?? []
  return type && id ? { type, id } : undefined
}

/** Reads a Reference, or a canonical that stands where one would. */
export const referenceText = (value: unknown): string | undefined => {
  const text = isObject(value) ? value.reference : value
  return typeof text === 'string' ? text : undefined
}

/** What this server says of itself in absolute form, it keeps in relative form. */
export const relativeTo = (base: string, text: string): string =>
  text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text

export const isConditional = (text: string): boolean => /^[A-Z][A-Za-z]+\?/.test(text)

export const isAbsolute = (text: string): boolean => /^https?:\/\//i.test(text)
