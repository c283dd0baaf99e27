-- K21: a journey that a plan made spends the plan's pot, too: what its messages have cost, and what its coupons can
-- cost at the most.
alter table journey.journey add column pot_id uuid;

-- What journeys have given away from a pot, by what it can cost at the most.
create table campaign.pot_gift (
  id uuid primary key,
  pot_id uuid not null references campaign.pot (id),
  minor bigint not null check (minor > 0),
  at timestamptz not null
);
create index pot_gift_of on campaign.pot_gift (pot_id);
create trigger append_only before update or delete on campaign.pot_gift for each statement execute function
  house.refuse_rewriting();

-- Journeys that plans have made before.
alter table journey.journey disable trigger append_only;
update journey.journey j set pot_id = m.plan_id
  from planner.made m where m.kind = 'journey' and m.target_id = j.id;
alter table journey.journey enable trigger append_only;
alter table campaign.campaign disable trigger kept_after_launch;
update campaign.campaign c set pot_id = m.plan_id
  from planner.made m where m.kind = 'journey' and m.target_id = c.journey_id;
alter table campaign.campaign enable trigger kept_after_launch;

create or replace function planner.audit_laws() returns setof text language sql stable as $$
  values ('P2 started once'), ('P2 a second person'), ('P3 made after the start'),
         ('P3 a campaign made stands in the pot of its plan'), ('P3 a journey made stands in the pot of its plan')
$$;

create or replace function planner.audit() returns table (law text, subject text, detail text)
language sql stable as $$
  with applied as (
    select s.plan_id, coalesce(d.at, s.at) as at
      from planner.start s left join planner.start_decision d on d.start_id = s.id
     where s.way <> 'second_person' or d.approves)
  select 'P2 started once', plan_id::text, count(*) || ' times' from applied group by plan_id having count(*) > 1
  union all
  select 'P2 a second person', s.id::text, 'decided by ' || d.by_id
    from planner.start_decision d join planner.start s on s.id = d.start_id
   where d.by_id = s.by_id or d.asked_by_id is distinct from s.by_id
  union all
  select 'P3 made after the start', m.id::text, m.activity || ' in ' || m.wave
    from planner.made m
   where not exists (select from applied a where a.plan_id = m.plan_id and a.at <= m.at)
  union all
  select 'P3 a campaign made stands in the pot of its plan', m.id::text, m.target_id::text
    from planner.made m left join campaign.campaign c on c.id = m.target_id
   where m.kind = 'campaign' and c.pot_id is distinct from m.plan_id
  union all
  select 'P3 a journey made stands in the pot of its plan', m.id::text, m.target_id::text
    from planner.made m left join journey.journey j on j.id = m.target_id
   where m.kind = 'journey'
     and (j.pot_id is distinct from m.plan_id
          or exists (select from campaign.campaign c
                      where c.journey_id = m.target_id and c.pot_id is distinct from m.plan_id))
$$;
