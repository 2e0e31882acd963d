import { type Logger, pino } from 'pino'
import { requestReference } from '../launch/web/request-reference.ts'
import { safeError } from './domain/safe-error.ts'

/** An error is logged by class and place only: its message may quote a patient or a token. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    serializers: { err: safeError },
    redact: ['*.authorization', '*.cookie'],
    mixin: () => ({ reference: requestReference() }),
  })
