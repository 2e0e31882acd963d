import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldersFrom } from './folders.ts'
import { importsOfTheApp, ROOT } from './imports.ts'
import { pageOf } from './page.ts'
import { pictureOf } from './picture.ts'

// npm run architecture: docs/architecture.md and its picture, from the imports as they are now.
const folders = foldersFrom(importsOfTheApp())
writeFileSync(join(ROOT, 'docs', 'architecture.md'), pageOf(folders))
writeFileSync(join(ROOT, 'docs', 'images', 'architecture.svg'), pictureOf(folders))
