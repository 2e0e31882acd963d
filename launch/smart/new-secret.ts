import { randomBytes } from 'node:crypto'

/** 256 bits from the system's generator, safe in a URL: SMART App Launch 2.2 asks for at least 122 that nobody can guess. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
