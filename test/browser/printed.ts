import type { Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import type { Clinician, Seen } from '../support/clinician.ts'

export interface Printed {
  /** All that can be read on the sheets, the browser's own lines in the margins too, as far as spaces and line ends do not matter. */
  readonly text: string
  /** Where the file's links lead. */
  readonly links: readonly string[]
  /** What the file calls itself: whoever saves it and sends it on sends this too. */
  readonly title: string
}

/** A line end may stand anywhere on paper, and a number in groups. */
export const withoutSpaces = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')

const annotation = z.looseObject({ url: z.string().optional() })

/** A page of a clinician's, gone to in a real browser. */
export async function open(page: Page, clinician: Clinician, { url }: Seen): Promise<void> {
  // The browser takes a secure cookie only as if it came by https; it sends it to this machine all the same.
  const https = `https://${new URL(url).host}/`
  await page.context().clearCookies()
  await page.context().addCookies(clinician.cookiesFor(url).map(each => ({ ...each, url: https, secure: true })))
  await page.goto(url)
}

/** The page as Chromium prints it with its own settings: margins with date, title and address. Read back from the PDF. */
export async function printed(page: Page, clinician: Clinician, seen: Seen): Promise<Printed> {
  await open(page, clinician, seen)
  const file = await page.pdf({
    format: 'A4',
    displayHeaderFooter: true,
    margin: { top: '15mm', bottom: '15mm', left: '12mm', right: '12mm' },
  })
  return readBack(new Uint8Array(file))
}

/** The same paper as the file that its page offers, read back; undefined where the page offers none. */
export async function downloaded(clinician: Clinician, { url, html }: Seen): Promise<Printed | undefined> {
  const [, path] = /href="([^"]*\/pdf)"/.exec(html) ?? []
  if (path === undefined) return undefined
  const address = new URL(path, url).href
  const cookie = clinician.cookiesFor(address).map(({ name, value }) => `${name}=${value}`)
  const response = await fetch(address, { headers: { cookie: cookie.join('; ') } })
  if (response.headers.get('content-type') !== 'application/pdf')
    throw new Error(`${path}: no PDF (${response.status})`)
  return readBack(new Uint8Array(await response.arrayBuffer()))
}

async function readBack(file: Uint8Array): Promise<Printed> {
  const pdf = await getDocumentProxy(file)
  const annotations: unknown[] = []
  for (let sheet = 1; sheet <= pdf.numPages; sheet += 1)
    annotations.push(...(await (await pdf.getPage(sheet)).getAnnotations()))
  const links = annotations.flatMap(each => annotation.parse(each).url ?? [])
  const { info } = z.object({ info: z.looseObject({ Title: z.string() }) }).parse(await pdf.getMetadata())
  const { text } = await extractText(pdf, { mergePages: true })
  await pdf.cleanup()
  return {
    text: withoutSpaces(text),
    links,
    title: info.Title,
  }
}
