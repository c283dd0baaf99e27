import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '#test/world/database'
import { dumpSchema } from './dump.ts'
import { schemaTypes } from './types.ts'

const kept = (name: string) => readFile(fileURLToPath(new URL(`../../db/${name}`, import.meta.url)), 'utf8')

async function withDatabase<T>(empty: boolean, use: (url: string) => Promise<T>): Promise<T> {
  const database = await freshDatabase({ empty })
  try {
    return await use(database.url)
  } finally {
    await database.drop()
  }
}

async function withTables<T>(use: (url: string) => Promise<T>): Promise<T> {
  return withDatabase(true, async (url) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(SMALL)
    await client.end()
    return use(url)
  })
}

test('db/schema.sql is what the migrations make', async () => {
  const made = await withDatabase(false, dumpSchema)
  expect(made, 'db/schema.sql has drifted: run `npm run schema` and review the change').toBe(
    await kept('schema.sql'),
  )
})

test('db/schema.ts is what the migrations make', async () => {
  const made = await withDatabase(false, schemaTypes)
  expect(made, 'db/schema.ts has drifted: run `npm run schema` and review the change').toBe(
    await kept('schema.ts'),
  )
})

const SMALL = `
  create schema shop;
  create schema "order";
  create type shop.shelf as enum ('low', 'high');
  create table shop.purse (
    id uuid primary key,
    seq bigint generated always as identity,
    minor bigint not null default 0 check (minor >= 0),
    doubled bigint generated always as (minor * 2) stored,
    opened_on date,
    at timestamptz not null,
    tags text[] not null default '{}',
    code text collate "C",
    shelf shop.shelf,
    unique (opened_on, minor)
  );
  create table "order"."order" (purse_id uuid references shop.purse, body jsonb, file bytea not null);
  create index purse_open on shop.purse (opened_on) where minor > 0;
  comment on table shop.purse is 'What a member''s purse holds.';
  comment on column shop.purse.minor is 'Fen.';
  create function shop.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
  create trigger kept before delete on shop.purse for each row execute function shop.refuse();
  grant select on shop.purse to public;
`

test('the dump shows tables, keys, checks, indexes, triggers, functions, rights and comments', async () => {
  expect(await withTables(dumpSchema)).toBe(`${EXPECTED_SQL.trim()}\n`)
})

test('a changed default, a dropped check and a new index each change the dump', async () => {
  const changes = [
    'alter table shop.purse alter minor set default 1',
    'alter table shop.purse drop constraint purse_minor_check',
    'create index on shop.purse (at)',
  ]
  const dumps = await withTables(async (url) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const seen = [await dumpSchema(url)]
    for (const change of changes) {
      await client.query(change)
      seen.push(await dumpSchema(url))
    }
    await client.end()
    return seen
  })
  expect(new Set(dumps).size).toBe(4)
})

test('rows are typed as the driver hands them over', async () => {
  expect(await withTables(schemaTypes)).toBe(`${EXPECTED_TYPES.trim()}\n`)
})

const EXPECTED_SQL = `
-- What the migrations make, for review. Written by \`npm run schema\`; do not edit.

create schema "order";

create table "order"."order" (
  purse_id uuid,
  body jsonb,
  file bytea not null,
  constraint order_purse_id_fkey FOREIGN KEY (purse_id) REFERENCES shop.purse(id)
);

create schema shop;

create type shop.shelf as enum ('low', 'high');

create table shop.purse (
  id uuid not null,
  seq bigint generated always as identity not null,
  minor bigint default 0 not null,
  doubled bigint generated always as ((minor * 2)) stored,
  opened_on date,
  at timestamp with time zone not null,
  tags text[] default '{}'::text[] not null,
  code text collate "C",
  shelf shop.shelf,
  constraint purse_pkey PRIMARY KEY (id),
  constraint purse_opened_on_minor_key UNIQUE (opened_on, minor),
  constraint purse_minor_check CHECK (minor >= 0)
);
CREATE INDEX purse_open ON shop.purse USING btree (opened_on) WHERE (minor > 0);
CREATE TRIGGER kept BEFORE DELETE ON shop.purse FOR EACH ROW EXECUTE FUNCTION shop.refuse();
grant select on shop.purse to public;
comment on table shop.purse is 'What a member''s purse holds.';
comment on column shop.purse.minor is 'Fen.';

CREATE OR REPLACE FUNCTION shop.refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'no'; end $function$;
`

const EXPECTED_TYPES = `
// The rows of every table, as the migrations make them. Written by \`npm run schema\`; do not edit.
import type { Generated, GeneratedAlways } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'

/** Keyed by schema and table; a column that the database fills may be left out of an insert. */
export interface Tables {
  'order.order': {
    purse_id: string | null
    body: unknown
    file: Uint8Array
  }
  'shop.purse': {
    id: string
    seq: GeneratedAlways<number>
    minor: Generated<number>
    doubled: GeneratedAlways<number | null>
    opened_on: BusinessDay | null
    at: Instant
    tags: Generated<string[]>
    code: string | null
    shelf: string | null
  }
}
`
