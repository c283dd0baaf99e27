-- Reports by e-mail (C75): what is sent when to whom, and every letter that became due.
create schema report;

create table report.schedule (
  id uuid primary key,
  fingerprint text not null,
  name text not null,
  report text not null,
  format text not null check (format in ('csv', 'xlsx', 'pdf')),
  filters jsonb not null,
  rhythm text not null check (rhythm in ('daily', 'weekly', 'monthly')),
  weekday smallint check (weekday between 1 and 7),
  month_day smallint check (month_day between 1 and 31),
  hour smallint not null check (hour between 0 and 23),
  back_days smallint check (back_days between 1 and 366),
  created_at timestamptz not null,
  -- Z6: their rights are looked at again for each letter.
  by_id uuid not null,
  by_name text not null,
  stopped_at timestamptz,
  stopped_by text,
  constraint rhythm_whole check ((weekday is not null) = (rhythm = 'weekly')
                                 and (month_day is not null) = (rhythm = 'monthly')),
  constraint stopped_whole check ((stopped_at is null) = (stopped_by is null))
);
create index schedule_newest on report.schedule (created_at desc, id desc);

create table report.recipient (
  schedule_id uuid not null references report.schedule (id),
  staff_id uuid not null,
  email text not null,
  primary key (schedule_id, staff_id)
);

-- The outbox of letters. Z4: one for a recipient and a moment, whatever runs twice.
create table report.delivery (
  id uuid primary key,
  schedule_id uuid not null,
  staff_id uuid not null,
  due_at timestamptz not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'withheld')),
  attempts smallint not null default 0 check (attempts >= 0),
  trouble text,
  queued_at timestamptz not null,
  next_try_at timestamptz not null,
  -- Somebody makes and hands it over until then; afterwards it is anybody's again.
  leased_until timestamptz,
  -- The moment the rights of its recipient and of whoever ordered it were last looked at.
  checked_at timestamptz,
  settled_at timestamptz,
  foreign key (schedule_id, staff_id) references report.recipient (schedule_id, staff_id),
  unique (schedule_id, staff_id, due_at),
  constraint delivery_settled_whole check ((state = 'queued') = (settled_at is null)),
  constraint delivery_sent_checked check (state <> 'sent' or checked_at is not null),
  constraint delivery_trouble_said check (state not in ('failed', 'withheld') or trouble is not null)
);
create index delivery_due on report.delivery (next_try_at, id) where state = 'queued';

create trigger append_only before update or delete on report.recipient for each statement execute function
  house.refuse_rewriting();

-- Z5: a schedule is stopped and never changed; what became of a letter is final.
create function report.refuse_changing() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.stopped_at is not null
     or to_jsonb(new) - 'stopped_at' - 'stopped_by' is distinct from to_jsonb(old) - 'stopped_at' - 'stopped_by' then
    raise exception 'Z5: a schedule is stopped and never changed' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger kept before update or delete on report.schedule for each row execute function report.refuse_changing();

create function report.refuse_reopening() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'queued'
     or (new.id, new.schedule_id, new.staff_id, new.due_at) is distinct from (old.id, old.schedule_id, old.staff_id,
       old.due_at) then
    raise exception 'Z5: a settled letter stays settled' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger settled_is_final before update or delete on report.delivery for each row execute function
  report.refuse_reopening();

create function report.audit_laws() returns setof text language sql stable as $$
  values ('Z4 nothing is due before its schedule'), ('Z5 every schedule has a recipient')
$$;
create function report.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'Z4 nothing is due before its schedule', d.id::text, d.due_at::text
    from report.delivery d join report.schedule s on s.id = d.schedule_id where d.due_at <= s.created_at
  union all
  select 'Z5 every schedule has a recipient', s.id::text, s.name
    from report.schedule s where not exists (select from report.recipient r where r.schedule_id = s.id)
$$;
