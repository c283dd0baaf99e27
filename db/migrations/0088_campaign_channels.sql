-- Messages by SMS, WeChat, post and call, carried by provider accounts; the last gate; receipts and replies.

-- A provider account. What it costs is kept for a thousand messages: one text message costs fractions of a cent.
create table campaign.carrier (
  id uuid primary key,
  name text not null,
  medium text not null check (medium in ('email', 'sms', 'wechat', 'post', 'call')),
  provider text not null check (provider in ('aliyun', 'tencent', 'twilio', 'smpp', 'wechat', 'webhook')),
  settings jsonb not null,
  templates jsonb not null,
  per_thousand_minor bigint not null check (per_thousand_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate_per_second integer not null check (rate_per_second between 1 and 1000),
  active boolean not null,
  kept_at timestamptz not null,
  by_id uuid
);
create unique index carrier_name on campaign.carrier (lower(name));

-- Apart from the account, so that whatever reads accounts cannot show a secret by mistake.
create table campaign.carrier_secret (
  carrier_id uuid primary key references campaign.carrier (id),
  secret text not null
);

-- What holds for every message of every branch and channel; one row.
create table campaign.respect (
  one boolean primary key default true check (one),
  -- Minutes of the day in the member's zone; equal means no quiet hours. From 21:00 to 08:00 runs over midnight.
  quiet_from integer not null default 1260 check (quiet_from between 0 and 1439),
  quiet_to integer not null default 480 check (quiet_to between 0 and 1439),
  -- At most so many messages in so many days, over all branches and channels.
  cap_messages integer not null default 5 check (cap_messages between 1 and 1000),
  cap_days integer not null default 30 check (cap_days between 1 and 366),
  -- Share of all members held out of everything, and what their draw is salted with (G3).
  holdout_bps integer not null default 0 check (holdout_bps between 0 and 5000),
  holdout_salt text not null default '',
  -- The kill switch: nothing is handed over while it is set.
  halted_at timestamptz,
  kept_at timestamptz,
  by_id uuid
);
insert into campaign.respect default values;

-- What messages may cost in a month; the row without a branch is for members without one.
create table campaign.budget (
  branch_id uuid,
  monthly_minor bigint not null check (monthly_minor >= 0),
  kept_at timestamptz not null,
  by_id uuid,
  unique nulls not distinct (branch_id)
);

alter table campaign.campaign
  drop constraint campaign_channel_check,
  add constraint campaign_channel_check
    check (channel in ('email', 'sms_file', 'record', 'sms', 'wechat', 'post', 'call')),
  add column carrier_id uuid references campaign.carrier (id),
  -- The provider's template as it was when the campaign was drafted: code, words, and what fills its blanks.
  add column template jsonb,
  add column purpose text not null default 'marketing' check (purpose in ('marketing', 'greeting', 'survey'));

-- Paused or stopped after its launch; the campaign itself stays as it was (K4). Stopped is for ever.
create table campaign.sending (
  campaign_id uuid primary key references campaign.campaign (id),
  state text not null check (state in ('running', 'paused', 'stopped')),
  at timestamptz not null,
  by_id uuid
);

alter table campaign.message
  drop constraint message_channel_check,
  add constraint message_channel_check check (channel in ('email', 'sms_file', 'sms', 'wechat', 'post', 'call')),
  -- G2: the consent that allowed this very hand-off.
  add column consent_id uuid,
  -- The provider's name for it, for receipts that do not bring ours.
  add column provider_ref text,
  add column carrier_id uuid references campaign.carrier (id),
  -- Whose budget it was, and what it cost in thousandths of a minor unit of that currency.
  add column branch_id uuid,
  add column cost_milli bigint not null default 0 check (cost_milli >= 0),
  add column cost_currency text,
  -- Not validated on purpose: messages of before there were consent ids have none.
  add constraint handed_with_consent check (state not in ('sent', 'exported') or consent_id is not null) not valid;
drop index campaign.message_due;
create index message_due on campaign.message (campaign_id, next_try_at, id) where state = 'queued';
create index message_member on campaign.message (member_id, settled_at);
create index message_ref on campaign.message (carrier_id, provider_ref) where provider_ref is not null;
create index message_cost on campaign.message (settled_at) where cost_milli > 0;

-- What a provider says became of a message; the same said twice is one row.
create table campaign.receipt (
  message_id uuid not null references campaign.message (id),
  delivered boolean not null,
  code text not null,
  at timestamptz not null,
  primary key (message_id, delivered)
);
create trigger append_only before update or delete on campaign.receipt
  for each statement execute function house.refuse_rewriting();

-- Receipts that came before we had written down the provider's name for the message; matched when that is written.
create table campaign.early_receipt (
  carrier_id uuid not null references campaign.carrier (id),
  ref text not null,
  delivered boolean not null,
  code text not null,
  at timestamptz not null,
  primary key (carrier_id, ref, delivered)
);

-- What somebody wrote back. The number is not kept: whose it was is looked up when it comes in.
create table campaign.reply (
  id uuid primary key,
  carrier_id uuid not null references campaign.carrier (id),
  member_id uuid,
  text text not null,
  -- Which channels it withdrew consent for; empty where it asked for none.
  stopped text[] not null,
  ref text,
  at timestamptz not null,
  unique (carrier_id, ref)
);
create index reply_member on campaign.reply (member_id, at desc);
create index reply_newest on campaign.reply (at desc, id desc);
create trigger append_only before update or delete on campaign.reply
  for each statement execute function house.refuse_rewriting();

create or replace function campaign.audit_laws() returns setof text language sql stable as $$
  values ('K1 assigned is the segment'), ('K2 control is never sent to'), ('K3 one message each'),
         ('K4 arms as counted'), ('K6 consent before every hand-off')
$$;

create or replace function campaign.audit() returns table (law text, subject text, detail text)
language sql stable as $$
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
$$;
