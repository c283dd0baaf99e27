-- Tills that sell without a network: who they are. What they write down is in 0054.
create schema device;

-- Head office's own keys: Ed25519 signs policies, reservations and answers, bundles are sealed to X25519. Made once.
create table device.head_key (
  only_one boolean primary key default true check (only_one),
  sign_seed bytea not null check (length(sign_seed) = 32),
  seal_seed bytea not null check (length(seal_seed) = 32),
  -- Whole mobile numbers are found at tills by a hash with this.
  mobile_salt text not null,
  made_at timestamptz not null
);
create trigger append_only before update or delete on device.head_key
  for each statement execute function house.refuse_rewriting();

-- A code enrols one till within ten minutes; only its hash is kept.
create table device.code (
  id uuid primary key,
  fingerprint text not null,
  code_sha256 bytea not null unique,
  branch_id uuid not null,
  name text not null,
  replaces_id uuid,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on device.code
  for each statement execute function house.refuse_rewriting();

create table device.device (
  id uuid primary key,
  -- Short and unique in the chain: on receipts and in numbers the till makes.
  code text not null unique,
  name text not null,
  branch_id uuid not null,
  app_version text not null,
  enrolled_at timestamptz not null,
  enrolled_by text not null,
  last_seen_at timestamptz,
  token_sha256 bytea unique
);

create table device.enrolment (
  id uuid primary key,
  fingerprint text not null,
  -- A code is spent once.
  code_id uuid not null unique references device.code (id),
  sign_key text not null,
  seal_key text not null,
  app_version text not null,
  secret_sha256 bytea not null,
  at timestamptz not null
);
create trigger append_only before update or delete on device.enrolment
  for each statement execute function house.refuse_rewriting();

create table device.approval (
  id uuid primary key,
  fingerprint text not null,
  enrolment_id uuid not null unique references device.enrolment (id),
  approved boolean not null,
  device_id uuid references device.device (id),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint approved_is_a_device check (approved = (device_id is not null))
);
create trigger append_only before update or delete on device.approval
  for each statement execute function house.refuse_rewriting();

-- One life of a device's log, with the keys of that life.
create table device.epoch (
  device_id uuid not null references device.device (id),
  epoch integer not null check (epoch >= 1),
  enrolment_id uuid not null unique references device.enrolment (id),
  sign_key text not null,
  seal_key text not null,
  since timestamptz not null,
  primary key (device_id, epoch)
);
create trigger append_only before update or delete on device.epoch
  for each statement execute function house.refuse_rewriting();

create table device.revocation (
  id uuid primary key,
  fingerprint text not null,
  device_id uuid not null unique references device.device (id),
  reason text not null,
  -- What it had written up to here was known and is believed, nothing after it (promises §4.5).
  epoch integer not null,
  mark bigint not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on device.revocation
  for each statement execute function house.refuse_rewriting();

-- What tills of a branch may burn by themselves; the latest row holds, null is nothing. Who opted in stays known (A2).
create table device.limits (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  fingerprint text not null,
  branch_id uuid not null,
  limits jsonb,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index limits_branch on device.limits (branch_id, seq desc);
create trigger append_only before update or delete on device.limits
  for each statement execute function house.refuse_rewriting();

-- Every policy that was ever signed for a till; versions only grow (D9).
create table device.policy (
  device_id uuid not null references device.device (id),
  version integer not null check (version >= 1),
  body_sha256 text not null,
  text text not null,
  signature text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (device_id, version)
);
create trigger append_only before update or delete on device.policy
  for each statement execute function house.refuse_rewriting();

create table device.playlist (
  only_one boolean primary key default true check (only_one),
  version integer not null,
  items jsonb not null,
  bulletin jsonb not null
);

create table device.media (
  id uuid primary key,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  bytes bytea not null,
  at timestamptz not null
);
create trigger append_only before update or delete on device.media
  for each statement execute function house.refuse_rewriting();

-- How staff sign in at tills: PBKDF2-SHA-256 of the PIN, which tills check by themselves.
create table org.till_pin (
  staff_id uuid primary key references org.staff,
  salt text not null,
  rounds integer not null check (rounds >= 210000),
  hash text not null,
  at timestamptz not null
);

create function device.audit_identity() returns table (law text, subject text, detail text)
language sql stable as $$
  select 'D1 a device has an unbroken row of epochs', d.id::text, 'has ' || count(e.epoch) || ', last ' || max(e.epoch)
    from device.device d left join device.epoch e on e.device_id = d.id
   group by d.id having count(e.epoch) = 0 or count(e.epoch) <> max(e.epoch)
  union all
  select 'D9 policies are numbered without gaps', p.device_id::text, count(*) || ' up to ' || max(p.version)
    from device.policy p group by p.device_id having count(*) <> max(p.version)
$$;
create function device.audit_identity_laws() returns setof text language sql immutable as $$
  values ('D1 a device has an unbroken row of epochs'), ('D9 policies are numbered without gaps')
$$;
