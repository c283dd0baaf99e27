-- The hold-out of the whole chain (G3) by periods: who gets nothing for three months, and then somebody else.

create table campaign.holdout (
  nth integer primary key check (nth >= 1),
  id uuid not null unique,
  -- Nought says that the chain measures nothing, by choice.
  share_bps integer not null check (share_bps between 0 and 5000),
  -- A member is held whose number this salt puts below this place, unless the draw before held that number, too.
  salt text not null,
  cut double precision not null check (cut between 0 and 1),
  prior_salt text not null default '',
  prior_cut double precision not null default 0 check (prior_cut between 0 and 1),
  starts_on date not null,
  -- The first day that is not measured any more, as planned; the next period may begin before it.
  ends_on date,
  started_at timestamptz not null,
  by_id uuid,
  constraint measured_ends check ((share_bps = 0) = (ends_on is null)),
  constraint nobody_without_share check ((share_bps = 0) = (cut = 0))
);

create trigger append_only before update or delete on campaign.holdout for each statement execute function
  house.refuse_rewriting();

insert into campaign.holdout (nth, id, share_bps, salt, cut, starts_on, ends_on, started_at, by_id)
select 1, md5('holdout ' || holdout_salt)::uuid, holdout_bps, holdout_salt, holdout_bps / 10000.0, kept_at::date,
       kept_at::date + 91, kept_at, by_id
  from campaign.respect where holdout_bps > 0 and kept_at is not null;

alter table campaign.respect drop column holdout_bps, drop column holdout_salt;

-- K1: whoever the chain held out when a campaign was drawn stands in neither arm, and is written down as such.
alter table campaign.assignment
  drop constraint assignment_arm_check,
  add constraint assignment_arm_check check (arm in ('treated', 'control', 'held_out'));
alter table campaign.campaign add column held_out integer not null default 0 check (held_out >= 0);

create or replace function campaign.audit_laws() returns setof text language sql stable as $$
  values ('K1 assigned is the segment'), ('K2 control is never sent to'), ('K3 one message each'),
         ('K4 arms as counted'), ('K6 consent before every hand-off'), ('K18 a journey tells whom it walks'),
         ('K20 periods of the hold-out follow one another')
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
  select 'K4 arms as counted', c.id::text, c.treated || '/' || c.control || '/' || c.held_out || ' but assigned '
         || count(*) filter (where a.arm = 'treated') || '/' || count(*) filter (where a.arm = 'control') || '/'
         || count(*) filter (where a.arm = 'held_out')
    from campaign.campaign c left join campaign.assignment a on a.campaign_id = c.id
   where c.journey_id is null
   group by c.id, c.treated, c.control, c.held_out
  having c.treated <> count(*) filter (where a.arm = 'treated')
      or c.control <> count(*) filter (where a.arm = 'control')
      or c.held_out <> count(*) filter (where a.arm = 'held_out')
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
  union all
  select 'K20 periods of the hold-out follow one another', h.id::text, h.nth::text
    from (select id, nth, salt, cut, prior_salt, prior_cut, share_bps,
                 lag(nth) over w as before, lag(starts_on) over w as began, starts_on
            from campaign.holdout window w as (order by nth)) h
   where h.nth <> coalesce(h.before, 0) + 1 or h.starts_on < h.began
      -- Whoever is left out because of the last time was held by a draw that there was.
      or h.prior_cut > 0 and (h.prior_salt = h.salt
                              or not exists (select from campaign.holdout p
                                              where p.nth < h.nth and p.salt = h.prior_salt and p.cut = h.prior_cut))
$$;
