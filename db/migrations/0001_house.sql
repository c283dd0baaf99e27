-- The house's own tables: the event log and who has read how far.
create schema if not exists house;

create table house.event (
  seq bigint generated always as identity primary key,
  -- The writing transaction: readers stay below the oldest one still running (decision 0007).
  horizon xid8 not null default pg_current_xact_id(),
  kind text not null,
  subject_id uuid,
  body jsonb not null,
  recorded_at timestamptz not null,
  by_kind text not null,
  by_id uuid,
  request_id text
);
create index event_order on house.event (horizon, seq);
create index event_subject on house.event (subject_id, seq);

create table house.reader (
  name text primary key,
  horizon xid8 not null default '0',
  seq bigint not null default 0
);

-- M2: what is written is never rewritten; corrections are new rows.
create function house.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'M2: % is append-only, % is refused', tg_table_schema || '.' || tg_table_name, lower(tg_op)
    using errcode = 'integrity_constraint_violation';
end $$;

create trigger append_only before update or delete on house.event
  for each statement execute function house.refuse_rewriting();
