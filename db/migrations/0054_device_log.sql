-- What tills wrote down, as head office judged it: the log of each, what had to be conceded, what is set aside for
-- them.

-- D2: where head office stands with each till. Locked while a segment of that till is received.
create table device.log (
  device_id uuid primary key,
  store_id uuid not null,
  status text not null check (status in ('active', 'frozen', 'revoked')),
  epoch integer not null check (epoch >= 1),
  mark bigint not null check (mark >= 0),
  head text not null check (head ~ '^[0-9a-f]{64}$'),
  -- What a revoked till had written up to here is believed, nothing after it.
  revoked_after bigint,
  -- The latest moment of ours that the till has shown to have seen.
  anchor timestamptz,
  last_event_at timestamptz,
  -- By the till's own last word: what it had not sent (O8).
  pending_count bigint not null default 0 check (pending_count >= 0),
  pending_minor bigint not null default 0 check (pending_minor >= 0),
  pending_at timestamptz,
  constraint a_revocation_has_its_number check ((status = 'revoked') = (revoked_after is not null))
);

create function device.only_forward() returns trigger language plpgsql as $$
begin
  if (new.epoch, new.mark) < (old.epoch, old.mark) or new.device_id <> old.device_id then
    raise exception 'D2: the log of % goes from % % back to % %', old.device_id, old.epoch, old.mark, new.epoch,
      new.mark
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_forward before update on device.log for each row execute function device.only_forward();

-- One row for every genuine event. What a row says never changes; what became of it may, from waiting or aside to done.
create table device.event (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  device_id uuid not null references device.log (device_id),
  store_id uuid not null,
  epoch integer not null check (epoch >= 1),
  seq bigint not null check (seq >= 1),
  -- D1: the event it follows; null of the first, and where earlier ones of an epoch that is over never came.
  follows text references device.event (hash),
  id uuid not null,
  kind text not null check (kind in ('enrolment', 'sale', 'top_up', 'gift', 'shift', 'mark')),
  text text not null,
  -- D10: between what head office had signed and what it received.
  happened_at timestamptz not null,
  clamped boolean not null,
  minor bigint not null check (minor >= 0),
  points bigint not null check (points >= 0),
  -- By what the till knew.
  member_id uuid,
  way text,
  reservation_id uuid,
  received_at timestamptz not null,
  placed text not null check (placed in ('in_order', 'device_revoked', 'device_frozen', 'epoch_over')),
  -- D3: of two events under one number the later to come is on the other branch.
  other_branch boolean not null,
  outcome text not null check (outcome in ('applied', 'duplicate', 'quarantined', 'refused', 'waiting')),
  code text,
  -- Points it earned for good.
  earned bigint,
  -- The sale a return waits for.
  waits_for uuid,
  constraint aside_has_a_reason check (outcome not in ('quarantined', 'refused', 'waiting') or code is not null),
  constraint follows_the_one_before check (placed = 'epoch_over' or other_branch or (seq = 1) = (follows is null)),
  constraint waits_for_something check ((outcome = 'waiting') <= (waits_for is not null))
);
-- D2, D3: a number counts once; the other branch is kept beside it.
create unique index event_number on device.event (device_id, epoch, seq) where not other_branch;
-- X1: what happened is carried out once for ever, whatever epoch or branch it comes by.
create unique index event_applied_once on device.event (id) where outcome = 'applied';
create index event_id on device.event (id);
create index event_aside on device.event (device_id, outcome) where outcome <> 'applied';
create index event_waiting on device.event (waits_for) where outcome = 'waiting';
create index event_alike on device.event (member_id, happened_at) where kind = 'sale' and member_id is not null;
create index event_newest on device.event (received_at desc, device_id, epoch, seq);

create function device.judged_once() returns trigger language plpgsql as $$
begin
  if (to_jsonb(old) - '{outcome,code,earned}'::text[])
       is distinct from (to_jsonb(new) - '{outcome,code,earned}'::text[])
     or old.outcome in ('applied', 'duplicate') or new.outcome = 'waiting' then
    raise exception 'D2: event % was judged and stays so', old.hash using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger judged_once before update on device.event for each row execute function device.judged_once();
create trigger never_deleted before delete on device.event
  for each statement execute function house.refuse_rewriting();

-- Segments behind a gap, verified and kept until what is before them comes.
create table device.waiting (
  device_id uuid not null references device.log (device_id),
  epoch integer not null,
  from_seq bigint not null,
  to_seq bigint not null check (to_seq >= from_seq),
  head text not null,
  signature text not null,
  events text[] not null,
  hashes text[] not null,
  minors bigint[] not null,
  received_at timestamptz not null,
  primary key (device_id, epoch, from_seq, head)
);

-- D3: the evidence.
create table device.fork (
  device_id uuid not null references device.log (device_id),
  epoch integer not null,
  seq bigint not null,
  hash text not null,
  other_hash text not null,
  at timestamptz not null,
  primary key (device_id, epoch, seq, other_hash),
  constraint two_contents check (hash <> other_hash)
);
create trigger append_only before update or delete on device.fork
  for each statement execute function house.refuse_rewriting();

-- D6: what did not go as it should, and what shows it. Charged to nobody (A4).
create table device.exception (
  id uuid primary key,
  kind text not null,
  device_id uuid not null,
  store_id uuid not null,
  event_hash text,
  event_id uuid,
  member_id uuid,
  subject text,
  amount bigint not null check (amount >= 0),
  loss_minor bigint not null check (loss_minor >= 0),
  -- More than the owner accepted; for vouchers and leases that is anything.
  beyond_bound boolean not null,
  evidence jsonb not null,
  at timestamptz not null
);
create index exception_newest on device.exception (at desc, id desc);
create index exception_device on device.exception (device_id, kind);
create index exception_event on device.exception (event_hash);
create trigger append_only before update or delete on device.exception
  for each statement execute function house.refuse_rewriting();

create table device.settlement (
  id uuid primary key,
  fingerprint text not null,
  exception_id uuid not null unique references device.exception (id),
  reason text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on device.settlement
  for each statement execute function house.refuse_rewriting();

-- D4: people decide one by one, each once.
create table device.decision (
  id uuid primary key,
  fingerprint text not null,
  event_hash text not null unique references device.event (hash),
  take boolean not null,
  outcome text not null,
  code text,
  reason text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on device.decision
  for each statement execute function house.refuse_rewriting();

-- Members a till enrolled who are somebody else at head office, or have another number there.
create table device.alias (
  member_id uuid primary key,
  heir_id uuid not null,
  heir_number text not null,
  why text not null check (why in ('duplicate_mobile', 'number_taken')),
  event_hash text not null,
  at timestamptz not null
);
create trigger append_only before update or delete on device.alias
  for each statement execute function house.refuse_rewriting();

-- D7: value set aside for one till or for a store, as it was signed.
create table device.reservation (
  id uuid primary key,
  fingerprint text not null,
  kind text not null check (kind in ('voucher', 'lease')),
  store_id uuid not null,
  device_id uuid,
  member_id uuid not null,
  member_number text not null,
  minor bigint not null check (minor >= 0),
  points bigint not null check (points >= 0),
  coupons uuid[] not null,
  text text not null,
  signature text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  spent_minor bigint not null default 0,
  spent_points bigint not null default 0,
  returned_minor bigint,
  returned_points bigint,
  returned_at timestamptz,
  cause text check (cause in ('closed', 'expired')),
  by_id uuid,
  by_name text not null,
  constraint never_spent_beyond check (spent_minor between 0 and minor and spent_points between 0 and points),
  constraint a_voucher_is_for_one_till check (kind <> 'voucher' or device_id is not null),
  constraint goes_back_whole check (
    returned_at is null and returned_minor is null and returned_points is null and cause is null
    or returned_minor = minor - spent_minor and returned_points = points - spent_points and cause is not null
       and returned_at is not null)
);
create index reservation_standing on device.reservation (expires_at) where returned_at is null;
create index reservation_store on device.reservation (store_id, issued_at desc);
create index reservation_member on device.reservation (member_id, issued_at desc);

create function device.back_once() returns trigger language plpgsql as $$
begin
  if old.returned_at is not null
     or (to_jsonb(old) - '{spent_minor,spent_points,returned_minor,returned_points,returned_at,cause}'::text[])
        is distinct from
        (to_jsonb(new) - '{spent_minor,spent_points,returned_minor,returned_points,returned_at,cause}'::text[])
     or new.spent_minor < old.spent_minor or new.spent_points < old.spent_points then
    raise exception 'D7: reservation % went back already, or was rewritten', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger back_once before update on device.reservation for each row execute function device.back_once();
create trigger never_deleted before delete on device.reservation
  for each statement execute function house.refuse_rewriting();

-- The holds in the wallet that stand for it; ended ones stay as what was.
create table device.reservation_hold (
  hold_id uuid primary key,
  reservation_id uuid not null references device.reservation (id),
  unit text not null,
  amount bigint not null check (amount > 0),
  live boolean not null default true
);
create index reservation_hold_live on device.reservation_hold (reservation_id) where live;

create table device.reservation_use (
  event_hash text primary key references device.event (hash),
  reservation_id uuid not null references device.reservation (id),
  minor bigint not null check (minor >= 0),
  points bigint not null check (points >= 0),
  at timestamptz not null
);
create index reservation_use_of on device.reservation_use (reservation_id);
create trigger append_only before update or delete on device.reservation_use
  for each statement execute function house.refuse_rewriting();

create table device.reservation_closing (
  reservation_id uuid not null references device.reservation (id),
  device_id uuid not null,
  spent_minor bigint not null,
  spent_points bigint not null,
  at timestamptz not null,
  primary key (reservation_id, device_id)
);
create trigger append_only before update or delete on device.reservation_closing
  for each statement execute function house.refuse_rewriting();

-- The drawer: what was counted, and what should have been there (C82). A difference is shown, never charged.
create table device.shift (
  id uuid primary key,
  device_id uuid not null,
  store_id uuid not null,
  opened_at timestamptz not null,
  float_minor bigint not null default 0,
  cash_in_minor bigint not null default 0,
  cash_out_minor bigint not null default 0,
  closed_at timestamptz,
  counted_minor bigint,
  expected_minor bigint,
  receipts integer,
  -- By tender, as the till closed with: sales, top-ups, returns, the first and the last receipt.
  figures jsonb,
  cashier_id uuid,
  cashier_name text not null,
  constraint closed_by_a_count check ((closed_at is null) = (counted_minor is null))
);
create index shift_newest on device.shift (opened_at desc, id);

-- Files that were brought in from sticks, by whom and where.
create table device.bundle (
  id uuid primary key,
  fingerprint text not null,
  file_sha256 text not null,
  device_id uuid not null references device.log (device_id),
  epoch integer not null,
  from_seq bigint not null,
  to_seq bigint not null,
  events integer not null,
  segments integer not null,
  segments_done integer not null default 0,
  -- Why one of its segments was not believed when its turn came; the others go on.
  fault text,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  by_branches uuid[],
  constraint never_more_than_there_are check (segments_done between 0 and segments)
);

-- What of a bundle is not carried out yet; gone when it is.
create table device.bundle_segment (
  bundle_id uuid not null references device.bundle (id),
  no integer not null,
  segment jsonb not null,
  primary key (bundle_id, no)
);

create function device.audit_log_laws() returns setof text language sql stable as $$
  values ('O5 no gap under the mark'), ('O5 the head is the last event'), ('O5 each follows the one before'),
         ('O5 a fork is frozen'), ('O8 conservation'), ('O4 aside with an exception'), ('X1 carried out once'),
         ('D2 nothing waits that could go on')
$$;

create function device.audit_log() returns table (law text, subject text, detail text) language sql stable as $$
  select 'O5 no gap under the mark', l.device_id::text, 'mark ' || l.mark || ' of ' || count(e.hash)
    from device.log l
    left join device.event e on e.device_id = l.device_id and e.epoch = l.epoch and not e.other_branch
                            and e.seq <= l.mark
   group by l.device_id, l.mark having count(e.hash) <> l.mark
  union all
  select 'O5 the head is the last event', l.device_id::text, l.head
    from device.log l
   where l.head <> coalesce((select e.hash from device.event e where e.device_id = l.device_id and e.epoch = l.epoch
                                                                 and e.seq = l.mark and not e.other_branch),
                            repeat('0', 64))
  union all
  select 'O5 each follows the one before', e.hash, e.device_id || ' ' || e.epoch || ' ' || e.seq
    from device.event e join device.event b on b.hash = e.follows
   where (b.device_id, b.epoch, b.seq) <> (e.device_id, e.epoch, e.seq - 1)
  union all
  select 'O5 a fork is frozen', f.device_id::text, f.epoch || ' ' || f.seq
    from device.fork f join device.log l using (device_id) where l.epoch = f.epoch and l.status = 'active'
  union all
  select 'O8 conservation', l.device_id::text, 'epoch ' || l.epoch || ' has events beyond its mark'
    from device.log l
   where exists (select from device.event e
                  where e.device_id = l.device_id and not e.other_branch
                    and (e.epoch > l.epoch or e.epoch = l.epoch and e.seq > l.mark))
  union all
  select 'O4 aside with an exception', e.hash, e.outcome || ' ' || e.code
    from device.event e
   where e.outcome in ('quarantined', 'refused')
     and not exists (select from device.exception x where x.event_hash = e.hash)
  union all
  select 'X1 carried out once', e.id::text, count(*)::text
    from device.event e where e.outcome = 'applied' group by e.id having count(*) > 1
  union all
  select 'D2 nothing waits that could go on', w.device_id::text, w.from_seq::text
    from device.waiting w join device.log l on l.device_id = w.device_id and l.epoch = w.epoch
   where w.from_seq <= l.mark + 1
$$;

create function device.audit_reservation_laws() returns setof text language sql stable as $$
  values ('D7 spent is what was used'), ('D7 holds are what is left'), ('D7 a voucher is used once'),
         ('D7 goes back after its grace'), ('O3 overspend has its exception'), ('O3 beyond bound is told'),
         ('D6 losses are on the ledger')
$$;

create function device.audit_reservation() returns table (law text, subject text, detail text) language sql stable as $$
  select 'D7 spent is what was used', r.id::text, r.spent_minor || ' ' || r.spent_points
    from device.reservation r
    left join (select reservation_id, sum(minor) as minor, sum(points) as points
                 from device.reservation_use group by reservation_id) u on u.reservation_id = r.id
   where (r.spent_minor, r.spent_points) <> (coalesce(u.minor, 0), coalesce(u.points, 0))
  union all
  select 'D7 holds are what is left', r.id::text, 'held ' || coalesce(h.minor, 0) || ' and ' || coalesce(h.points, 0)
    from device.reservation r
    left join (select reservation_id, sum(amount) filter (where unit in ('principal', 'bonus')) as minor,
                      sum(amount) filter (where unit = 'points') as points
                 from device.reservation_hold where live group by reservation_id) h on h.reservation_id = r.id
   where (coalesce(h.minor, 0), coalesce(h.points, 0)) <>
         (case when r.returned_at is null then r.minor - r.spent_minor else 0 end,
          case when r.returned_at is null then r.points - r.spent_points else 0 end)
  union all
  select 'D7 a voucher is used once', r.id::text, count(*)::text
    from device.reservation r join device.reservation_use u on u.reservation_id = r.id
   where r.kind = 'voucher' group by r.id having count(*) > 1
  union all
  select 'D7 goes back after its grace', r.id::text, r.returned_at::text
    from device.reservation r
   where r.cause = 'expired' and r.returned_at < r.expires_at + interval '24 hours'
  union all
  -- A sale that ended with a loss on the store's account says so to people.
  select 'O3 overspend has its exception', t.sale_id::text, t.amount_minor::text
    from sale.tender t join sale.sale s on s.id = t.sale_id and s.kind = 'sale' and s.source = 'device'
   where t.kind = 'offline_loss' and t.amount_minor > 0
     and exists (select from device.event e where e.id = t.sale_id)
     and not exists (select from device.exception x where x.event_id = t.sale_id
                                                      and x.kind in ('overspend', 'burn_on_barred_card'))
  union all
  select 'O3 beyond bound is told', x.id::text, x.kind || ' ' || x.loss_minor
    from device.exception x join device.event e on e.hash = x.event_hash
   where x.kind = 'overspend' and x.loss_minor > 0 and e.way is distinct from 'limit' and not x.beyond_bound
  union all
  select 'D6 losses are on the ledger', x.event_id::text, sum(x.loss_minor)::text
    from device.exception x
   where x.loss_minor > 0 and x.event_id is not null
   group by x.event_id
  having sum(x.loss_minor) <> coalesce((select -sum(p.amount) from ledger.transaction t
                                          join ledger.posting p on p.transaction_id = t.id and p.unit = 'offline_loss'
                                          join ledger.account a on a.id = p.account_id and a.holder_id is not null
                                         where t.cause_id = x.event_id), 0)
$$;
