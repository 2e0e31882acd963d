/** What comes in this time; undefined where it comes later, or fails: then it is one that does not say. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, ms, undefined)
  })
  const said = answer.catch(() => undefined)
  return Promise.race([said, late]).finally(() => clearTimeout(timer))
}
