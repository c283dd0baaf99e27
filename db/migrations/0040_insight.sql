create schema insight;

-- G1: a projection of the sales told to the event log: what a member bought on a day, net of what came back.
create table insight.member_day (
  member_id uuid not null,
  day date not null,
  -- Sales of that day; a day with returns only has none and is no purchase day.
  purchases integer not null,
  spend_minor bigint not null,
  primary key (member_id, day)
);
create index member_day_by_day on insight.member_day (day);

-- G2: a segment is a rule and the members it found on a day, frozen.
create table insight.segment (
  id uuid primary key,
  fingerprint text not null,
  name text not null,
  rule jsonb not null,
  as_of date not null,
  window_months smallint not null,
  members integer not null check (members > 0),
  spend_minor bigint not null,
  created_at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create unique index segment_name on insight.segment (lower(name));

create table insight.segment_member (
  segment_id uuid not null references insight.segment (id),
  member_id uuid not null,
  purchases integer not null,
  last_day date not null,
  spend_minor bigint not null,
  r smallint not null check (r between 1 and 5),
  f smallint not null check (f between 1 and 5),
  m smallint not null check (m between 1 and 5),
  quadrant text not null,
  lifecycle text not null,
  primary key (segment_id, member_id)
);

create trigger append_only before update or delete on insight.segment for each statement execute function
  house.refuse_rewriting();
create trigger append_only before update or delete on insight.segment_member for each statement execute function
  house.refuse_rewriting();

create function insight.audit_laws() returns setof text language sql stable as $$
  values ('G1 projection equals the sales read'), ('G2 segment counts its members')
$$;

create function insight.audit() returns table (law text, subject text, detail text) language sql stable as $$
  with place as (select horizon, seq from house.reader where name = 'insight.member_day'),
  told as (
    select (e.body ->> 'memberId')::uuid as member_id, (e.body ->> 'day')::date as day,
           sum(case when e.body ->> 'kind' = 'sale' then case e.kind when 'sale.recorded' then 1 else -1 end else 0
             end) as purchases,
           sum((e.body ->> 'totalMinor')::bigint * case e.kind when 'sale.recorded' then 1 else -1 end) as spend
      from house.event e, place p
     where e.kind in ('sale.recorded', 'sale.voided') and e.body ->> 'memberId' is not null and (e.horizon, e.seq)
       <= (p.horizon, p.seq)
     group by 1, 2)
  select 'G1 projection equals the sales read', coalesce(t.member_id, d.member_id) || ' ' || coalesce(t.day, d.day),
         coalesce(d.purchases, 0) || '/' || coalesce(d.spend_minor, 0) || ' but told ' || coalesce(t.purchases, 0)
           || '/' || coalesce(t.spend, 0)
    from told t full join insight.member_day d on d.member_id = t.member_id and d.day = t.day
   where coalesce(d.purchases, 0) <> coalesce(t.purchases, 0) or coalesce(d.spend_minor, 0) <> coalesce(t.spend, 0)
  union all
  select 'G2 segment counts its members', s.id::text, s.members || ' but has ' || count(m.member_id)
    from insight.segment s left join insight.segment_member m on m.segment_id = s.id
   group by s.id, s.members having s.members <> count(m.member_id)
$$;
