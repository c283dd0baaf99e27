-- A member's value frozen and thawed again: rows with who, when and why, never a flag.

create table wallet.freeze (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  reason text not null,
  at timestamptz not null,
  by_id uuid,
  -- The lifting that ended it; null while it stands.
  lifted_by_id uuid
);
-- W20: one open freeze per member; also what every spend asks, so it holds only the few that stand.
create unique index freeze_open on wallet.freeze (member_id) where lifted_by_id is null;
create index freeze_member on wallet.freeze (member_id);

create table wallet.freeze_lifting (
  id uuid primary key,
  fingerprint text not null,
  freeze_id uuid not null unique references wallet.freeze (id),
  member_id uuid not null,
  reason text not null,
  at timestamptz not null,
  by_id uuid
);

create trigger append_only before update or delete on wallet.freeze_lifting
  for each statement execute function house.refuse_rewriting();
create trigger never_deleted before delete on wallet.freeze
  for each statement execute function house.refuse_rewriting();
create trigger only_lifting_changes
  before update of id, fingerprint, member_id, reason, at, by_id on wallet.freeze
  for each statement execute function house.refuse_rewriting();
create trigger lifted_once before update on wallet.freeze
  for each row when (old.lifted_by_id is not null) execute function house.refuse_rewriting();

create function wallet.audit_freeze_laws() returns setof text language sql stable as $$
  values ('W20 freeze ends by a lifting'), ('W20 lifting ends its freeze'), ('W22 applied or refused'),
         ('W22 event per freeze')
$$;

create function wallet.audit_freeze() returns table (law text, subject text, detail text) language sql stable as $$
  select 'W20 freeze ends by a lifting', f.id::text, 'lifted by ' || f.lifted_by_id
    from wallet.freeze f
   where f.lifted_by_id is not null
     and not exists (select from wallet.freeze_lifting l where l.id = f.lifted_by_id and l.freeze_id = f.id)
  union all
  select 'W20 lifting ends its freeze', l.id::text,
         'freeze ' || f.id || ' lifted by ' || coalesce(f.lifted_by_id::text, '-')
    from wallet.freeze_lifting l join wallet.freeze f on f.id = l.freeze_id
   where f.lifted_by_id is distinct from l.id or f.member_id <> l.member_id
  union all
  select 'W22 applied or refused', r.id::text, r.code
    from wallet.refusal r
   where exists (select from wallet.freeze where id = r.id)
      or exists (select from wallet.freeze_lifting where id = r.id)
  union all
  select 'W22 event per freeze', c.id::text, c.kind
    from (select id, member_id, 'wallet.frozen' as kind from wallet.freeze
          union all select id, member_id, 'wallet.freeze_lifted' from wallet.freeze_lifting) c
   where not exists (select from house.event e
                      where e.subject_id = c.member_id and e.kind = c.kind and e.body ->> 'id' = c.id::text)
$$;
