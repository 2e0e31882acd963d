import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'
import { z } from 'zod'
import { resourcesAt } from '../support/clinician.ts'
import type { RunningApp } from '../support/running-app.ts'

/** A page, or a frame in one: where a person finds things by what they are and what they are called. */
export type Screen = Pick<Page | FrameLocator, 'getByRole'>

// Words on the screen that other people's scripts go by: the design's contract.
export const PATHWAY = 'What is this consultation for?'
export const CONDITION = 'Main condition affecting work'
export const WORK_STATUS = 'Work status'
export const CONCERN = 'Anything to keep the patient or the coach safe?'
export const SHARING = 'What does the patient agree to share with WorkWell?'

/** The five taps of the usual case. */
export const USUAL_ANSWERS: readonly (readonly [group: string, option: string])[] = [
  [PATHWAY, 'Refer to WorkWell, no fit note today'],
  [CONDITION, 'Low back pain'],
  [WORK_STATUS, 'Employed, off sick'],
  [CONCERN, 'Nothing known'],
  [SHARING, 'Standard'],
]

export const group = (screen: Screen, legend: string): Locator =>
  screen.getByRole('group', { name: legend, exact: true })
export const option = (screen: Screen, legend: string, label: string): Locator =>
  group(screen, legend).getByRole('radio', { name: label, exact: true })
export const button = (screen: Screen, name: string): Locator => screen.getByRole('button', { name, exact: true })
/** Opens a question that is shut, as a person would, and waits for one whose turn is coming. */
export async function opened(screen: Screen, legend: string): Promise<void> {
  const shut = screen.getByRole('button', { name: new RegExp(`^${legend.replace('?', '\\?')}`) })
  await group(screen, legend).or(shut).first().waitFor()
  // Its turn may come while we reach for it.
  if (await shut.isVisible()) await shut.click({ timeout: 1_000 }).catch(() => undefined)
  await group(screen, legend).waitFor()
}

/** Whether an answer is chosen, to be seen in the question itself. */
export async function isChosen(screen: Screen, legend: string, label: string): Promise<boolean> {
  await opened(screen, legend)
  return option(screen, legend, label).isChecked()
}

/** Opens the line that says how the patient is reached, where it is shut. */
export async function openContact(screen: Screen): Promise<void> {
  const line = screen.getByRole('button', { name: /^How to reach the patient/ })
  if (await line.isVisible()) await line.click()
}

/** One answer, whether its question stands open or not. */
export async function choose(screen: Screen, legend: string, label: string): Promise<void> {
  await opened(screen, legend)
  const wanted = option(screen, legend, label)
  if (!(await wanted.isVisible())) await option(screen, legend, 'Something else').click()
  await wanted.click()
}

/** The button at the foot, by what it does after the answers. */
export const FINISH = 'Finish without a referral'
export const RECORD = 'Record the answer'

export const heading = (screen: Screen, name: string): Locator => screen.getByRole('heading', { name, exact: true })

/** Waits until the page with that heading is there. */
export const arrived = (screen: Screen, name: string): Promise<void> => heading(screen, name).waitFor()

/** The make-believe record's list of patients, with the GP signed in. */
export async function openPatientList(context: BrowserContext, app: RunningApp): Promise<Page> {
  const list = await context.newPage()
  await list.goto(app.sandboxUrl)
  await list.getByRole('combobox', { name: 'Clinician', exact: true }).selectOption({ label: 'Dr Aisha Rahman, GP' })
  return list
}

/** Presses the patient's button; the app opens in a tab of its own. */
export async function launchFrom(list: Page, patient: string): Promise<Page> {
  const tab = list.waitForEvent('popup')
  await button(list, `Launch ${patient}`).click()
  return tab
}

/** The app at its first page, opened from the make-believe record. */
export async function launchInTab(context: BrowserContext, app: RunningApp, patient: string): Promise<Page> {
  const list = await openPatientList(context, app)
  const page = await launchFrom(list, patient)
  await toForm(page)
  await list.close()
  return page
}

/** Where a referral of an earlier test is open, a launch leads to how it stands: from there on to the form. */
export async function toForm(screen: Screen): Promise<void> {
  const again = screen.getByRole('link', { name: 'Refer again', exact: true })
  await again.or(heading(screen, 'Work and health')).first().waitFor()
  if (await again.isVisible()) await again.click()
  await arrived(screen, 'Work and health')
}

export async function answerUsual(screen: Screen): Promise<void> {
  for (const [legend, label] of USUAL_ANSWERS) await choose(screen, legend, label)
}

export async function goToCheck(screen: Screen): Promise<void> {
  await button(screen, 'Check before sending').click()
  await arrived(screen, 'Check before sending')
}

/** Where a referral of an earlier test is open, a second one takes a tick of its own. */
export async function tickIfSecond(screen: Screen): Promise<void> {
  const again = screen.getByRole('checkbox', { name: 'Refer a second time all the same', exact: true })
  if ((await again.count()) > 0) await again.check()
}

export async function send(screen: Screen): Promise<void> {
  await tickIfSecond(screen)
  await button(screen, 'Send referral').click()
  await arrived(screen, 'Referral sent')
}

/** A launch address as the record system makes it, for tests that go there by themselves. */
export async function launchUrl(app: RunningApp, patientId: string): Promise<string> {
  const response = await fetch(`${app.sandboxUrl}/launch`, {
    method: 'POST',
    body: new URLSearchParams({ clinician: 'gp', patient: patientId }),
    redirect: 'manual',
  })
  return z.string().parse(response.headers.get('location'))
}

const serviceRequest = z.object({ id: z.string(), subject: z.object({ reference: z.string() }) })
const patientName = z.object({ id: z.string(), name: z.tuple([z.object({ family: z.string() })], z.unknown()) })

/** Whom the referrals at the hub are for, by family name: one line for each ServiceRequest. */
export async function referredAtHub(app: RunningApp): Promise<string[]> {
  const [requests, patients] = await Promise.all([
    resourcesAt(app.hubUrl, 'ServiceRequest?_count=200'),
    resourcesAt(app.hubUrl, 'Patient?_count=200'),
  ])
  const names = new Map(
    patients.map(each => patientName.parse(each)).map(({ id, name: [{ family }] }) => [`Patient/${id}`, family]),
  )
  return requests.map(each => names.get(serviceRequest.parse(each).subject.reference) ?? 'unknown').toSorted()
}
