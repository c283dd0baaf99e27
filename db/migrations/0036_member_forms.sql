-- Application forms and what came back on them; blank cards; households; organisations; how complete a profile is.

alter table member.member
  -- C12: an organisation holds a number, a card and a wallet like a person.
  add column kind text not null default 'person' check (kind in ('person', 'organisation')),
  -- C13: when anybody last wrote or confirmed the profile; null means: not since it was enrolled.
  add column touched_at timestamptz,
  -- C08: the agent whose pre-coded card it is, and whether a shop has yet to register it.
  add column agent_code text,
  add column awaits_registration boolean not null default false;
create index member_agent on member.member (agent_code) where agent_code is not null;
create index member_touched on member.member (coalesce(touched_at, recorded_at)) where withdrawn_at is null;

-- C08: what is printed on a card of this design; the catalogue of designs, event credentials among them.
create table member.card_design (
  code text primary key,
  kind text not null check (kind in ('card', 'event')),
  name_zh text not null,
  name_en text not null,
  url text not null,
  sms_number text not null,
  free_phone text not null,
  hotline text not null,
  logo text not null,
  version integer not null default 1
);

-- N12: blank cards with numbers printed before, for a branch, an agent or, with neither, the head office.
create table member.card_batch (
  id uuid primary key,
  fingerprint text not null,
  prefix text not null,
  count integer not null check (count > 0),
  branch_id uuid,
  agent_code text,
  design_code text references member.card_design (code),
  note text not null,
  at timestamptz not null,
  by_id uuid,
  constraint one_place check (branch_id is null or agent_code is null)
);
create index card_batch_order on member.card_batch (at desc, id desc);
create trigger append_only before update or delete on member.card_batch
  for each statement execute function house.refuse_rewriting();

create table member.blank_card (
  number text primary key,
  batch_id uuid not null references member.card_batch (id),
  -- Whom it was given to; null while it is in stock.
  issued_to_id uuid,
  issued_at timestamptz,
  constraint issued_whole check ((issued_to_id is null) = (issued_at is null))
);
create index blank_card_batch on member.blank_card (batch_id, number);
create index blank_card_issued on member.blank_card (issued_to_id) where issued_to_id is not null;
create trigger never_deleted before delete on member.blank_card
  for each statement execute function house.refuse_rewriting();
create trigger only_issuing_changes before update of number, batch_id on member.blank_card
  for each statement execute function house.refuse_rewriting();

-- N13: a shop registers the card of an agent's batch; from then on it is active.
create table member.card_registration (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null unique references member.member (id),
  number text not null,
  branch_id uuid not null,
  at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on member.card_registration
  for each statement execute function house.refuse_rewriting();

create table member.form (
  code text primary key,
  version integer not null default 1,
  name_zh text not null,
  name_en text not null,
  source text not null,
  branch_id uuid,
  prefix text not null,
  -- What the form asks, in order: [{field, required}]; a chain's own fields as extra.<key>.
  fields jsonb not null,
  consent_zh text not null,
  consent_en text not null,
  consent_version text not null,
  screening boolean not null,
  closed_at timestamptz,
  at timestamptz not null
);

-- How many blank forms went out.
create table member.form_issue (
  id uuid primary key,
  fingerprint text not null,
  form_code text not null references member.form (code),
  quantity integer not null check (quantity > 0),
  note text not null,
  at timestamptz not null,
  by_id uuid
);
create index form_issue_form on member.form_issue (form_code);
create trigger append_only before update or delete on member.form_issue
  for each statement execute function house.refuse_rewriting();

-- N14: what came back on a form. Its words are kept until it is decided; then they are a member's profile, or gone.
create table member.submission (
  id uuid primary key,
  fingerprint text not null,
  form_code text not null references member.form (code),
  form_version integer not null,
  tag text not null,
  state text not null check (state in ('screening', 'enrolled', 'rejected')),
  profile jsonb,
  channels text[] not null,
  consent_version text not null,
  at timestamptz not null,
  member_id uuid references member.member (id),
  constraint words_until_decided check ((state = 'screening') = (profile is not null)),
  constraint member_when_enrolled check ((state = 'enrolled') = (member_id is not null))
);
create index submission_waiting on member.submission (at, id) where state = 'screening';
create index submission_form on member.submission (form_code, at desc, id desc);
create trigger never_deleted before delete on member.submission
  for each statement execute function house.refuse_rewriting();
create trigger only_deciding_changes
  before update of id, fingerprint, form_code, form_version, tag, channels, consent_version, at on member.submission
  for each statement execute function house.refuse_rewriting();
create trigger decided_once before update on member.submission
  for each row when (old.state <> 'screening') execute function house.refuse_rewriting();

create table member.submission_decision (
  id uuid primary key,
  fingerprint text not null,
  submission_id uuid not null unique references member.submission (id),
  verdict text not null check (verdict in ('approved', 'rejected')),
  reason text not null,
  at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on member.submission_decision
  for each statement execute function house.refuse_rewriting();

-- N15: whose card counts on whose account.
create table member.household_joining (
  id uuid primary key,
  fingerprint text not null,
  owner_id uuid not null references member.member (id),
  person_id uuid not null references member.member (id),
  relation text not null,
  -- The most this person may spend from the account in a month; null for no limit.
  month_most_minor bigint check (month_most_minor >= 0),
  at timestamptz not null,
  by_id uuid,
  -- The leaving that ended it; null while it stands.
  left_by_id uuid,
  constraint two_members check (owner_id <> person_id)
);
create unique index household_standing on member.household_joining (person_id) where left_by_id is null;
create index household_owner on member.household_joining (owner_id) where left_by_id is null;
create trigger never_deleted before delete on member.household_joining
  for each statement execute function house.refuse_rewriting();
create trigger only_leaving_and_quota_change
  before update of id, fingerprint, owner_id, person_id, relation, at, by_id on member.household_joining
  for each statement execute function house.refuse_rewriting();
create trigger left_once before update on member.household_joining
  for each row when (old.left_by_id is not null) execute function house.refuse_rewriting();

create table member.household_leaving (
  id uuid primary key,
  fingerprint text not null,
  joining_id uuid not null unique references member.household_joining (id),
  reason text not null,
  at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on member.household_leaving
  for each statement execute function house.refuse_rewriting();

-- N16: an organisation is a member whose profile is this.
create table member.organisation (
  member_id uuid primary key references member.member (id),
  fingerprint text not null,
  type text not null check (type in ('sole_trader', 'government', 'institution')),
  tax_number text,
  version integer not null default 1
);
create unique index organisation_tax_number on member.organisation (tax_number) where tax_number is not null;

create table member.contact_person (
  id uuid primary key,
  fingerprint text not null,
  organisation_id uuid not null references member.organisation (member_id),
  name text not null,
  mobile text,
  role text not null,
  -- A card of their own that counts on the organisation's account.
  number text,
  month_most_minor bigint check (month_most_minor >= 0),
  at timestamptz not null,
  left_at timestamptz
);
create unique index contact_person_number on member.contact_person (number) where number is not null;
create index contact_person_organisation on member.contact_person (organisation_id);
create trigger never_deleted before delete on member.contact_person
  for each statement execute function house.refuse_rewriting();

-- N4 for people who are not members themselves.
create table member.contact_consent (
  id uuid primary key,
  contact_id uuid not null references member.contact_person (id),
  channel text not null check (channel in ('email', 'sms')),
  granted boolean not null,
  text_version text not null,
  at timestamptz not null
);
create index contact_consent_latest on member.contact_consent (contact_id, channel, at desc, id desc);
create trigger append_only before update or delete on member.contact_consent
  for each statement execute function house.refuse_rewriting();

-- N6 for the card of a contact person as well: whichever comes second is tried again and refused in its own words.
create or replace function member.refuse_replaced_numbers() returns trigger language plpgsql as $$
begin
  if exists (select from added a join member.card_replacement r on r.old_number = a.number)
     or exists (select from added a join member.contact_person c on c.number = a.number) then
    raise exception 'N6: a replaced number names its member for ever' using errcode = 'unique_violation';
  end if;
  return null;
end $$;
create or replace function member.refuse_replaced_number() returns trigger language plpgsql as $$
begin
  if exists (select from member.card_replacement r where r.old_number = new.number)
     or exists (select from member.contact_person c where c.number = new.number) then
    raise exception 'N6: a replaced number names its member for ever' using errcode = 'unique_violation';
  end if;
  return null;
end $$;
create function member.refuse_members_number() returns trigger language plpgsql as $$
begin
  if exists (select from member.card_replacement r where r.old_number = new.number)
     or exists (select from member.member m where m.number = new.number) then
    raise exception 'N16: a card of a contact person is nobody else''s' using errcode = 'unique_violation';
  end if;
  return null;
end $$;
create trigger contact_number_is_free after insert on member.contact_person
  for each row when (new.number is not null) execute function member.refuse_members_number();

create function member.audit_forms_laws() returns setof text language sql stable as $$
  values ('N12 batch has its cards'), ('N12 issued card names its holder'), ('N13 registered or waiting'),
         ('N14 decided by a row'), ('N15 joining ends by a leaving'), ('N15 owner shares nobody''s account'),
         ('N16 organisation is a member'), ('N16 contact''s card is nobody else''s')
$$;

create function member.audit_forms() returns table (law text, subject text, detail text) language sql stable as $$
  select 'N12 batch has its cards', b.id::text, b.count || ' but ' || count(c.number)
    from member.card_batch b left join member.blank_card c on c.batch_id = b.id
   group by b.id having b.count <> count(c.number)
  union all
  -- Whoever holds a number that was printed before took it out of stock.
  select 'N12 issued card names its holder', c.number, coalesce(c.issued_to_id::text, 'in stock')
    from member.blank_card c join member.member m on m.number = c.number
   where c.issued_to_id is distinct from m.id
  union all
  select 'N13 registered or waiting', m.id::text, m.number
    from member.member m join member.card_registration r on r.member_id = m.id
   where m.awaits_registration
  union all
  select 'N13 registered or waiting', m.id::text, m.number || ' waits without an agent'
    from member.member m where m.awaits_registration and m.agent_code is null
  union all
  select 'N14 decided by a row', s.id::text, s.state || ' but ' || d.verdict
    from member.submission s join member.submission_decision d on d.submission_id = s.id
   where s.state <> case d.verdict when 'approved' then 'enrolled' else 'rejected' end
  union all
  select 'N14 decided by a row', s.id::text, 'rejected by nobody'
    from member.submission s
   where s.state = 'rejected' and not exists (select from member.submission_decision d where d.submission_id = s.id)
  union all
  select 'N15 joining ends by a leaving', j.id::text, coalesce(j.left_by_id::text, 'stands')
    from member.household_joining j left join member.household_leaving l on l.joining_id = j.id
   where j.left_by_id is distinct from l.id
  union all
  select 'N15 owner shares nobody''s account', j.id::text, o.owner_id::text
    from member.household_joining j join member.household_joining o on o.person_id = j.owner_id
   where j.left_by_id is null and o.left_by_id is null
  union all
  select 'N16 organisation is a member', m.id::text, m.kind
    from member.member m left join member.organisation o on o.member_id = m.id
   where (m.kind = 'organisation') <> (o.member_id is not null)
  union all
  select 'N16 contact''s card is nobody else''s', c.id::text, c.number
    from member.contact_person c join member.member m on m.number = c.number
$$;
