-- A store as version 9 of the schema left it. Data key: 32 bytes of 7. Synthetic.
create table open_count_facts (referral_id text primary key, sealed text not null);
create table count_facts (
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
);
create table held_contact (
  referral_id text primary key,
  sealed text not null,
  expires_at text not null,
  released_at text
);
create table schema_migrations (number integer primary key, name text not null, applied_at text not null);
create table store_facts (name text primary key, value text not null);
create table vault (
  kind text not null,
  id text not null,
  sealed text not null,
  expires_at text not null,
  idle_seconds integer,
  idle_until text,
  primary key (kind, id)
);
create table declined (patient_key text primary key, declined_on text not null, until_day text not null);
create table audit (
  seq integer primary key,
  recorded_at text not null,
  action text not null,
  fhir_user text not null,
  issuer text not null,
  patient_key text,
  referral_id text,
  detail text not null,
  hash text not null
);
create table audit_head (id integer primary key, seq integer not null, hash text not null, seal text);
create table outbox_message (
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
  practice_key text,
  pathway text,
  unique (referral_id, position)
);
create index vault_expiry on vault (expires_at);
create index audit_patient on audit (patient_key);
create index audit_user on audit (fhir_user, issuer);
create index outbox_due on outbox_message (state, next_attempt_at);
create index outbox_settled on outbox_message (state, settled_at);
create table letter (
  letter_id text primary key,
  referral_id text not null unique,
  service_id text not null,
  sealed text not null,
  version integer not null,
  wrong_tries integer not null,
  expires_at text not null
);
create table referral_course (
  referral_id text primary key,
  checked_at text not null,
  stage text,
  version text,
  seen_at text,
  acknowledged_at text,
  first_contact_at text,
  started_at text,
  ended_at text,
  outcome text,
  missing_since text,
  missing_looks integer
);
create index outbox_practice on outbox_message (practice_key, accepted_at);
insert into schema_migrations (number, name, applied_at) values (1, 'sessions, declined flags, audit and outbox', '2026-08-01T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (2, 'the messages of a referral, in order', '2026-08-02T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (3, 'the end of the audit chain is sealed', '2026-08-03T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (4, 'which practice referred', '2026-08-04T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (5, 'what became of each referral', '2026-08-05T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (6, 'letters that a service answers by a link', '2026-08-06T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (7, 'since when a hub has not got a referral that it had confirmed', '2026-08-07T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (8, 'contact details that wait for a talk of coach and referrer', '2026-08-08T09:00:00.000Z');
insert into schema_migrations (number, name, applied_at) values (9, 'coarse facts to count by, cut off from the referral once it has ended', '2026-08-09T09:00:00.000Z');
insert into referral_course (referral_id, checked_at, stage, version, seen_at) values ('r-delivered', '2026-09-01T09:15:00.000Z', 'accepted', '4', '2026-09-01T09:15:00.000Z');
insert into store_facts (name, value) values ('data-key', 'b36b8825');
insert into vault (kind, id, sealed, expires_at, idle_seconds, idle_until) values ('draft', 'handle-1', 'v1.b36b8825.WRg3ZhE-Nhxwbw_4z7y4AGUj5Z7fjKQQiOk_ussN_S66ppLBGr7ezaKIRD2N', '2026-09-02T09:00:00.000Z', null, null);
insert into declined (patient_key, declined_on, until_day) values ('patient-key', '2026-09-01', '2026-09-14');
insert into audit (seq, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash) values (1, '2026-09-01T09:00:00.000Z', 'launched', 'Practitioner/gp-1', 'https://ehr.example/fhir', '3WCkh_iECA_023Ci0eIRXUOWZfksxvZDlNmfE7zxCMs', null, 'ok', 'Qwj4IYu_MvGzTJ-pOTs8nRIgj8HB6GBGgNTypLZGMwQ');
insert into audit (seq, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash) values (2, '2026-09-01T09:00:00.000Z', 'accepted', 'Practitioner/gp-1', 'https://ehr.example/fhir', '3WCkh_iECA_023Ci0eIRXUOWZfksxvZDlNmfE7zxCMs', 'r-waiting', 'demo', 'HwkIktPSm7uZZZ49IMTnb1-bPmfEH8FHQuk4zbKn63A');
insert into audit (seq, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash) values (3, '2026-09-01T09:00:00.000Z', 'accepted', 'Practitioner/gp-1', 'https://ehr.example/fhir', '3WCkh_iECA_023Ci0eIRXUOWZfksxvZDlNmfE7zxCMs', 'r-delivered', 'demo', 'sGMtLOtA6wdVLRTCYGoTAHPYyZGT6S4_MLsTxFMnCJM');
insert into audit (seq, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash) values (4, '2026-09-01T09:00:00.000Z', 'delivered', 'Practitioner/gp-1', 'https://ehr.example/fhir', '3WCkh_iECA_023Ci0eIRXUOWZfksxvZDlNmfE7zxCMs', 'r-delivered', 'demo', 'y68UpGKG5lzumMGHibPqxvX9ro5kZlqBmLTLCL9qE1c');
insert into audit_head (id, seq, hash) values (1, 4, 'y68UpGKG5lzumMGHibPqxvX9ro5kZlqBmLTLCL9qE1c');
insert into outbox_message (message_id, referral_id, position, kind, service_id, handle, patient_key, state, payload, attempts, look_first, next_attempt_at, lease_until, receipt, failure_code, failure_status, failure_note, accepted_at, settled_at) values ('r-waiting', 'r-waiting', 1, 'referral', 'demo', 'handle-1', '3WCkh_iECA_023Ci0eIRXUOWZfksxvZDlNmfE7zxCMs', 'waiting', 'v1.b36b8825.8c1qPAVvGyyTDdnela3JlLzTGvDtqjw2ij7i1Uq6NmkTUne79AqDSScdXgEVdaDiGfTi1wRkZrNxB_TqVdw6RdBOEF2J4yT3hfuCf2ZWHWYnFVvVHJ6XVvMBMKMsfWcxNAm5VJ9kqXHfYjjoXmQX6y78bwK7tFZCREykPgagZ7aCRP7Hs023UvhoNHk7iC7q0dxe25hCogTdoPzK97JXqeJLWLFJi6RkHPDby66Gj2mvGVWiQ0Q64LlnTUvNnAfFfzC30jaL', 1, 1, '2026-09-01T09:00:05.000Z', null, null, 'SERVER_ERROR', 503, 'v1.b36b8825.cojcp4T-mQo1_5FQMjsLPHUG2_oeYgug6WTqguyR_1gRr7D_N7Rc-_ciIQJs4Ivt', '2026-09-01T09:00:00.000Z', null);
insert into outbox_message (message_id, referral_id, position, kind, service_id, handle, patient_key, state, payload, attempts, look_first, next_attempt_at, lease_until, receipt, failure_code, failure_status, failure_note, accepted_at, settled_at) values ('r-delivered', 'r-delivered', 1, 'referral', 'demo', 'handle-1', '3WCkh_iECA_023Ci0eIRXUOWZfksxvZDlNmfE7zxCMs', 'delivered', 'v1.b36b8825.VYl3qz38UdwD-LktwAH8i6Nh7kuVewjsqdh6EB8y3RvwauLoNu6kP4W7Mx7tXqqjHQSYgY8pPqPa1yxPghmlOin9p1yJXiJ-GOW4Nxb_EQOuqnK_WMVND5Wll2pLxaGEPYdzS0x5O6hh0lddB63R_MekOJwVzUFsyq5JiWozR55lj4-t0VOGlZ0kz2bMhYYISJqt9LgZsGjwDSt73X8mDsNuT3YkBu3sqFwbsSClb6IUfelBcoKF-UOy6Yc-_el2Cuu7ovKS', 1, 1, '2026-09-01T09:00:05.000Z', null, '{"receivedAt":"2026-09-01T09:00:01.000Z","serviceRequest":"ServiceRequest/12","task":"Task/13","patient":"Patient/11"}', null, null, null, '2026-09-01T09:00:00.000Z', '2026-09-01T09:00:01.000Z');
