-- Service notices: what a member is told about the own account, without marketing and without anybody's free words. One
-- row per move up of a tier (K11). No name and no address is kept: both are read at the hand-off.
create table campaign.notice (
  id uuid primary key,
  kind text not null default 'tier_up' check (kind = 'tier_up'),
  member_id uuid not null,
  -- K11: a move is told once for ever, however often the log is read.
  move_id uuid not null unique,
  from_tier text not null,
  to_tier text not null,
  state text not null default 'queued'
    check (state in ('queued', 'sent', 'failed', 'unreachable', 'superseded')),
  attempts smallint not null default 0 check (attempts >= 0),
  trouble text,
  -- What is or was handed over, below the greeting; null until then.
  subject text,
  body text,
  moved_at timestamptz not null,
  queued_at timestamptz not null,
  next_try_at timestamptz not null,
  -- Somebody is handing it over until then; afterwards it is anybody's again.
  leased_until timestamptz,
  settled_at timestamptz,
  constraint notice_settled_whole check ((state = 'queued') = (settled_at is null)),
  constraint notice_said_whole check ((subject is null) = (body is null)),
  constraint notice_sent_said check (state <> 'sent' or body is not null),
  constraint notice_moves_somewhere check (from_tier <> to_tier)
);
create index notice_due on campaign.notice (next_try_at, id) where state = 'queued';
create index notice_member on campaign.notice (member_id, moved_at desc, id desc);

-- K12: what became of a notice is final, and it never becomes another's.
create function campaign.refuse_retelling() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'queued'
     or (new.id, new.kind, new.member_id, new.move_id, new.from_tier, new.to_tier, new.moved_at)
        is distinct from (old.id, old.kind, old.member_id, old.move_id, old.from_tier, old.to_tier, old.moved_at) then
    raise exception 'K12: a settled notice stays settled' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger told_is_final before update or delete on campaign.notice for each row execute function
  campaign.refuse_retelling();

create function campaign.audit_notice_laws() returns setof text language sql stable as $$
  values ('K11 a notice tells a move up')
$$;
create function campaign.audit_notice() returns table (law text, subject text, detail text) language sql stable as $$
  select 'K11 a notice tells a move up', n.id::text, coalesce(m.why, 'no such move')
    from campaign.notice n left join standing.move m on m.id = n.move_id
   where m.id is null or not m.up or m.why in ('merge', 'merge_undone', 'rebuilt')
      or (m.member_id, m.from_tier, m.to_tier) is distinct from (n.member_id, n.from_tier, n.to_tier)
$$;

-- Moves of before there were notices are not told: the reader begins here. A transaction that is still open now is of
-- before as well.
insert into house.reader (name, horizon, seq)
values ('campaign.tier_rises', pg_current_xact_id(), (select coalesce(max(seq), 0) from house.event));
