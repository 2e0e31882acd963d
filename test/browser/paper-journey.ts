import type { Paper } from '../../launch/paper/what-papers-hold.ts'
import type { SharingLevel } from '../../src/domain/referral.ts'
import { CS } from '../../src/fhir/systems.ts'
import { mark } from '../fhir/marked-record.ts'
import { type Clinician, createClinician, option, resourcesAt, type Seen } from '../support/clinician.ts'
import type { RunningApp } from '../support/running-app.ts'
import { BORN, markedId, PICKED } from './marked-patient.ts'
import { AGREED, ANSWERS } from './paper-marks.ts'

/** A paper as its page was shown, and by which browser it can be seen again. */
export interface ShownPaper {
  readonly paper: Paper
  readonly page: Seen
  readonly clinician: Clinician
  /** The letter before it is made. */
  readonly isOnlyChecked?: boolean
}

const DRAFT = {
  assessment: option('fit-note-assessment', 'face-to-face'),
  condition: 'other:',
  'condition-other': mark('precise condition'),
  'less-precise': 'true',
  'less-precise-term': mark('note condition'),
  advice: option('fit-note-advice', 'may-be-fit'),
  adjustments: option('adjustment', 'altered-hours'),
  comments: mark('note comments'),
  lasts: '2w',
}
const REPORT = {
  advice: option('fit-note-advice', 'may-be-fit'),
  options: option('adjustment', 'altered-hours'),
  difficulty: mark('difficulty'),
  goal: mark('goal'),
}

/** One referral of the marked patient from its launch to its end, and every paper on the way: each as it is when it is shown. */
export async function* papersOf(app: RunningApp, area: string, level: SharingLevel): AsyncGenerator<ShownPaper> {
  const clinician = createClinician(app)
  const first = await clinician.launchToRefer(markedId(area), 'physiotherapist')
  const shown = (paper: Paper, page: Seen): ShownPaper => ({ paper, page, clinician })
  const main = { 'main-condition': `${CS.icd10}|${PICKED.code}`, sharing: AGREED[level] }
  const checked = await clinician.submit(first, { ...ANSWERS, ...main })
  yield shown('handout', await clinician.get(`${first.url}handout`))

  const isMadeHere = checked.html.includes('Make the letter')
  if (checked.url.endsWith('/letter')) yield { ...shown('letter', checked), isOnlyChecked: isMadeHere }
  const accepted = /<form (?:class="ww-send" )?method="post">/.test(checked.html)
    ? await clinician.submit(checked)
    : checked
  if (accepted.url.endsWith('/sent')) yield shown('handout-after-referral', await clinician.get(`${first.url}handout`))
  if (accepted.html.includes('/reply/')) yield shown('letter-with-link', accepted)
  if (await isEnded(app, accepted)) {
    const status = await clinician.get(`${first.url}status`)
    const [, path = ''] = /href="([^"]*\/closing-letter\/[^"]*)"/.exec(status.html) ?? []
    yield shown('closing-letter', await clinician.get(new URL(path, first.url).href))
  }

  await clinician.submit(await clinician.get(`${first.url}fit-note`), DRAFT)
  yield shown('fit-note-draft', await clinician.get(`${first.url}fit-note/copy`))
  const report = await clinician.get(`${first.url}health-and-work-report`)
  yield shown('health-and-work-report', await clinician.submit(report, REPORT))
}

/** The service ends it, in its own system or by the letter's link; where it can do neither, it goes on. */
async function isEnded(app: RunningApp, { url, html }: Seen): Promise<boolean> {
  const service = createClinician(app)
  const [link] = /http[^"]*\/reply\/[^"]{20,}\//.exec(html) ?? []
  if (link) {
    const born = { 'born-day': BORN.day, 'born-month': BORN.month, 'born-year': BORN.year }
    await service.submit(await service.get(link), born)
    for (const kind of ['acknowledge', 'accept']) await service.submit(await service.get(`${link}${kind}`))
    const reached = { method: 'phone', result: 'reached' }
    await service.submit(await service.get(`${link}contact`), reached)
    await service.submit(await service.get(`${link}start`))
    const ended = { outcome: 'returned-same-role', workStatus: 'employed-at-work' }
    await service.submit(await service.get(`${link}close`), ended)
  } else if (url.endsWith('/sent')) {
    const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1')
    const inbox = `${app.sandboxUrl}/workwell/referrals/${task?.id}`
    await service.submit(await service.get(inbox), { to: 'completed/closed-outcome' }, `${inbox}/bring`)
  } else return false
  return true
}
