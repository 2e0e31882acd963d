import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createReplySessions } from '../launch/reply/reply-session.ts'
import { createCredentials } from '../launch/smart/client-credential.ts'
import { loadFhirclient } from '../launch/smart/fhirclient.ts'
import { createLaunchStore } from '../launch/smart/launch-store.ts'
import { createSignIns } from '../launch/smart/sign-ins.ts'
import { bareHeaders } from '../launch/web/security-headers.ts'
import { createMetrics } from './api/metrics.ts'
import { createReadiness } from './api/readiness.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createDelivery } from './delivery/delivery.ts'
import { createFollowing } from './delivery/following.ts'
import { createNotices } from './delivery/notices.ts'
import { createContactRelease } from './delivery/release-contact.ts'
import { loadDeciles } from './deprivation.ts'
import { openDesks } from './desks.ts'
import type { GatewayFailure } from './domain/gateway-failure.ts'
import { londonDay } from './domain/local-date.ts'
import type { Receipt } from './domain/receipt.ts'
import { createFormProcesses } from './form-processes/form-processes.ts'
import { publicKeySet } from './gateways/client-key.ts'
import { createFhirClient } from './gateways/fhir-client.ts'
import type { ArrivedReferral } from './gateways/hub.ts'
import { watchClock } from './http/clock-watch.ts'
import { closeGently } from './http/close-gently.ts'
import { listen } from './http/listen.ts'
import { openHubAccess } from './hub-access.ts'
import { createLog } from './log.ts'
import { openSandbox } from './open-sandbox.ts'
import { loadQuestionnaire, loadServices, loadSiteQuestionnaires, loadValueSets } from './profiles.ts'
import { ehrKeys, registeredEhrs } from './registered-ehrs.ts'
import { deskClientsOf, hubsOf, letterHubsOf, noticeSourcesOf, serviceCodesOf } from './service-hubs.ts'
import { askableForms } from './site-forms.ts'
import { whyNotKept } from './store/can-keep.ts'
import { createCountedFacts } from './store/count-facts.ts'
import { createCourses } from './store/courses.ts'
import { createDeclined } from './store/declined.ts'
import { createDrafts } from './store/drafts.ts'
import { readFigures } from './store/figures.ts'
import { createHeldContacts } from './store/held-contacts.ts'
import { createLetterLinks } from './store/letter-links.ts'
import { createLetters } from './store/letters.ts'
import { openStore } from './store/open-store.ts'
import { createStatedReferrers } from './store/stated-referrers.ts'
import { createVault } from './store/vault.ts'
import { answerAddressed, answerStarting, createWebServer } from './web-server.ts'

/** Milliseconds. A page waits for the record no longer than a clinician would. */
const WAIT = { ehr: 5000, store: 2000 }

/** What is under way at a stop may take so long to end; then another start, or instance, takes it over. */
const GRACE_MS = 20_000

export interface Running {
  readonly url: string
  /** The make-believe EHR, when the sandbox is on. */
  readonly sandboxUrl: string | undefined
  /** Gets ready for the first launch and for forms of callers, so that they need not wait for what a start need not wait for. */
  warm(): void
  close(): Promise<void>
}

/**
 * The only place that wires things: configuration to store, gateways, delivery and app.
 *
 * @throws Error in one plain sentence when something is missing or a port is taken
 */
export async function start(config: Config): Promise<Running> {
  const now = () => new Date()
  const log = createLog(config.logLevel)
  const clock = watchClock({ now, log })
  const sandboxIsOn = config.sandbox !== 'off'
  const questionnaire = loadQuestionnaire()
  const services = loadServices(config.sitesDir, sandboxIsOn)
  const valueSets = loadValueSets(config.sitesDir)
  const siteQuestionnaires = await askableForms(
    loadSiteQuestionnaires(config.sitesDir, services, valueSets),
    (service, { text }) => log.warn({ service, text }, 'the questions of a service are asked unfilled'),
  )

  const hubAccess = openHubAccess(config, services, now, log)

  const headers = bareHeaders(config.publicUrl ?? '')
  const starting = answerStarting(headers)
  const server = createWebServer(headers).on('request', starting)
  const port = await listen(server, config)
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`
  const sandbox = await openSandbox(config, publicUrl, hubAccess, now)
  const registry = registeredEhrs(config.ehrRegistryFile, sandbox)
  const credentialOf = createCredentials({
    readSecret: config.readSecret,
    readKeyFile: path => readFileSync(path, 'utf8'),
  })

  const { database, secretBox, audit, outbox } = await openStore({
    ...config,
    keep: config.times.keep,
    createKeyIfMissing: sandboxIsOn,
  })
  const vault = createVault(database, secretBox)
  const launches = createLaunchStore(vault, config.times.session)
  // Its diagnostics are what another server wrote: anything may stand there.
  const onFailure = ({ code, status }: GatewayFailure) => log.warn({ code, status }, 'sign-in not renewed')
  const signIns = createSignIns({ registry, store: launches, credentialOf, now, onFailure })
  const declined = createDeclined(database)
  const courses = createCourses(database)
  const countedFacts = createCountedFacts(database, secretBox, config.times.keep.deadDays)

  const letters = createLetters(database, secretBox)
  const links = createLetterLinks(secretBox)
  const serviceCodeOf = serviceCodesOf(services, config.readSecret)
  const moved = async ({ referralId, receipt }: ArrivedReferral, to: Receipt): Promise<void> => {
    if (await outbox.moved(referralId, receipt, to))
      log.warn({ referralId }, 'its hub keeps this referral in another place now: the receipt was corrected')
  }
  const letterHubs = letterHubsOf(services, letters, links)
  const hubFor = hubsOf(services, sandbox, hubAccess, letterHubs, moved, log)
  const held = createHeldContacts(database, secretBox)
  const releaseContact = createContactRelease({ held, outbox, hubFor, questionnaire, now })
  const hub = openDesks({
    releaseContact,
    services,
    hubClientFor: deskClientsOf(services, sandbox, hubAccess),
    sandboxProvider: sandbox?.coachProvider,
    vault,
    audit,
    countedOf: courses.counted,
    askedOf: courses.asked,
    secretBox,
    publicUrl,
    readSecret: config.readSecret,
    now,
    synthetic: sandboxIsOn,
  })
  const delivery = createDelivery({
    outbox,
    hubFor,
    random: Math.random,
    log,
    mayPurge: () => clock.difference() === undefined,
    alsoPurge: [
      () => vault.purge(),
      () => letters.purge(),
      () => held.purge(),
      () => countedFacts.cutOff(),
      () => declined.purge(londonDay(now())),
    ],
    wipe: () => database.wipe(),
    hourly: async () => {
      log.info(await audit.head(), 'audit head')
      await notices.subscribe()
    },
    retry: config.times.retry,
    leaseSeconds: config.times.leaseSeconds,
  })
  const following = createFollowing({
    courses,
    outbox,
    hubFor,
    now,
    log,
    everyMinutes: config.times.followMinutes,
    ended: held.forget,
  })
  const notices = createNotices({
    sources: noticeSourcesOf(services, hubAccess, config.readSecret),
    publicUrl,
    courses,
    following,
    log,
  })
  const forms = config.publicForms
    ? createFormProcesses({ sitesDir: config.sitesDir, synthetic: sandboxIsOn }, log)
    : undefined
  const app = createApp({
    publicUrl,
    frameOrigins: [...registry.flatMap(ehr => ehr.frameOrigins), ...(sandbox ? [new URL(sandbox.url).origin] : [])],
    sandboxUrl: sandbox?.url,
    rateLimits: config.rateLimits,
    trustedProxies: config.trustedProxies,
    launch: {
      registry,
      store: launches,
      publicUrl,
      credentialOf,
      now,
    },
    vault,
    pages: {
      now,
      newId: randomUUID,
      patientKeyOf: text => secretBox.keyedHash(text),
      synthetic: sandboxIsOn,

      services,
      questionnaire,
      siteQuestionnaire: serviceId => siteQuestionnaires.get(serviceId),
      fitNoteForm: loadQuestionnaire('fit-note'),
      reportForm: loadQuestionnaire('health-and-work-report'),

      launches,
      signOut: signIns.signOut,
      ehrFor: session =>
        createFhirClient({ baseUrl: session.issuer, accessToken: signIns.tokenOf(session), timeoutMs: WAIT.ehr }),

      drafts: createDrafts(vault, config.times.draftHours),
      audit,
      declined,
      statedReferrers: createStatedReferrers(vault, config.times.draftHours),

      delivery,
      hubWaitMs: config.times.hubWaitMs,
      decileOf: loadDeciles(config.deprivationTable),
      held,
      releaseContact,
      hubFor,
      lastSeen: courses.read,
      keepWithdrawn: courses.withdrawn,
      lookSoon: notices.hint,

      publicUrl,
      // What its time has deleted is not there; whatever else is wrong is no reason to hide the line.
      bundleOf: referralId => outbox.payload(referralId).catch(() => undefined),
      practiceRows: outbox.ofPractice,
    },
    hub,
    reply: {
      letters,
      links,
      sessions: createReplySessions(vault, now),
      services,
      serviceCodeOf,
      audit,
      held,
      releaseContact,
      now,
      synthetic: sandboxIsOn,
    },
    publicKeys: publicKeySet([...hubAccess.keys, ...ehrKeys(registry, credentialOf)]),
    notices,
    readiness: createReadiness({
      whyNotKept: async () => {
        clock.observe('the database', await database.now())
        return whyNotKept(database)
      },
      waitMs: WAIT.store,
      clock: clock.difference,
    }),
    answerForm: forms?.answer,
    metrics: createMetrics({ figures: () => readFigures(database), token: config.metricsToken }),
    log,
  })
  server.off('request', starting).on('request', answerAddressed(app, headers))
  delivery.start()
  following.start()
  void notices.subscribe()

  return {
    url: publicUrl,
    sandboxUrl: sandbox?.url,
    warm() {
      void loadFhirclient()
      forms?.warm()
    },
    async close() {
      await Promise.all([
        closeGently(server, GRACE_MS),
        Promise.race([Promise.all([delivery.stop(), following.stop()]), sleep(GRACE_MS, undefined, { ref: false })]),
      ])
      clock.close()
      await forms?.close()
      await sandbox?.close()
      await database.close()
    },
  }
}
