export type SqlValue = string | number | null
export type Row = Readonly<Record<string, unknown>>

/** SQL with `$1` parameters, in the dialect that SQLite and PostgreSQL share (ADR 0011). */
export interface Query {
  /** Reads only. */
  select(sql: string, values?: readonly SqlValue[]): Promise<Row[]>
  /** Writes; the rows are those of its `returning`. Durable when the promise resolves, or when its transaction does. */
  change(sql: string, values?: readonly SqlValue[]): Promise<Row[]>
  /** The database's own clock: several instances whose clocks differ still agree on when a lease ends. */
  now(): Promise<Date>
}

/** The store's one way to its database. Nothing else in src/store knows which of the two it talks to. */
export interface Database extends Query {
  readonly kind: 'libsql' | 'postgres'
  /** All or nothing. `work` uses the query it is given, never the database itself. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>
  /** A transaction that only one at a time, of all instances, is in for this name: for what must not be done twice. */
  exclusive<T>(name: string, work: (query: Query) => Promise<T>): Promise<T>
  /** Makes what was deleted unreadable on the disk, as far as this database can while it is in use. */
  wipe(): Promise<void>
  close(): Promise<void>
}
