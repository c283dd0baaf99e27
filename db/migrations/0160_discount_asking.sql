-- Discounts by hand of sales that other systems send: what was asked for beyond the limit, what a second person said,
-- and what hands took off in the end.

-- S16: one sale as it was asked about, before it is sent; the figures are those of its basket at that moment.
create table sale.discount_asking (
  id uuid primary key,
  fingerprint text not null,
  -- The sale by the id and the content its maker gave it: a yes is for this content alone.
  sale_id uuid not null,
  sale_print text not null,
  branch_id uuid not null,
  member_id uuid,
  listed_minor bigint not null check (listed_minor > 0),
  off_minor bigint not null check (off_minor > 0 and off_minor <= listed_minor),
  share_bps integer not null check (share_bps between 1 and 10000),
  -- What whoever asks might give alone; what lies within it is not asked about.
  most_bps integer not null check (most_bps between 0 and 10000),
  -- What the sale would come to if it is allowed.
  total_minor bigint not null check (total_minor >= 0),
  points bigint not null,
  lines jsonb not null,
  reason text not null check (reason <> ''),
  at timestamptz not null,
  expires_at timestamptz not null,
  by_kind text not null check (by_kind in ('staff', 'key')),
  by_id uuid not null,
  by_name text not null,
  constraint beyond_the_limit check (share_bps > most_bps),
  constraint waits_a_while check (expires_at > at),
  unique (id, by_id, expires_at)
);
create index discount_asking_order on sale.discount_asking (at desc, id desc);
create index discount_asking_sale on sale.discount_asking (sale_id);

create table sale.discount_decision (
  id uuid primary key,
  fingerprint text not null,
  -- S16: decided once.
  asking_id uuid not null unique,
  approves boolean not null,
  note text not null,
  at timestamptz not null,
  -- S16: never whoever asked, never after its time.
  by_id uuid not null,
  by_name text not null,
  asked_by_id uuid not null,
  expires_at timestamptz not null,
  constraint another_person check (by_id <> asked_by_id),
  constraint in_time check (at < expires_at),
  constraint a_no_says_why check (approves or note <> ''),
  foreign key (asking_id, asked_by_id, expires_at) references sale.discount_asking (id, by_id, expires_at)
);

-- A yes is a word like any other, but for the very content that was asked about.
alter table sale.discount_allowance add column asking_id uuid unique references sale.discount_asking;
alter table sale.discount_allowance add column sale_print text;
alter table sale.discount_allowance
  add constraint asked_by_content check ((asking_id is null) = (sale_print is null));

-- S17: a row for each sale by API that a hand took something off.
create table sale.hand_discount (
  sale_id uuid primary key references sale.sale,
  branch_id uuid not null,
  happened_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  listed_minor bigint not null check (listed_minor >= 0),
  off_minor bigint not null check (off_minor > 0 and off_minor <= listed_minor),
  share_bps integer not null check (share_bps between 0 and 10000),
  -- What whoever sent it might give alone; null was no limit.
  most_bps integer check (most_bps between 0 and 10000),
  -- Whether whoever sent it may give any.
  may boolean not null,
  -- The second person's word it went by.
  allowance_id uuid references sale.discount_allowance (id),
  constraint somebody_might check (most_bps is null or share_bps <= most_bps or may or allowance_id is not null)
);
create index hand_discount_order on sale.hand_discount (happened_at desc, sale_id);
create index hand_discount_branch on sale.hand_discount (branch_id, happened_at desc);

create trigger append_only before update or delete on sale.discount_asking
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on sale.discount_decision
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on sale.hand_discount
  for each statement execute function house.refuse_rewriting();

create function sale.audit_discounts_laws() returns setof text language sql stable as $$
  values ('S16 another person decides'), ('S16 a yes is a word for what was asked'),
         ('S17 a discount by hand goes by a word for it')
$$;

create function sale.audit_discounts() returns table (law text, subject text, detail text)
language sql stable as $$
  select 'S16 another person decides', d.asking_id::text, 'decided by ' || d.by_id || ', asked by ' || a.by_id
    from sale.discount_decision d join sale.discount_asking a on a.id = d.asking_id
   where d.by_id = a.by_id or d.at >= a.expires_at
  union all
  select 'S16 a yes is a word for what was asked', a.id::text, 'the word is ' || coalesce(w.id::text, 'missing')
    from sale.discount_asking a
    left join sale.discount_decision d on d.asking_id = a.id
    left join sale.discount_allowance w on w.asking_id = a.id
   where coalesce(d.approves, false) <> (w.id is not null)
      or (w.id is not null
          and (w.sale_id, w.sale_print, w.branch_id, w.off_minor, w.share_bps, w.by_id)
              is distinct from (a.sale_id, a.sale_print, a.branch_id, a.off_minor, a.share_bps, d.by_id))
  union all
  select 'S17 a discount by hand goes by a word for it', h.sale_id::text, h.off_minor || ' by ' || h.allowance_id
    from sale.hand_discount h
    join sale.sale s on s.id = h.sale_id
    join sale.discount_allowance w on w.id = h.allowance_id
   where w.sale_id <> h.sale_id or w.branch_id <> h.branch_id or w.by_id = h.by_id
      or h.off_minor > w.off_minor or h.share_bps > w.share_bps
      or w.sale_print <> s.fingerprint
$$;
