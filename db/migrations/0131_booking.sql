create schema booking;

-- What can be booked at a branch (C90): a product or a service of the catalogue. What holds for it is said by its last
-- terms.
create table booking.offer (
  id uuid primary key,
  branch_id uuid not null,
  product_code text not null,
  at timestamptz not null,
  constraint offered_once_at_a_branch unique (branch_id, product_code)
);
create trigger append_only before update or delete on booking.offer for each statement execute function
  house.refuse_rewriting();

create table booking.terms (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  offer_id uuid not null references booking.offer (id),
  -- Hours by weekday on the clocks of the branch, length, places, how long ahead, how long held.
  document jsonb not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index terms_of on booking.terms (offer_id, nth desc);
create trigger append_only before update or delete on booking.terms for each statement execute function
  house.refuse_rewriting();

create table booking.booking (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  offer_id uuid not null references booking.offer (id),
  terms_id uuid not null references booking.terms (id),
  -- Who booked; after a merge still the one who did. Nothing else of them stands here.
  member_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The day on the calendar of the branch.
  day date not null,
  -- How many at the same time by the terms of that moment.
  places smallint not null check (places > 0),
  -- Y3: until when a time is held that was chosen and not yet confirmed; null for what staff books.
  held_until timestamptz,
  by_member boolean not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  -- How it stands: the word of its last act, and the receipt that came of it.
  state text not null check (state in ('begun', 'confirmed', 'kept', 'missed', 'cancelled', 'given_up', 'replaced')),
  sale_id uuid,
  -- No longer than half a day, so that whoever asks what overlaps looks back no further.
  constraint has_a_length check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  constraint held_before_it_begins check (held_until <= starts_at),
  constraint only_members_begin check (by_member = (held_until is not null)),
  constraint a_receipt_was_kept check (sale_id is null or state = 'kept')
);
create index booking_day on booking.booking (day, starts_at, nth);
create index booking_of_member on booking.booking (member_id, starts_at desc);
-- Times that are taken.
create index booking_taken on booking.booking (offer_id, starts_at)
  where state in ('begun', 'confirmed', 'kept', 'missed');
create index booking_held on booking.booking (held_until) where state = 'begun';
-- Y4: whoever chooses another time lets the first one go.
create unique index one_hold_of_a_member on booking.booking (member_id) where state = 'begun';

-- Y1: at no moment more than there are places. The offer is locked first and counted afterwards, in two statements on
-- purpose: whoever takes a time at the same moment has either finished, and is counted, or waits here.
create function booking.refuse_overbooking() returns trigger language plpgsql as $$
declare
  most integer;
begin
  perform from booking.offer where id = new.offer_id for no key update;
  -- The most at once is reached where one of them begins.
  select coalesce(max(n), 0) into most
    from (select (select count(*) from booking.booking b
                   where b.offer_id = new.offer_id and b.state in ('begun', 'confirmed', 'kept', 'missed')
                     and b.starts_at <= m.moment and b.starts_at > m.moment - interval '12 hours'
                     and b.ends_at > m.moment) as n
            from (select new.starts_at as moment
                   union
                  select starts_at from booking.booking
                   where offer_id = new.offer_id and state in ('begun', 'confirmed', 'kept', 'missed')
                     and starts_at > new.starts_at and starts_at < new.ends_at) m) at_once;
  if most >= new.places then
    raise exception 'Y1: at no moment more than there are places' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger never_overbooked before insert on booking.booking for each row execute function
  booking.refuse_overbooking();

-- Y2: what was booked stays; how it stands goes only forward, and a time that was let go is not taken back.
create function booking.refuse_other_booking() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.id, new.nth, new.fingerprint, new.offer_id, new.terms_id, new.member_id, new.starts_at, new.ends_at,
         new.day, new.places, new.held_until, new.by_member, new.at, new.by_id, new.by_name)
        is distinct from (old.id, old.nth, old.fingerprint, old.offer_id, old.terms_id, old.member_id, old.starts_at,
         old.ends_at, old.day, old.places, old.held_until, old.by_member, old.at, old.by_id, old.by_name)
     or not (case old.state
              when 'begun' then new.state in ('confirmed', 'cancelled', 'given_up', 'replaced')
              when 'confirmed' then new.state in ('kept', 'missed', 'cancelled')
              when 'kept' then new.state in ('kept', 'missed')
              when 'missed' then new.state = 'kept'
              else false
            end) then
    raise exception 'Y2: a booking only goes forward' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_goes_forward before update or delete on booking.booking for each row execute function
  booking.refuse_other_booking();

-- Y2: every change of how a booking stands, one after the other.
create table booking.act (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  booking_id uuid not null references booking.booking (id),
  act text not null check (act in ('confirmed', 'kept', 'missed', 'cancelled', 'given_up', 'replaced')),
  sale_id uuid,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index act_of on booking.act (booking_id, nth desc);
create trigger append_only before update or delete on booking.act for each statement execute function
  house.refuse_rewriting();

create table booking.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on booking.refusal for each statement execute function
  house.refuse_rewriting();

create function booking.audit_laws() returns setof text language sql stable as $$
  values ('Y1 never more at once than places'), ('Y2 a booking stands as its last act says'),
         ('Y8 what came of a booking is a sale')
$$;

create function booking.audit() returns table (law text, subject text, detail text) language sql stable as $$
  -- Terms may have lowered the places since the first of them was booked: the most that any of them was given counts.
  select 'Y1 never more at once than places', b.id::text, count(*) || ' at once of ' || max(o.places)
    from booking.booking b
    join booking.booking o on o.offer_id = b.offer_id and o.starts_at <= b.starts_at and o.ends_at > b.starts_at
     and o.starts_at > b.starts_at - interval '12 hours'
     and o.state in ('begun', 'confirmed', 'kept', 'missed')
   where b.state in ('begun', 'confirmed', 'kept', 'missed')
   group by b.id having count(*) > max(o.places)
  union all
  select 'Y2 a booking stands as its last act says', b.id::text, b.state
    from booking.booking b
    left join lateral (select act, sale_id from booking.act a where a.booking_id = b.id order by nth desc limit 1) a
      on true
   where b.state <> coalesce(a.act, case when b.by_member then 'begun' else 'confirmed' end)
      or b.sale_id is distinct from a.sale_id
  union all
  select 'Y8 what came of a booking is a sale', b.id::text, b.sale_id::text
    from booking.booking b
   where b.sale_id is not null and not exists (select from sale.sale s where s.id = b.sale_id and s.kind = 'sale')
$$;
