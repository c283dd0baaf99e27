-- One question for every room's audit: what does not hold. A room's schema brings any number of parts, each a function
-- audit() or audit_<part>() of (law, subject, detail), beside a function of the same name ending in _laws.

create function house.audit_parts() returns table (room text, part text) language plpgsql stable as $$
declare
  lonely text;
begin
  select n.nspname || '.' || p.proname into lonely
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where p.pronargs = 0 and (p.proname = 'audit' or p.proname like 'audit\_%') and p.proname not like '%\_laws'
     and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'house')
     and to_regprocedure(format('%I.%I()', n.nspname, p.proname || '_laws')) is null
   limit 1;
  if lonely is not null then
    raise exception 'H1: the audit part % does not name its laws', lonely using errcode = 'undefined_function';
  end if;
  return query
    select n.nspname::text, p.proname::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.pronargs = 0 and (p.proname = 'audit' or p.proname like 'audit\_%') and p.proname not like '%\_laws'
       and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'house')
     order by n.nspname, p.proname;
end $$;

create function house.audit_laws() returns table (room text, law text) language plpgsql stable as $$
declare
  one record;
begin
  for one in select * from house.audit_parts() loop
    return query execute format('select %L::text, l::text from %I.%I() as l', one.room, one.room, one.part || '_laws');
  end loop;
end $$;

-- Stable on purpose: every part then looks through the one snapshot of the statement that asks, and none can write.
create function house.audit() returns table (room text, law text, subject text, detail text) language plpgsql stable
as $$
declare
  one record;
begin
  for one in select * from house.audit_parts() loop
    return query execute format('select %L::text, law::text, subject::text, detail::text from %I.%I()',
                                one.room, one.room, one.part);
  end loop;
end $$;

-- What the hourly audit saw: a row each time, and each violation once, from when it was first seen until it was gone.
create table house.audit_run (
  at timestamptz primary key,
  checked integer not null check (checked > 0),
  found integer not null check (found >= 0),
  ms integer not null check (ms >= 0)
);
create trigger append_only before update or delete on house.audit_run
  for each statement execute function house.refuse_rewriting();

create table house.audit_finding (
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  room text not null,
  law text not null,
  subject text not null,
  detail text not null,
  settled_at timestamptz,
  constraint seen_in_order check (first_seen_at <= last_seen_at and (settled_at is null or settled_at >= last_seen_at))
);
create unique index audit_finding_open on house.audit_finding (room, law, subject) where settled_at is null;
create index audit_finding_seen on house.audit_finding (first_seen_at);
