create schema campaign;

create table campaign.campaign (
  id uuid primary key,
  fingerprint text not null,
  name text not null,
  segment_id uuid not null,
  channel text not null check (channel in ('email', 'sms_file', 'record')),
  subject text not null,
  body text not null,
  control_share_bps integer not null check (control_share_bps between 100 and 5000),
  window_days integer not null check (window_days between 1 and 366),
  message_cost_minor bigint not null check (message_cost_minor >= 0),
  margin_bps integer check (margin_bps between 1 and 10000),
  -- Mixed into the hash that draws the arms; fixed with the draft, so that the forecast shows the very draw.
  salt text not null,
  created_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  launched_at timestamptz,
  launched_by_id uuid,
  -- Sales of [starts_on, ends_on) count.
  starts_on date,
  ends_on date,
  treated integer not null default 0,
  control integer not null default 0,
  constraint launched_whole check (
    (launched_at is null) = (starts_on is null) and (launched_at is null) = (ends_on is null)
    and (launched_at is not null or treated + control = 0) and (ends_on is null or ends_on > starts_on))
);
create unique index campaign_name on campaign.campaign (lower(name));
create index campaign_newest on campaign.campaign (created_at desc, id desc);
create index campaign_segment on campaign.campaign (segment_id);

-- What the program around us said at its start: whether e-mail has a way out.
create table campaign.mail_server (
  one boolean primary key default true check (one),
  configured boolean not null,
  said_at timestamptz not null
);

-- K1: who is in which arm, with the place of the hash that put them there.
create table campaign.assignment (
  campaign_id uuid not null references campaign.campaign (id),
  member_id uuid not null,
  arm text not null check (arm in ('treated', 'control')),
  bucket double precision not null check (bucket >= 0 and bucket < 1),
  stratum text not null,
  primary key (campaign_id, member_id),
  unique (campaign_id, member_id, arm)
);
create index assignment_member on campaign.assignment (member_id);

-- The outbox (X5): what leaves is written with its cause and handed over later, one row per hand-off.
create table campaign.message (
  id uuid primary key,
  campaign_id uuid not null,
  member_id uuid not null,
  step smallint not null default 1 check (step >= 1),
  -- K2: the key below admits the treated only, so a message to the control group cannot be written.
  arm text not null default 'treated' check (arm = 'treated'),
  channel text not null check (channel in ('email', 'sms_file')),
  state text not null check (state in ('queued', 'sent', 'failed', 'withheld', 'unreachable', 'exported')),
  attempts smallint not null default 0 check (attempts >= 0),
  trouble text,
  queued_at timestamptz not null,
  next_try_at timestamptz not null,
  -- Somebody is handing it over until then; afterwards it is anybody's again.
  leased_until timestamptz,
  -- The moment consent was last looked at before the hand-off.
  checked_at timestamptz,
  settled_at timestamptz,
  foreign key (campaign_id, member_id, arm) references campaign.assignment (campaign_id, member_id, arm),
  -- K3: at most one message per campaign, member and step.
  unique (campaign_id, member_id, step),
  constraint settled_whole check ((state = 'queued') = (settled_at is null)),
  constraint handed_checked check (state not in ('sent', 'exported') or checked_at is not null)
);
create index message_due on campaign.message (next_try_at, id) where state = 'queued' and channel = 'email';
create index message_campaign on campaign.message (campaign_id, state);

-- K1: arms are drawn at launch and never change.
create trigger append_only before update or delete on campaign.assignment for each statement execute function
  house.refuse_rewriting();

create function campaign.refuse_late_assignment() returns trigger language plpgsql as $$
begin
  if exists (select from fresh f join campaign.campaign c on c.id = f.campaign_id where c.launched_at is not null) then
    raise exception 'K1: nobody joins a campaign after its launch' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger drawn_at_launch after insert on campaign.assignment referencing new table as fresh
  for each statement execute function campaign.refuse_late_assignment();

-- K4: words, share and window of a launched campaign stay as they were.
create function campaign.refuse_change_after_launch() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.launched_at is not null then
    raise exception 'K4: a launched campaign stays as it was' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger kept_after_launch before update or delete on campaign.campaign for each row execute function
  campaign.refuse_change_after_launch();

-- K5: what became of a message is final, and it never becomes another's.
create function campaign.refuse_reopening() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'queued'
     or (new.id, new.campaign_id, new.member_id, new.step, new.arm, new.channel)
        is distinct from (old.id, old.campaign_id, old.member_id, old.step, old.arm, old.channel) then
    raise exception 'K5: a settled message stays settled' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger settled_is_final before update or delete on campaign.message for each row execute function
  campaign.refuse_reopening();

create function campaign.audit_laws() returns setof text language sql stable as $$
  values ('K1 assigned is the segment'), ('K2 control is never sent to'), ('K3 one message each'),
         ('K4 arms as counted'), ('K6 consent before every hand-off')
$$;

-- Two moments of different programs may cross by seconds: a withdrawal that was still being written when consent was
-- looked at is no violation.
create function campaign.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'K1 assigned is the segment', coalesce(a.campaign_id, s.campaign_id)::text,
         coalesce(a.member_id, s.member_id)::text
    from campaign.assignment a
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
   where c.launched_at is not null and c.channel <> 'record'
   group by c.id, c.treated having c.treated <> count(m.id)
  union all
  select 'K4 arms as counted', c.id::text, c.treated || '/' || c.control || ' but assigned '
         || count(*) filter (where a.arm = 'treated') || '/' || count(*) filter (where a.arm = 'control')
    from campaign.campaign c left join campaign.assignment a on a.campaign_id = c.id
   group by c.id, c.treated, c.control
  having c.treated <> count(*) filter (where a.arm = 'treated')
      or c.control <> count(*) filter (where a.arm = 'control')
  union all
  select 'K6 consent before every hand-off', m.id::text, m.state
    from campaign.message m
    cross join lateral (select case m.channel when 'email' then 'email' else 'sms' end as channel) by
   where m.state in ('sent', 'exported')
     and (not exists (select from member.consent g where g.member_id = m.member_id and g.channel = by.channel
                         and g.granted and g.at <= m.checked_at)
          or exists (select from member.consent w
                      where w.member_id = m.member_id and w.channel = by.channel and not w.granted
                        and w.at < m.checked_at - interval '15 seconds'
                        and not exists (select from member.consent g
                                         where g.member_id = m.member_id and g.channel = by.channel and g.granted
                                           and g.at >= w.at and g.at <= m.checked_at)))
$$;
