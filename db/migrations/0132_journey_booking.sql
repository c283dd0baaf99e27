-- C99 abandoned booking: whom a running journey waits for since a booking was given up, until it is known whether they
-- have chosen a time again.
create table journey.prospect (
  journey_id uuid not null references journey.journey (id),
  -- Q2: the booking.
  instance text not null,
  -- Whose booking it was; after a merge still theirs.
  member_id uuid not null,
  -- When the time was chosen that was given up, and when it is looked at whether another one was.
  begun_at timestamptz not null,
  due_at timestamptz not null,
  came_of text check (came_of in ('entered', 'came_back', 'passed_over')),
  primary key (journey_id, instance)
);
create index prospect_due on journey.prospect (due_at) where came_of is null;

create function journey.refuse_other_prospect() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.came_of is not null
     or (new.journey_id, new.instance, new.member_id, new.begun_at, new.due_at)
        is distinct from (old.journey_id, old.instance, old.member_id, old.begun_at, old.due_at) then
    raise exception 'Q9: a booking that was given up is decided once' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger decided_once before update or delete on journey.prospect for each row execute function
  journey.refuse_other_prospect();

create or replace function journey.audit_laws() returns setof text language sql stable as $$
  values ('Q3 a message passed is a message of the outbox'), ('Q4 whoever is held out passes nothing'),
         ('Q5 one arm for a member'), ('Q9 who enters after a booking gave one up')
$$;

create or replace function journey.audit() returns table (law text, subject text, detail text) language sql stable as $$
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
  union all
  select 'Q9 who enters after a booking gave one up', e.id::text, e.instance
    from journey.entry e join journey.version v on v.id = e.version_id
   where v.document -> 'trigger' ->> 'kind' = 'booking_given_up'
     and not exists (select from journey.prospect p
                       join booking.booking b on 'booking ' || b.id = p.instance and b.state = 'given_up'
                      where p.journey_id = e.journey_id and p.instance = e.instance and p.came_of = 'entered')
$$;
