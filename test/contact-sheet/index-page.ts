import { type Pictured, SIZES } from './picture.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const VARIANTS = ['with scripts', 'without'].flatMap(scripts => SIZES.map(({ width }) => `${width}, ${scripts}`))

const row = ({ title, route, status, heights, controls, files }: Pictured): string => `<tr>
<th scope="row">${escaped(title)}<br><code>${escaped(route)}</code> ${status}</th>
<td>${heights.join('<br>')}</td>
<td>${controls}</td>
${files
  .map(
    (file, index) =>
      `<td><a href="${file}"><img src="${file}" loading="lazy" width="${index % SIZES.length === 0 ? 200 : 260}" alt="${escaped(`${title}, ${VARIANTS[index]}`)}"></a></td>`,
  )
  .join('\n')}
</tr>`

/** All pictures on one page, each with its heights in the three widths and the controls that stand in sight in the panel. */
export const indexPage = (pictured: readonly Pictured[]): string => `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<title>Contact sheet</title>
<style>
body { font: 15px/1.4 sans-serif }
td, th { vertical-align: top; text-align: left; padding: 6px; border-top: 1px solid #ccc }
img { border: 1px solid #ccc; max-height: 700px; object-fit: cover; object-position: top }
</style>
<h1>${pictured.length} pages and states</h1>
<table>
<tr><th>Page and state</th><th>Height in pixels at ${SIZES.map(({ width }) => width).join(', ')}</th><th>Controls at 400</th>
${VARIANTS.map(each => `<th>${each}</th>`).join('')}</tr>
${pictured.map(row).join('\n')}
</table>
</html>
`
