-- C99 journeys: a message step of a journey is a campaign without a segment, launched when the journey starts; members
-- are assigned to it as they come to the step.
alter table campaign.campaign
  alter column segment_id drop not null,
  add column journey_id uuid,
  add constraint of_a_segment_or_a_journey check ((segment_id is null) = (journey_id is not null));
drop index campaign.campaign_name;
create unique index campaign_name on campaign.campaign (lower(name)) where journey_id is null;
create index campaign_journey on campaign.campaign (journey_id) where journey_id is not null;

create or replace function campaign.refuse_late_assignment() returns trigger language plpgsql as $$
begin
  if exists (select from fresh f join campaign.campaign c on c.id = f.campaign_id
              where c.launched_at is not null and c.journey_id is null) then
    raise exception 'K1: nobody joins a campaign after its launch' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create schema journey;

create table journey.journey (
  id uuid primary key,
  created_at timestamptz not null
);
create trigger append_only before update or delete on journey.journey for each statement execute function
  house.refuse_rewriting();

-- Q1: what a journey says never changes; whoever has entered goes on by the version of that day.
create table journey.version (
  id uuid primary key,
  fingerprint text not null,
  journey_id uuid not null references journey.journey (id),
  version integer not null check (version > 0),
  document jsonb not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  unique (journey_id, version)
);
create trigger append_only before update or delete on journey.version for each statement execute function
  house.refuse_rewriting();

-- Which message of which version is which campaign of the outbox.
create table journey.message_step (
  version_id uuid not null references journey.version (id),
  step text not null,
  campaign_id uuid not null unique,
  primary key (version_id, step)
);
create trigger append_only before update or delete on journey.message_step for each statement execute function
  house.refuse_rewriting();

-- How a journey stands: the word of its last change.
create table journey.change (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  journey_id uuid not null references journey.journey (id),
  state text not null check (state in ('running', 'paused', 'stopped')),
  version_id uuid not null references journey.version (id),
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index change_of on journey.change (journey_id, nth desc);
create trigger append_only before update or delete on journey.change for each statement execute function
  house.refuse_rewriting();

-- How far a journey that looks at days has come. The only row of a journey that changes.
create table journey.place (
  journey_id uuid primary key references journey.journey (id),
  day date not null
);

-- Q2: a member enters once for an instance, and comes into one arm for as long as the journey lives.
create table journey.entry (
  id uuid primary key,
  journey_id uuid not null references journey.journey (id),
  version_id uuid not null references journey.version (id),
  member_id uuid not null,
  instance text not null,
  -- The how many-th time of this member.
  nth smallint not null check (nth > 0),
  arm text not null check (arm in ('treated', 'control')),
  entered_on date not null,
  entered_at timestamptz not null,
  -- Where it stands and when it goes on; null when it has ended.
  step text,
  due_on date,
  ended text check (ended in ('done', 'goal', 'left', 'stopped')),
  ended_at timestamptz,
  unique (journey_id, member_id, instance),
  unique (journey_id, member_id, nth),
  constraint stands_or_has_ended check ((step is null) = (due_on is null)),
  constraint ended_whole check ((ended is null) = (ended_at is null)),
  -- Q4: whoever is held out goes nowhere.
  constraint control_stands_still check (case arm when 'control' then step is null and ended is null
                                                  else (step is null) = (ended is not null) end)
);
create index entry_due on journey.entry (due_on, id) where step is not null;
create index entry_member on journey.entry (member_id, entered_at desc);
create index entry_newest on journey.entry (journey_id, entered_on desc, id);

create function journey.refuse_other_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended is not null
     or (new.id, new.journey_id, new.version_id, new.member_id, new.instance, new.nth, new.arm, new.entered_on,
         new.entered_at)
        is distinct from (old.id, old.journey_id, old.version_id, old.member_id, old.instance, old.nth, old.arm,
                          old.entered_on, old.entered_at) then
    raise exception 'Q2: an entry only goes on, and ends once' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_goes_on before update or delete on journey.entry for each row execute function
  journey.refuse_other_entry();

-- Q3: each step once for an entry, with what came of it.
create table journey.passage (
  entry_id uuid not null references journey.entry (id),
  step text not null,
  nth bigint generated always as identity,
  outcome text not null,
  at timestamptz not null,
  primary key (entry_id, step)
);
create trigger append_only before update or delete on journey.passage for each statement execute function
  house.refuse_rewriting();

create table journey.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on journey.refusal for each statement execute function
  house.refuse_rewriting();

create function journey.audit_laws() returns setof text language sql stable as $$
  values ('Q3 a message passed is a message of the outbox'), ('Q4 whoever is held out passes nothing'),
         ('Q5 one arm for a member')
$$;

create function journey.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'Q3 a message passed is a message of the outbox', e.id::text, p.step
    from journey.passage p
    join journey.entry e on e.id = p.entry_id
    join journey.message_step s on s.version_id = e.version_id and s.step = p.step
   where p.outcome = 'in_outbox'
     and not exists (select from campaign.message m
                      where m.campaign_id = s.campaign_id and m.member_id = e.member_id and m.step = e.nth)
  union all
  select 'Q4 whoever is held out passes nothing', e.id::text, p.step
    from journey.entry e join journey.passage p on p.entry_id = e.id
   where e.arm = 'control'
  union all
  select 'Q5 one arm for a member', e.journey_id::text, e.member_id::text
    from journey.entry e group by e.journey_id, e.member_id having count(distinct e.arm) > 1
$$;

create or replace function campaign.audit_laws() returns setof text language sql stable as $$
  values ('K1 assigned is the segment'), ('K2 control is never sent to'), ('K3 one message each'),
         ('K4 arms as counted'), ('K6 consent before every hand-off'), ('K18 a journey tells whom it walks')
$$;

create or replace function campaign.audit() returns table (law text, subject text, detail text)
language sql stable as $$
  select 'K1 assigned is the segment', coalesce(a.campaign_id, s.campaign_id)::text,
         coalesce(a.member_id, s.member_id)::text
    from (select a.campaign_id, a.member_id
            from campaign.assignment a join campaign.campaign c on c.id = a.campaign_id
           where c.journey_id is null) a
    full join (select c.id as campaign_id, m.member_id
                 from campaign.campaign c join insight.segment_member m on m.segment_id = c.segment_id
                where c.launched_at is not null) s on s.campaign_id = a.campaign_id and s.member_id = a.member_id
   where a.member_id is null or s.member_id is null
  union all
  select 'K2 control is never sent to', m.id::text, a.arm
    from campaign.message m
    join campaign.assignment a on a.campaign_id = m.campaign_id and a.member_id = m.member_id
   where a.arm <> 'treated'
  union all
  select 'K3 one message each', c.id::text, c.treated || ' treated but ' || count(m.id) || ' messages'
    from campaign.campaign c left join campaign.message m on m.campaign_id = c.id and m.step = 1
   where c.launched_at is not null and c.channel <> 'record' and c.journey_id is null
   group by c.id, c.treated having c.treated <> count(m.id)
  union all
  select 'K4 arms as counted', c.id::text, c.treated || '/' || c.control || ' but assigned '
         || count(*) filter (where a.arm = 'treated') || '/' || count(*) filter (where a.arm = 'control')
    from campaign.campaign c left join campaign.assignment a on a.campaign_id = c.id
   where c.journey_id is null
   group by c.id, c.treated, c.control
  having c.treated <> count(*) filter (where a.arm = 'treated')
      or c.control <> count(*) filter (where a.arm = 'control')
  union all
  select 'K6 consent before every hand-off', m.id::text, m.state
    from campaign.message m
    cross join lateral (select case m.channel when 'sms_file' then 'sms' else m.channel end as channel,
                               coalesce((select g.purpose from member.consent g where g.id = m.consent_id),
                                        'marketing') as purpose) by
   where m.state in ('sent', 'exported')
     and (not exists (select from member.consent g
                       where g.member_id = m.member_id and g.channel = by.channel and g.purpose = by.purpose
                         and g.granted and g.at <= m.checked_at and g.id = coalesce(m.consent_id, g.id))
          or exists (select from member.consent w
                      where w.member_id = m.member_id and w.channel = by.channel and w.purpose = by.purpose
                        and not w.granted and w.at < m.checked_at - interval '15 seconds'
                        and not exists (select from member.consent g
                                         where g.member_id = m.member_id and g.channel = by.channel
                                           and g.purpose = by.purpose and g.granted
                                           and g.at >= w.at and g.at <= m.checked_at)))
  union all
  select 'K18 a journey tells whom it walks', m.id::text, m.campaign_id::text
    from campaign.message m
    join campaign.campaign c on c.id = m.campaign_id and c.journey_id is not null
   where not exists (select from journey.entry e
                      where e.journey_id = c.journey_id and e.member_id = m.member_id and e.nth = m.step
                        and e.arm = 'treated')
$$;
