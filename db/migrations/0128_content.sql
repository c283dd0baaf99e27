create schema content;

-- K24: who was told by a post to many at once, which the cap counts like any message.
create table campaign.told (
  id uuid primary key,
  member_id uuid not null,
  -- The consent that allowed it (G2).
  consent_id uuid not null,
  carrier_id uuid not null references campaign.carrier (id),
  at timestamptz not null
);
create index told_member on campaign.told (member_id, at);

-- P1: a picture, as it was brought; of a kind and size that the platform takes.
create table content.picture (
  id uuid primary key,
  type text not null check (type in ('image/jpeg', 'image/png')),
  bytes bytea not null check (length(bytes) between 1 and 1000000),
  at timestamptz not null
);
create trigger append_only before update or delete on content.picture for each statement execute function
  house.refuse_rewriting();

-- P1, P2: a broadcast of the official account (公众号图文, C44).
create table content.broadcast (
  id uuid primary key,
  no bigint generated always as identity,
  fingerprint text not null,
  state text not null default 'draft' check (state in ('draft', 'scheduled', 'sending', 'sent', 'failed', 'withdrawn')),
  -- What the platform calls the picture: for the cover, and inside of the words.
  cover_ref text,
  picture_url text,
  -- Attempts to bring the picture there.
  attempts smallint not null default 0,
  next_try_at timestamptz,
  leased_until timestamptz,
  trouble text,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index broadcast_waiting on content.broadcast (state) where state in ('scheduled', 'sending');

create function content.refuse_other_state() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.id, new.no, new.fingerprint, new.at) is distinct from (old.id, old.no, old.fingerprint,
     old.at) or (new.state <> old.state and (old.state, new.state) not in (
       ('draft', 'scheduled'), ('draft', 'withdrawn'), ('scheduled', 'draft'), ('scheduled', 'withdrawn'),
       ('scheduled', 'sending'), ('sending', 'sent'), ('sending', 'failed'), ('sending', 'withdrawn'))) then
    raise exception 'P2: a broadcast goes from draft to scheduled to sent'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger in_order before update or delete on content.broadcast for each row execute function
  content.refuse_other_state();

create table content.wording (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  broadcast_id uuid not null references content.broadcast (id),
  title text not null check (title <> ''),
  digest text not null,
  author text not null,
  body text not null check (body <> ''),
  source_url text not null,
  picture_id uuid not null references content.picture (id),
  -- Null is every follower that we know.
  segment_id uuid,
  carrier_id uuid not null references campaign.carrier (id),
  due_at timestamptz not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index wording_of on content.wording (broadcast_id, nth desc);
create trigger append_only before update or delete on content.wording for each statement execute function
  house.refuse_rewriting();

create function content.refuse_other_words() returns trigger language plpgsql as $$
begin
  if (select state from content.broadcast where id = new.broadcast_id) <> 'draft' then
    raise exception 'P1: only a draft is worded' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_drafts before insert on content.wording for each row execute function content.refuse_other_words();

create table content.act (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  broadcast_id uuid not null references content.broadcast (id),
  act text not null check (act in ('scheduled', 'drafted', 'withdrawn')),
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index act_of on content.act (broadcast_id, nth desc);
create trigger append_only before update or delete on content.act for each statement execute function
  house.refuse_rewriting();

-- P4: one call of the platform, to at most ten thousand followers, under an id that it takes once.
create table content.batch (
  id uuid primary key,
  broadcast_id uuid not null references content.broadcast (id),
  nth integer not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  draft_ref text,
  attempts smallint not null default 0,
  next_try_at timestamptz not null,
  leased_until timestamptz,
  -- When the platform was first asked and has not answered since: it forgets our id after a day.
  unanswered_since timestamptz,
  trouble text,
  -- The platform’s name for it.
  ref text,
  settled_at timestamptz,
  unique (broadcast_id, nth),
  check ((state = 'queued') = (settled_at is null))
);
create index batch_waiting on content.batch (next_try_at) where state = 'queued';

create function content.refuse_other_batch() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'queued' then
    raise exception 'P4: what became of a hand-off is final' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger final before update or delete on content.batch for each row execute function
  content.refuse_other_batch();

-- P3: everybody it is for, and what became of it for them.
create table content.recipient (
  id uuid primary key,
  broadcast_id uuid not null references content.broadcast (id),
  member_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'withheld', 'unreachable', 'failed')),
  trouble text,
  batch_id uuid references content.batch (id),
  next_try_at timestamptz not null,
  consent_id uuid,
  at timestamptz not null,
  unique (broadcast_id, member_id),
  constraint sent_with_consent check (state <> 'sent' or (consent_id is not null and batch_id is not null))
);
create index recipient_waiting on content.recipient (broadcast_id, next_try_at)
  where state = 'waiting' and batch_id is null;
create index recipient_member on content.recipient (member_id, at);
create index recipient_batch on content.recipient (batch_id) where batch_id is not null;

-- What the platform said afterwards, which may be before we have noted its name for the call.
create table content.finish (
  carrier_id uuid not null references campaign.carrier (id),
  ref text not null,
  status text not null,
  total integer not null,
  filtered integer not null,
  sent integer not null,
  failed integer not null,
  at timestamptz not null,
  primary key (carrier_id, ref)
);

create table content.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on content.refusal for each statement execute function
  house.refuse_rewriting();

create function content.audit_laws() returns setof text language sql stable as $$
  values ('P3 whoever was sent to is in a call that was taken'), ('P3 consent before every hand-off'),
         ('P5 at most four a month for a follower')
$$;

create function content.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'P3 whoever was sent to is in a call that was taken', r.id::text, b.state
    from content.recipient r join content.batch b on b.id = r.batch_id
   where r.state = 'sent' and b.state <> 'sent'
  union all
  select 'P3 consent before every hand-off', r.id::text, r.consent_id::text
    from content.recipient r
    left join member.consent c on c.id = r.consent_id and c.member_id = r.member_id and c.granted and c.at <= r.at
   where r.state = 'sent' and c.id is null
  union all
  select 'P5 at most four a month for a follower', r.member_id::text, count(*)::text
    from content.recipient r
    join content.batch b on b.id = r.batch_id
    cross join lateral (select carrier_id from content.wording w where w.broadcast_id = r.broadcast_id
                         order by nth desc limit 1) w
    cross join (select zone from org.chain limit 1) c
   where r.state = 'sent'
   group by r.member_id, w.carrier_id, date_trunc('month', r.at at time zone c.zone) having count(*) > 4
$$;
