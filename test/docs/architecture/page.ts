import type { Folders } from './folders.ts'

const HEAD = `# Architecture

Made from the imports by \`npm run architecture\`, and held by a test (\`test/docs/architecture.test.ts\`): whoever lets a folder import another one for the first time makes this
page again, in the same commit, for somebody to read.

![The folders of the app in rows; each imports only from rows below its own](images/architecture.svg)

What a box is for: [README](../README.md#the-datas-way). Why it is so: [the decisions](adr/README.md). \`src/server.ts\` stands for the files that put the app together
(\`src/*.ts\`), \`src/app.ts\` for what happens to a request. The picture leaves out what follows from the rest: where A imports B and B imports C, that A imports C too. The table
has all of it, from top to bottom as in the picture; what is in brackets is imported as types alone, or only when it is wanted.

| Folder | Imports |
|---|---|
`

export const pageOf = ({ rows, uses }: Folders): string =>
  HEAD +
  rows
    .flat()
    .map(folder => {
      const used = uses.filter(({ from }) => from === folder).toSorted((one, other) => one.to.localeCompare(other.to))
      const names = used.map(({ to, loose }) => (loose ? `(\`${to}\`)` : `\`${to}\``))
      return `| \`${folder}\` | ${names.join(', ')} |\n`
    })
    .join('')
