/**
 * What may be logged of an error: its class and where it happened. Its message may quote what a parser choked on, and
 * so a patient or a token; the first line of the stack repeats the message, the frames never do. An error that brings words of its own for the log has them said.
 */
export function safeError(error: unknown): { error: string; frames: string[] } & Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] }
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  const said = 'logged' in error && typeof error.logged === 'object' ? error.logged : {}
  return { ...said, error: error.name, frames: frames.slice(0, 12) }
}
