create schema program;

-- P1: a version, once published, is never rewritten: sales point to it.
create table program.version (
  version integer primary key,
  id uuid not null unique,
  fingerprint text not null,
  document jsonb not null,
  published_at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on program.version
  for each statement execute function house.refuse_rewriting();
