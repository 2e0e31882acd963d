export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: readonly string[]
}

/**
 * Forward only; a released migration is never edited. The SQL is the part that SQLite and PostgreSQL share: instants are
 * ISO 8601 text in UTC (so text order is time order), sealed values are text, ids are made by the application.
 */
const MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: 'sessions, declined flags, audit and outbox',
    statements: [
      'create table store_facts (name text primary key, value text not null)',
      `create table vault (
        kind text not null,
        id text not null,
        sealed text not null,
        expires_at text not null,
        idle_seconds integer,
        idle_until text,
        primary key (kind, id)
      )`,
      'create index vault_expiry on vault (expires_at)',
      'create table declined (patient_key text primary key, declined_on text not null, until_day text not null)',
      `create table audit (
        seq integer primary key,
        recorded_at text not null,
        action text not null,
        fhir_user text not null,
        issuer text not null,
        patient_key text,
        referral_id text,
        detail text not null,
        hash text not null
      )`,
      'create index audit_patient on audit (patient_key)',
      'create index audit_user on audit (fhir_user, issuer)',
      'create table audit_head (id integer primary key, seq integer not null, hash text not null)',
      "insert into audit_head (id, seq, hash) values (1, 0, '')",
      `create table outbox (
        referral_id text primary key,
        service_id text not null,
        handle text not null,
        patient_key text not null,
        state text not null,
        payload text,
        attempts integer not null,
        look_first integer not null,
        next_attempt_at text not null,
        lease_until text,
        receipt text,
        failure_code text,
        failure_status integer,
        failure_note text,
        accepted_at text not null,
        settled_at text
      )`,
      'create index outbox_due on outbox (state, next_attempt_at)',
    ],
  },
  {
    number: 2,
    name: 'the messages of a referral, in order',
    statements: [
      `create table outbox_message (
        message_id text primary key,
        referral_id text not null,
        position integer not null,
        kind text not null,
        service_id text not null,
        handle text not null,
        patient_key text not null,
        state text not null,
        payload text,
        attempts integer not null,
        look_first integer not null,
        next_attempt_at text not null,
        lease_until text,
        receipt text,
        failure_code text,
        failure_status integer,
        failure_note text,
        accepted_at text not null,
        settled_at text,
        unique (referral_id, position)
      )`,
      `insert into outbox_message select referral_id, referral_id, 1, 'referral', service_id, handle, patient_key, state, payload,
        attempts, look_first, next_attempt_at, lease_until, receipt, failure_code, failure_status, failure_note, accepted_at, settled_at
        from outbox`,
      'drop table outbox',
      'create index outbox_due on outbox_message (state, next_attempt_at)',
      'create index outbox_settled on outbox_message (state, settled_at)',
    ],
  },
  {
    number: 3,
    name: 'the end of the audit chain is sealed',
    statements: ['alter table audit_head add column seal text'],
  },
  {
    number: 4,
    name: 'which practice referred',
    statements: [
      'alter table outbox_message add column practice_key text',
      'create index outbox_practice on outbox_message (practice_key, accepted_at)',
    ],
  },
  {
    number: 5,
    name: 'what became of each referral',
    statements: [
      'alter table outbox_message add column pathway text',
      `create table referral_course (
        referral_id text primary key,
        checked_at text not null,
        stage text,
        version text,
        seen_at text,
        acknowledged_at text,
        first_contact_at text,
        started_at text,
        ended_at text,
        outcome text
      )`,
    ],
  },
  {
    number: 6,
    name: 'letters that a service answers by a link',
    statements: [
      `create table letter (
        letter_id text primary key,
        referral_id text not null unique,
        service_id text not null,
        sealed text not null,
        version integer not null,
        wrong_tries integer not null,
        expires_at text not null
      )`,
    ],
  },
  {
    number: 7,
    name: 'since when a hub has not got a referral that it had confirmed',
    statements: [
      'alter table referral_course add column missing_since text',
      'alter table referral_course add column missing_looks integer',
    ],
  },
  {
    number: 8,
    name: 'contact details that wait for a talk of coach and referrer',
    statements: [
      `create table held_contact (
        referral_id text primary key,
        sealed text not null,
        expires_at text not null,
        released_at text
      )`,
    ],
  },
  {
    number: 9,
    name: 'coarse facts to count by, cut off from the referral once it has ended',
    statements: [
      'create table open_count_facts (referral_id text primary key, sealed text not null)',
      `create table count_facts (
        id text primary key,
        service_id text not null,
        accepted_month text not null,
        pathway text,
        source text not null,
        profession text not null,
        practice text not null,
        condition_group text not null,
        age_band text not null,
        work_status text not null,
        deprivation_decile integer,
        sent integer not null,
        acknowledged integer not null,
        contacted integer not null,
        started integer not null,
        outcome text
      )`,
    ],
  },
  {
    number: 10,
    name: 'which referrals of a patient are open',
    statements: ['create index outbox_patient on outbox_message (patient_key, accepted_at)'],
  },
]

/** What is still to be done to a database. One that a newer version of the app has changed is not touched. */
export function pendingMigrations(applied: readonly number[]): Migration[] {
  const newest = MIGRATIONS.reduce((highest, each) => Math.max(highest, each.number), 0)
  const found = Math.max(0, ...applied)
  if (found > newest) {
    throw new Error(
      `The database is at version ${found}, and this version of the app knows only up to ${newest}. Run the newer app, or restore a backup made before it ran.`,
    )
  }
  return MIGRATIONS.filter(each => !applied.includes(each.number)).sort((a, b) => a.number - b.number)
}
