-- G16: who will come back. A run fits the models to what members bought up to a day, puts them to the proof on the last
-- stretch of it, and scores every member; what is shown is the newest run that ended, whole.
create table insight.forecast (
  id uuid primary key,
  -- The order in which they were asked for: two may be of one moment.
  no bigint generated always as identity unique,
  asked_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  -- Steps done of those there are, for whoever waits.
  step smallint not null default 0 check (step >= 0),
  steps smallint not null default 0 check (steps >= step),
  -- The last day with a sale to a member when it began.
  as_of date,
  -- Who carries it: whoever took it last. Nobody else writes to it any more.
  turn uuid,
  -- Members who are scored; none where too little is known.
  members integer not null default 0 check (members >= 0),
  told jsonb,
  ended_at timestamptz,
  constraint told_when_done check ((told is not null) = (state = 'done')),
  constraint carried_when_running check (state <> 'running' or turn is not null),
  constraint day_when_begun check (as_of is not null or state in ('waiting', 'failed'))
);
create index forecast_open on insight.forecast (no) where state in ('waiting', 'running');

-- The scores of the newest run; those of a run before it go when it ends.
create table insight.member_forecast (
  forecast_id uuid not null references insight.forecast (id),
  member_id uuid not null,
  purchases integer not null check (purchases > 0),
  last_day date not null,
  -- The chance to be a customer still, and the one to buy within the days of the run.
  alive double precision not null check (alive between 0 and 1),
  buys double precision not null check (buys between 0 and 1),
  expected double precision not null check (expected >= 0),
  -- By when she has come with a chance of a half; null when that is never or beyond the year.
  next_day date,
  -- Of the next twelve months; null where nobody's second purchase tells what one is worth.
  value_minor bigint check (value_minor >= 0),
  primary key (forecast_id, member_id)
);
create index member_forecast_buys on insight.member_forecast (forecast_id, buys desc, member_id);

create function insight.audit_forecast_laws() returns setof text language sql stable as $$
  values ('G16 a forecast scores the members it counts')
$$;

create function insight.audit_forecast() returns table (law text, subject text, detail text) language sql stable as $$
  select 'G16 a forecast scores the members it counts', f.id::text, f.members || ' but has ' || count(m.member_id)
    from (select * from insight.forecast where state = 'done' order by no desc limit 1) f
    left join insight.member_forecast m on m.forecast_id = f.id
   group by f.id, f.members having f.members <> count(m.member_id)
$$;
