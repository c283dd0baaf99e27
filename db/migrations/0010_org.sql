-- The chain, its branches, its staff and integrators, and who is signed in.
create schema org;

create table org.chain (
  -- One database is one chain: the key admits a single row.
  one boolean primary key default true check (one),
  id uuid not null unique,
  name text not null,
  country text not null,
  currency text not null,
  zone text not null,
  closing_hour int not null check (closing_hour between 0 and 23),
  language text not null check (language in ('zh-CN', 'en')),
  -- Mixed into the hash that holds control groups out, so that no two chains hold out alike.
  salt text not null,
  founded_at timestamptz not null
);

create table org.branch (
  id uuid primary key,
  code text not null unique,
  name text not null,
  region text not null,
  zone text not null,
  closing_hour int not null check (closing_hour between 0 and 23),
  opened_on date not null,
  closed_on date check (closed_on >= opened_on),
  version int not null default 1
);

create table org.staff (
  id uuid primary key,
  login text not null,
  name text not null,
  language text not null check (language in ('zh-CN', 'en')),
  password text not null,
  whole_chain boolean not null,
  hired_at timestamptz not null,
  disabled_at timestamptz,
  version int not null default 1
);
create unique index staff_login on org.staff (lower(login));

create table org.staff_role (
  staff_id uuid not null references org.staff,
  role text not null check (role in ('owner', 'manager', 'cashier', 'marketer', 'auditor')),
  primary key (staff_id, role)
);

create table org.staff_branch (
  staff_id uuid not null references org.staff,
  branch_id uuid not null references org.branch,
  primary key (staff_id, branch_id)
);

create table org.session (
  id uuid primary key,
  -- The token itself is only in the browser: whoever reads this table cannot sign in with it.
  token_sha256 bytea not null unique,
  staff_id uuid not null references org.staff,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text
);
create index session_staff on org.session (staff_id) where ended_at is null;

create table org.api_key (
  id uuid primary key,
  name text not null,
  prefix text not null,
  secret_sha256 bytea not null unique,
  scopes text[] not null,
  made_at timestamptz not null,
  made_by uuid,
  used_at timestamptz,
  revoked_at timestamptz
);

-- Failures to sign in by login, by address, and by both; the names are hashed.
create table org.throttle (
  key text primary key,
  failures int not null default 0,
  failed_at timestamptz,
  trusted_at timestamptz
);

-- Before set-up there is nothing to hold, so a fresh database has no violations.
create function org.audit_laws() returns setof text language sql stable as $$
  values ('O1: whoever works here works for the one chain'), ('O2: an owner who can sign in exists'),
         ('O3: sessions of disabled staff are ended'), ('O4: staff hold a role and a place'),
         ('O7: a branch is open')
$$;

create function org.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'O1', 'chain', 'branches or staff without a chain'
   where not exists (select from org.chain)
     and (exists (select from org.branch) or exists (select from org.staff))
  union all
  select 'O2', 'staff', 'no owner' from org.chain where not exists (
    select from org.staff s join org.staff_role r on r.staff_id = s.id
     where r.role = 'owner' and s.disabled_at is null and s.whole_chain)
  union all
  select 'O3', n.id::text, 'session open' from org.session n join org.staff s on s.id = n.staff_id
   where s.disabled_at is not null and n.ended_at is null
  union all
  select 'O4', s.id::text, 'no role or no branch' from org.staff s
   where not exists (select from org.staff_role r where r.staff_id = s.id)
      or s.whole_chain = exists (select from org.staff_branch b where b.staff_id = s.id)
  union all
  select 'O7', 'branch', 'none open' from org.chain where not exists (
    select from org.branch where closed_on is null)
$$;
