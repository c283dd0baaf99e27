create schema member;

-- N1: numbers of a series are consecutive; the row lock makes two tills queue for the next one.
create table member.series (
  prefix text primary key,
  width smallint not null check (width between 1 and 18),
  next bigint not null default 1 check (next > 0)
);

create table member.field (
  key text primary key,
  kind text not null check (kind in ('text', 'number', 'day', 'choice', 'flag')),
  label_zh text not null,
  label_en text not null,
  choices text[] not null default '{}',
  sort integer generated always as identity
);

create table member.member (
  id uuid primary key,
  fingerprint text not null,
  number text not null,
  source text not null,
  branch_id uuid,
  joined_on date not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  version integer not null default 1,
  name text not null,
  gender text check (gender in ('female', 'male', 'other')),
  birth_on date,
  age_years smallint check (age_years between 0 and 150),
  id_number text,
  education text,
  income text,
  address text,
  postcode text,
  phone text,
  mobile text,
  email text,
  extra jsonb not null default '{}'
);
-- N2: a number names one member for ever, withdrawn or not.
create unique index member_number on member.member (number);
-- N3: a mobile names one living member.
create unique index member_mobile on member.member (mobile) where withdrawn_at is null and mobile is not null;
create index member_joined on member.member (joined_on desc, number) where withdrawn_at is null;
create index member_name on member.member (lower(name) text_pattern_ops) where withdrawn_at is null;
create index member_mobile_tail on member.member (right(mobile, 4)) where withdrawn_at is null;
create index member_email on member.member (lower(email)) where withdrawn_at is null;

-- N4: consent is a history; the last row per channel counts.
create table member.consent (
  id uuid primary key,
  member_id uuid not null references member.member (id),
  channel text not null check (channel in ('email', 'sms')),
  granted boolean not null,
  text_version text not null,
  source text not null,
  at timestamptz not null
);
create index consent_latest on member.consent (member_id, channel, at desc, id desc);
create trigger append_only before update or delete on member.consent
  for each statement execute function house.refuse_rewriting();

create function member.audit_laws() returns setof text language sql stable as $$
  values ('N3')
$$;

create function member.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'N3', m.mobile, count(*) || ' living members share a mobile'
    from member.member m where m.withdrawn_at is null and m.mobile is not null
   group by m.mobile having count(*) > 1
$$;
