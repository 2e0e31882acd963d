import { SummaryList } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { LinkSquare } from './link-square.tsx'
import type { Block, MarkedWords, PaperDocument, Words } from './paper-document.ts'

/** What a paper says, as part of a page. The page itself has the heading. */
export function PaperSheet({ document }: { document: PaperDocument }): ReactElement {
  return (
    <div className="ww-paper">
      {document.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: static markup, and two blocks may say the same
        <BlockPart key={index} block={block} />
      ))}
    </div>
  )
}

function BlockPart({ block }: { block: Block }): ReactElement {
  switch (block.kind) {
    case 'heading':
      return <h2>{block.text}</h2>
    case 'paragraph':
      return <Sentence words={block.words} />
    case 'notice':
      return (
        <div className="ww-letter-first">
          {block.paragraphs.map(words => (
            <Sentence key={JSON.stringify(words)} words={words} />
          ))}
        </div>
      )
    case 'stamp':
      return <p className="ww-draft">{block.text}</p>
    case 'list':
      return (
        <ul>
          {block.items.map(each => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )
    case 'rows':
      return (
        <SummaryList>
          {block.rows.map(({ label, said }) => (
            <SummaryList.Row key={`${label} ${said}`}>
              <SummaryList.Key>{label}</SummaryList.Key>
              <SummaryList.Value>{said}</SummaryList.Value>
            </SummaryList.Row>
          ))}
        </SummaryList>
      )
    case 'table':
      return <TwoColumns block={block} />
    case 'square':
      return <LinkSquare link={block.link} says={block.says} />
  }
}

const Sentence = ({ words }: { words: Words }): ReactElement => (
  <p>
    {(typeof words === 'string' ? [words] : words).map(each =>
      typeof each === 'string' ? each : <Marked key={each.text} words={each} />,
    )}
  </p>
)

function Marked({ words: { text, strong, href } }: { words: MarkedWords }): ReactElement {
  if (href !== undefined) return <a href={href}>{text}</a>
  // A code is one word, and is not torn at the end of a line.
  const together = strong && !text.includes(' ') ? 'ww-letter-code' : undefined
  return strong ? <strong className={together}>{text}</strong> : <span>{text}</span>
}

const TwoColumns = ({ block }: { block: Extract<Block, { kind: 'table' }> }): ReactElement => (
  <table className="nhsuk-table">
    <caption className="nhsuk-table__caption">{block.caption}</caption>
    <thead>
      <tr>
        {block.columns.map(each => (
          <th key={each} scope="col">
            {each}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {block.rows.map(row => (
        <tr key={row.join(' ')}>
          <td>{row[0]}</td>
          <td>{row[1]}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
