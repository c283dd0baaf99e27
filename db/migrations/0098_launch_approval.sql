-- K19: who may launch what at which cost alone, who asked for more, and who of the others agreed.
alter table campaign.campaign
  add column gift_cost_minor bigint not null default 0 check (gift_cost_minor >= 0);

create table campaign.launch_limit (
  id boolean primary key default true check (id),
  -- Null has no limit.
  marketer_minor bigint check (marketer_minor >= 0),
  owner_minor bigint check (owner_minor >= 0),
  kept_at timestamptz,
  by_id uuid
);
insert into campaign.launch_limit default values;

create table campaign.launch (
  id uuid primary key,
  nth bigint generated always as identity,
  campaign_id uuid not null references campaign.campaign (id),
  way text not null check (way in ('own_limit', 'alone', 'second_person')),
  messages_minor bigint not null check (messages_minor >= 0),
  gifts_minor bigint not null check (gifts_minor >= 0),
  limit_minor bigint,
  -- What was wished of the launch besides: the day, and who is held out by a draw of its own.
  wish jsonb not null,
  at timestamptz not null,
  by_kind text not null check (by_kind in ('staff', 'key', 'house')),
  by_id uuid,
  by_name text not null,
  by_roles text[] not null,
  unique (id, way),
  constraint within_the_limit check (way <> 'own_limit' or limit_minor is null
                                     or messages_minor + gifts_minor <= limit_minor),
  constraint people_are_known check (by_kind = 'house' or by_id is not null),
  constraint only_people_go_alone check (by_kind = 'staff' or way <> 'alone')
);
create index launch_campaign on campaign.launch (campaign_id, nth desc);
create index launch_newest on campaign.launch (at desc, id desc);
create trigger append_only before update or delete on campaign.launch for each statement execute function
  house.refuse_rewriting();

create table campaign.launch_decision (
  id uuid primary key,
  fingerprint text not null,
  launch_id uuid not null unique,
  way text not null default 'second_person' check (way = 'second_person'),
  approves boolean not null,
  note text not null,
  at timestamptz not null,
  by_id uuid not null,
  asked_by_id uuid,
  by_name text not null,
  constraint another_person check (by_id is distinct from asked_by_id),
  foreign key (launch_id, way) references campaign.launch (id, way)
);
create trigger append_only before update or delete on campaign.launch_decision for each statement execute function
  house.refuse_rewriting();

create function campaign.audit_launch_laws() returns setof text language sql stable as $$
  values ('K19 launched as it was allowed'), ('K19 a second person')
$$;

create function campaign.audit_launch() returns table (law text, subject text, detail text)
language sql stable as $$
  -- Campaigns launched before there were limits have no launch of their own.
  select 'K19 launched as it was allowed', c.id::text,
         count(*) filter (where a.applied) || ' allowed, launched ' || coalesce(c.launched_at::text, 'never')
    from campaign.campaign c
    join (select l.campaign_id, l.way <> 'second_person' or coalesce(d.approves, false) as applied
            from campaign.launch l left join campaign.launch_decision d on d.launch_id = l.id) a
      on a.campaign_id = c.id
   group by c.id, c.launched_at
  having count(*) filter (where a.applied) <> case when c.launched_at is null then 0 else 1 end
  union all
  select 'K19 a second person', l.id::text, 'decided by ' || d.by_id
    from campaign.launch_decision d join campaign.launch l on l.id = d.launch_id
   where d.by_id = l.by_id or d.asked_by_id is distinct from l.by_id
$$;
