-- Cards of members: lost, found, replaced; and the PIN behind them. member.member.number stays the number in force.

-- N6: a replacement takes one number out of force and puts another in; nth counts them per member from 1.
create table member.card_replacement (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null references member.member (id),
  nth integer not null check (nth > 0),
  old_number text not null,
  new_number text not null,
  reason text not null,
  at timestamptz not null,
  by_id uuid,
  constraint another_number check (old_number <> new_number)
);
-- N6: a number is replaced once, and names its member for ever.
create unique index card_replacement_old on member.card_replacement (old_number) include (member_id);
create unique index card_replacement_nth on member.card_replacement (member_id, nth);

-- X3: a refusal of an act at a card is final for its id.
create table member.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);

create table member.card_loss (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null references member.member (id),
  number text not null,
  reason text not null,
  at timestamptz not null,
  by_id uuid,
  -- The finding or the replacement that ended it; null while the card is lost.
  ended_by_id uuid
);
-- N7: one open loss per card. By member too: a number that a withdrawn member gave back may be another's card.
create unique index card_loss_open on member.card_loss (member_id, number) where ended_by_id is null;
create index card_loss_member on member.card_loss (member_id);

create table member.card_finding (
  id uuid primary key,
  fingerprint text not null,
  loss_id uuid not null unique references member.card_loss (id),
  member_id uuid not null references member.member (id),
  reason text not null,
  at timestamptz not null,
  by_id uuid
);
create index card_finding_member on member.card_finding (member_id);

-- The reset says who and when; the PIN and its hash are not part of it.
create table member.pin_reset (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null references member.member (id),
  reason text not null,
  at timestamptz not null,
  by_id uuid
);
create index pin_reset_member on member.pin_reset (member_id);

-- N8: a PIN is kept as argon2id and nowhere else; only the latest, because old digits help a guesser alone.
create table member.pin (
  member_id uuid primary key references member.member (id),
  reset_id uuid not null unique references member.pin_reset (id),
  hash text not null check (starts_with(hash, '$argon2id$')),
  -- N9: wrong tries since the last right one or the reset; at the most the PIN is shut until it is reset.
  failures smallint not null default 0 check (failures between 0 and 20),
  locked_until timestamptz
);

create trigger append_only before update or delete on member.refusal
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on member.card_replacement
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on member.card_finding
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on member.pin_reset
  for each statement execute function house.refuse_rewriting();
create trigger never_deleted before delete on member.card_loss
  for each statement execute function house.refuse_rewriting();
create trigger only_ending_changes
  before update of id, fingerprint, member_id, number, reason, at, by_id on member.card_loss
  for each statement execute function house.refuse_rewriting();
create trigger ends_once before update on member.card_loss
  for each row when (old.ended_by_id is not null) execute function house.refuse_rewriting();

-- N6: after the row is in the index of numbers, so that a rival who held the number has ended and is seen. As a
-- unique violation, because that is what it is: the work is tried again and refuses the number in its own words.
create function member.refuse_replaced_numbers() returns trigger language plpgsql as $$
begin
  if exists (select from added a join member.card_replacement r on r.old_number = a.number) then
    raise exception 'N6: a replaced number names its member for ever' using errcode = 'unique_violation';
  end if;
  return null;
end $$;
create function member.refuse_replaced_number() returns trigger language plpgsql as $$
begin
  if exists (select from member.card_replacement r where r.old_number = new.number) then
    raise exception 'N6: a replaced number names its member for ever' using errcode = 'unique_violation';
  end if;
  return null;
end $$;
create trigger number_never_replaced after insert on member.member referencing new table as added
  for each statement execute function member.refuse_replaced_numbers();
create trigger new_number_never_replaced after update of number on member.member
  for each row when (new.number <> old.number) execute function member.refuse_replaced_number();

create function member.audit_cards_laws() returns setof text language sql stable as $$
  values ('N6 number in force'), ('N6 replaced in turn'), ('N6 replaced number is nobody''s card'),
         ('N7 loss ends by a row'), ('N7 finding ends its loss'), ('N7 only a card in force is lost'),
         ('N5 applied or refused'), ('N8 event per change'), ('N9 shut at the most')
$$;

create function member.audit_cards() returns table (law text, subject text, detail text) language sql stable as $$
  select 'N6 number in force', m.id::text, m.number || ' but replaced by ' || r.new_number
    from member.member m
    join (select distinct on (member_id) member_id, new_number from member.card_replacement
           order by member_id, nth desc) r on r.member_id = m.id
   -- A withdrawn member keeps the number with a mark behind it (N2).
   where m.number <> r.new_number and (m.withdrawn_at is null or not starts_with(m.number, r.new_number || '~'))
  union all
  select 'N6 replaced in turn', r.id::text, r.old_number || ' after ' || coalesce(b.new_number, 'nothing')
    from member.card_replacement r
    left join member.card_replacement b on b.member_id = r.member_id and b.nth = r.nth - 1
   where r.nth > 1 and b.new_number is distinct from r.old_number
  union all
  select 'N6 replaced number is nobody''s card', m.id::text, m.number
    from member.card_replacement r join member.member m on m.number = r.old_number
  union all
  select 'N7 loss ends by a row', l.id::text, 'ended by ' || l.ended_by_id
    from member.card_loss l
   where l.ended_by_id is not null
     and not exists (select from member.card_finding f where f.id = l.ended_by_id and f.loss_id = l.id)
     and not exists (select from member.card_replacement r
                      where r.id = l.ended_by_id and r.member_id = l.member_id and r.old_number = l.number)
  union all
  select 'N7 finding ends its loss', f.id::text, 'loss ' || l.id || ' ended by ' || coalesce(l.ended_by_id::text, '-')
    from member.card_finding f join member.card_loss l on l.id = f.loss_id
   where l.ended_by_id is distinct from f.id or l.member_id <> f.member_id
  union all
  select 'N7 only a card in force is lost', l.id::text, l.number || ' but in force is ' || m.number
    from member.card_loss l join member.member m on m.id = l.member_id
   where l.ended_by_id is null and m.number <> l.number and m.withdrawn_at is null
  union all
  select 'N5 applied or refused', r.id::text, r.code
    from member.refusal r
   where exists (select from member.card_loss where id = r.id)
      or exists (select from member.card_finding where id = r.id)
      or exists (select from member.card_replacement where id = r.id)
  union all
  select 'N8 event per change', c.id::text, c.kind
    from (select id, member_id, 'member.card_lost' as kind from member.card_loss
          union all select id, member_id, 'member.card_found' from member.card_finding
          union all select id, member_id, 'member.card_replaced' from member.card_replacement
          union all select id, member_id, 'member.pin_reset' from member.pin_reset) c
   where not exists (select from house.event e
                      where e.subject_id = c.member_id and e.kind = c.kind and e.body ->> 'id' = c.id::text)
  union all
  select 'N9 shut at the most', p.member_id::text, p.failures || ' wrong tries and no pause'
    from member.pin p where p.failures >= 5 and p.locked_until is null
$$;
