-- Two members that are one person: who went into whom, and how it was undone.

create table member.merge (
  id uuid primary key,
  fingerprint text not null,
  keep_id uuid not null references member.member (id),
  gone_id uuid not null references member.member (id),
  reason text not null check (reason <> ''),
  -- Fields the kept profile lacked and got from the other one.
  filled text[] not null,
  -- Channels whose consent the kept member lost, because the other one had said no.
  silenced text[] not null,
  at timestamptz not null,
  by_id uuid,
  -- The undoing that ended it; null while it stands.
  undone_by_id uuid,
  constraint two_members check (keep_id <> gone_id)
);
-- N10: a member has gone into one other at most; also what a number of the gone one is looked up by.
create unique index merge_standing on member.merge (gone_id) where undone_by_id is null;
create index merge_keep on member.merge (keep_id);
create index merge_order on member.merge (at desc, id desc);

create table member.merge_undoing (
  id uuid primary key,
  fingerprint text not null,
  merge_id uuid not null unique references member.merge (id),
  reason text not null check (reason <> ''),
  at timestamptz not null,
  by_id uuid
);

create trigger append_only before update or delete on member.merge_undoing
  for each statement execute function house.refuse_rewriting();
create trigger never_deleted before delete on member.merge
  for each statement execute function house.refuse_rewriting();
create trigger only_undoing_changes
  before update of id, fingerprint, keep_id, gone_id, reason, filled, silenced, at, by_id on member.merge
  for each statement execute function house.refuse_rewriting();
create trigger undone_once before update on member.merge
  for each row when (old.undone_by_id is not null) execute function house.refuse_rewriting();

create function member.audit_merge_laws() returns setof text language sql stable as $$
  values ('N10 gone member is withdrawn'), ('N10 merges have no circle'), ('N10 number stays'),
         ('N11 merge ends by an undoing'), ('N11 event per merge')
$$;

create function member.audit_merge() returns table (law text, subject text, detail text) language sql stable as $$
  select 'N10 gone member is withdrawn', m.id::text, g.number
    from member.merge m join member.member g on g.id = m.gone_id
   where m.undone_by_id is null and g.withdrawn_at is null
  union all
  select 'N10 number stays', m.id::text, g.number
    from member.merge m join member.member g on g.id = m.gone_id
   where m.undone_by_id is null and right(g.number, 13) = '~' || left(g.id::text, 8) || right(g.id::text, 4)
  union all
  select * from (
    with recursive way as (
      select gone_id as start, keep_id as at, 1 as steps from member.merge where undone_by_id is null
      union all
      select w.start, m.keep_id, w.steps + 1
        from way w join member.merge m on m.gone_id = w.at and m.undone_by_id is null
       where w.steps < 1000 and w.at <> w.start)
    select 'N10 merges have no circle' as law, start::text as subject, 'back after ' || steps as detail
      from way where at = start) circle
  union all
  select 'N11 merge ends by an undoing', m.id::text, coalesce(m.undone_by_id::text, 'stands')
    from member.merge m left join member.merge_undoing u on u.merge_id = m.id
   where m.undone_by_id is distinct from u.id
  union all
  select 'N11 event per merge', c.id::text, c.kind
    from (select id, gone_id, 'member.merged' as kind from member.merge
          union all
          select u.id, m.gone_id, 'member.merge_undone'
            from member.merge_undoing u join member.merge m on m.id = u.merge_id) c
   where not exists (select from house.event e
                      where e.subject_id = c.gone_id and e.kind = c.kind and e.body ->> 'id' = c.id::text)
$$;

create function wallet.audit_merge_laws() returns setof text language sql stable as $$
  values ('W18 merge conserves value'), ('W19 undoing conserves value'), ('W18 gone member holds nothing')
$$;

-- What arrives at a gone member is moved on within minutes; longer than an hour is a violation.
create function wallet.audit_merge() returns table (law text, subject text, detail text) language sql stable as $$
  with moved as (
    select t.id, t.kind, t.cause_id, p.unit, a.holder_id, sum(p.amount) as total
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id
     where t.kind in ('merge', 'merge_undo')
     group by t.id, t.kind, t.cause_id, p.unit, a.holder_id)
  select case kind when 'merge' then 'W18 merge conserves value' else 'W19 undoing conserves value' end, d.id::text,
         unit || ' of ' || coalesce(d.holder_id::text, 'the chain') || ' ' || total
    from moved d
   where not exists (
     select from member.merge m left join member.merge_undoing u on u.merge_id = m.id
      where d.cause_id = case d.kind when 'merge' then m.id else u.id end and d.holder_id in (m.keep_id, m.gone_id))
  union all
  select 'W18 gone member holds nothing', a.holder_id::text, a.unit || ' ' || a.purpose || ' ' || a.balance
    from member.merge m
    join ledger.account a on a.holder_id = m.gone_id and a.balance <> 0
   where m.undone_by_id is null
     and not exists (
       select from ledger.posting p join ledger.transaction t on t.id = p.transaction_id
        where p.account_id = a.id
          and t.recorded_at + interval '1 hour' > (select e.recorded_at from house.event e order by e.seq desc limit 1))
$$;
