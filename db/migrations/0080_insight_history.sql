-- G21: one narrow row per person: what scoring reads, so that no question walks through every day of everybody. The
-- days stay the truth; a row is made anew from them in the same work that changes them.

-- Every writer of days and histories takes the next turn first: one at a time, so that nothing deadlocks, and whoever
-- keeps columns in memory knows by its turn what has changed since.
create table insight.turn (
  one boolean primary key default true check (one),
  turn bigint not null
);
insert into insight.turn (turn) values (0);

-- Days by person: those of who has gone into another count for who stayed (G6). Only they are summed.
create view insight.person_day as
  with merged as (
    select gone_id as id, keep_id from insight.survivor union select keep_id, keep_id from insight.survivor)
  select d.member_id, d.day, d.purchases, d.spend_minor
    from insight.member_day d
   where d.member_id not in (select id from merged)
  union all
  select s.keep_id, d.day, sum(d.purchases)::integer, sum(d.spend_minor)::bigint
    from merged s join insight.member_day d on d.member_id = s.id
   group by s.keep_id, d.day having sum(d.purchases) <> 0 or sum(d.spend_minor) <> 0;

-- What a row says, from the days. `days` are sixteen bytes a day, in order: days since 1970-01-01, purchases, money.
create view insight.history_told as
  select member_id, min(day) filter (where purchases > 0) as first_day,
         max(day) filter (where purchases > 0) as last_day,
         (count(*) filter (where purchases > 0))::integer as purchase_days, sum(purchases)::integer as purchases,
         sum(spend_minor)::bigint as spend_minor,
         string_agg(int4send(day - date '1970-01-01') || int4send(purchases) || int8send(spend_minor), ''::bytea
           order by day) as days
    from insight.person_day
   group by member_id;

create table insight.member_history (
  -- Whoever stayed; a row without days says that somebody has gone into another, or brought everything back.
  member_id uuid primary key,
  first_day date,
  last_day date,
  purchase_days integer not null check (purchase_days >= 0),
  purchases integer not null,
  spend_minor bigint not null,
  days bytea not null,
  turn bigint not null,
  constraint days_in_order check ((purchase_days = 0) = (first_day is null)
    and (purchase_days = 0) = (last_day is null) and length(days) % 16 = 0)
);
create index member_history_turn on insight.member_history (turn);

insert into insight.member_history (member_id, first_day, last_day, purchase_days, purchases, spend_minor, days, turn)
select member_id, first_day, last_day, purchase_days, purchases, spend_minor, days, 0 from insight.history_told;

-- A rebuilding reads the log again beside the days that are, and mends what differs, a part at a time.
create table insight.rebuilding (
  id uuid primary key,
  asked_at timestamptz not null,
  by_name text not null,
  -- The place in the log it has read to.
  horizon xid8 not null default '0',
  seq bigint not null default 0,
  events_read bigint not null default 0,
  events_waiting bigint not null default 0,
  -- Then the members, in the order of their ids; days of so many, and members that were wrong.
  after_id uuid,
  days_compared bigint not null default 0,
  days_known bigint not null default 0,
  mended integer not null default 0,
  -- Then what was sold, month by month; null before the first. Cells of any projection of it that were wrong.
  members_done boolean not null default false,
  sold_month date,
  cells_mended bigint not null default 0,
  ended_at timestamptz
);
create unique index rebuilding_one on insight.rebuilding ((true)) where ended_at is null;

create table insight.day_again (
  member_id uuid not null,
  day date not null,
  purchases integer not null,
  spend_minor bigint not null,
  primary key (member_id, day)
);

create function insight.audit_history_laws() returns setof text language sql stable as $$
  values ('G21 history equals the days')
$$;

create function insight.audit_history() returns table (law text, subject text, detail text) language sql stable as $$
  select 'G21 history equals the days', coalesce(t.member_id, h.member_id)::text,
         coalesce(h.purchase_days, 0) || '/' || coalesce(h.spend_minor, 0) || ' but the days say '
           || coalesce(t.purchase_days, 0) || '/' || coalesce(t.spend_minor, 0)
    from insight.history_told t full join insight.member_history h on h.member_id = t.member_id
   where (h.first_day, h.last_day, coalesce(h.purchase_days, 0), coalesce(h.purchases, 0), coalesce(h.spend_minor, 0),
          coalesce(h.days, ''::bytea))
         is distinct from
         (t.first_day, t.last_day, coalesce(t.purchase_days, 0), coalesce(t.purchases, 0), coalesce(t.spend_minor, 0),
          coalesce(t.days, ''::bytea))
$$;
