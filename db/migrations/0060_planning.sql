create schema planning;

-- What a draft would have done to past sales (C27 and the issue of rehearsal): a question and its answer. Nothing else
-- is
-- written by a rehearsal.
create table planning.rehearsal (
  id uuid primary key,
  fingerprint text not null,
  draft jsonb not null,
  program_version integer not null,
  from_day date not null,
  to_day date not null,
  asked_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint days_in_order check (from_day <= to_day)
);
create trigger append_only before update or delete on planning.rehearsal for each statement execute function
  house.refuse_rewriting();

-- How far it has come; the only row of it that changes.
create table planning.progress (
  rehearsal_id uuid primary key references planning.rehearsal (id),
  state text not null check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
  done integer not null default 0 check (done >= 0),
  total integer not null default 0 check (total >= 0),
  told jsonb,
  ended_at timestamptz,
  constraint told_when_done check ((told is not null) = (state = 'done'))
);
create index progress_open on planning.progress (state) where state in ('waiting', 'running');

-- C79: what a head of the budget really cost, where no ledger of ours knows it.
create table planning.actual (
  id uuid primary key,
  fingerprint text not null,
  code text not null,
  day date not null,
  minor bigint not null check (minor <> 0),
  note text not null default '',
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index actual_day on planning.actual (day);
create trigger append_only before update or delete on planning.actual for each statement execute function
  house.refuse_rewriting();
