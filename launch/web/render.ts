import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** A part of a page as HTML. */
export const renderPart = (element: ReactElement): string => renderToStaticMarkup(element)

/** A page element as the HTML that is sent. Static: nothing hydrates it, it works with scripts off (decision 4). */
export const renderPage = (element: ReactElement): string => `<!doctype html>${renderToStaticMarkup(element)}`
