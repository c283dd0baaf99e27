-- What an audience asks of people, kept beside what they bought, so that a rule is answered by this schema alone.

-- G24: what other rooms say of a member, read again whenever the log says that something of it may have changed.
-- Only members who are there: who has gone into another or was withdrawn has no row.
create table insight.member_fact (
  member_id uuid primary key,
  -- The profile by field, the chain's own fields as `extra.key`; what is not known is absent.
  profile jsonb not null,
  birth_on date,
  age_years smallint,
  joined_on date not null,
  -- The tier's code; null where the chain has no tiers.
  tier text,
  points bigint not null,
  stored_minor bigint not null,
  -- Left out of audiences for not having bought for so long (T10).
  archived boolean not null,
  -- The media on which they agreed to be sent offers and have an address.
  reach text[] not null
);

-- A program of other tiers, a rebuilding, the first start: everybody is read again, some at a time.
create table insight.fact_round (
  one boolean primary key default true check (one),
  under_way boolean not null,
  after_id uuid
);
insert into insight.fact_round (under_way) values (true);
-- What happened before is in what the round reads; the log is followed from here on.
insert into house.reader (name, horizon, seq)
select 'insight.fact', horizon, seq from house.event order by horizon desc, seq desc limit 1;

-- G25: a bill is what of a sale to a member stands, after everything that came back.
create table insight.bill (
  sale_id uuid primary key,
  member_id uuid not null,
  branch_id uuid not null,
  day date not null,
  -- Minutes since midnight on the branch's clock.
  minute smallint not null check (minute between 0 and 1439),
  kept_minor bigint not null
);
create index bill_member on insight.bill (member_id, day);
create index bill_day on insight.bill (day);

create table insight.bill_line (
  sale_id uuid not null references insight.bill (sale_id) on delete cascade,
  product_code text not null,
  kept_thousandths bigint not null check (kept_thousandths > 0),
  primary key (sale_id, product_code)
);
create index bill_line_product on insight.bill_line (product_code);

-- G26: what else members did and got, one row per event of the log.
create table insight.deed (
  seq bigint primary key,
  member_id uuid not null,
  deed text not null,
  -- Which gift, event, campaign, coupon …
  what text not null,
  -- The id by which a later event takes it back.
  ref text,
  day date not null
);
create index deed_member on insight.deed (member_id);
create index deed_what on insight.deed (deed, what, day);
create index deed_ref on insight.deed (ref);

create function insight.audit_facts_laws() returns setof text language sql stable as $$
  values ('G24 facts are of members told of'), ('G25 bills are sales told of')
$$;

create function insight.audit_facts() returns table (law text, subject text, detail text) language sql stable as $$
  select 'G24 facts are of members told of', f.member_id::text, 'gone into another'
    from insight.member_fact f join insight.gone_into g on g.gone_id = f.member_id
    -- The two readers may stand at different places for a moment.
   where (select (horizon, seq) from house.reader where name = 'insight.fact')
         >= (select (horizon, seq) from house.reader where name = 'insight.member_day')
     and not (select under_way from insight.fact_round)
  union all
  -- By the whole log: the reader may have been sent back to its beginning.
  (with told as (
    select e.subject_id as sale_id, (e.body ->> 'memberId')::uuid as member_id, (e.body ->> 'day')::date as day,
           (e.body ->> 'totalMinor')::bigint as total
      from house.event e
     where e.kind = 'sale.recorded' and e.body ->> 'kind' = 'sale' and e.body ->> 'memberId' is not null)
  select 'G25 bills are sales told of', b.sale_id::text, b.kept_minor || ' of ' || coalesce(t.total::text, 'nothing')
    from insight.bill b left join told t on t.sale_id = b.sale_id
   where t.sale_id is null or t.member_id <> b.member_id or t.day <> b.day or b.kept_minor not between 0 and t.total)
$$;
