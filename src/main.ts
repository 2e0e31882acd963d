import process from 'node:process'
// First: what is imported after it looks at NODE_ENV once.
import './production-by-default.ts'
import { readConfig } from './config.ts'
import { start } from './server.ts'

/** `npm start`: starts, says which address to open, stops cleanly. */
try {
  const running = await start(readConfig(process.env))
  running.warm()
  console.log(
    running.sandboxUrl
      ? `\nWorkWell Referral is running.\n\n  Open  ${running.sandboxUrl}/\n\n  Choose a clinician, then launch a patient. Make-believe patients only. Ctrl+C stops it.\n`
      : `WorkWell Referral is running at ${running.url}`,
  )
  const stop = () => void running.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
