-- What the migrations make, for review. Written by `npm run schema`; do not edit.

create schema campaign;

create table campaign.assignment (
  campaign_id uuid not null,
  member_id uuid not null,
  arm text not null,
  bucket double precision not null,
  stratum text not null,
  constraint assignment_pkey PRIMARY KEY (campaign_id, member_id),
  constraint assignment_campaign_id_member_id_arm_key UNIQUE (campaign_id, member_id, arm),
  constraint assignment_arm_check CHECK (arm = ANY (ARRAY['treated'::text, 'control'::text])),
  constraint assignment_bucket_check CHECK (bucket >= 0::double precision AND bucket < 1::double precision),
  constraint assignment_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign.campaign(id)
);
CREATE INDEX assignment_member ON campaign.assignment USING btree (member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.assignment FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER drawn_at_launch AFTER INSERT ON campaign.assignment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION campaign.refuse_late_assignment();

create table campaign.campaign (
  id uuid not null,
  fingerprint text not null,
  name text not null,
  segment_id uuid not null,
  channel text not null,
  subject text not null,
  body text not null,
  control_share_bps integer not null,
  window_days integer not null,
  message_cost_minor bigint not null,
  margin_bps integer,
  salt text not null,
  created_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  launched_at timestamp with time zone,
  launched_by_id uuid,
  starts_on date,
  ends_on date,
  treated integer default 0 not null,
  control integer default 0 not null,
  constraint campaign_pkey PRIMARY KEY (id),
  constraint campaign_channel_check CHECK (channel = ANY (ARRAY['email'::text, 'sms_file'::text, 'record'::text])),
  constraint campaign_control_share_bps_check CHECK (control_share_bps >= 100 AND control_share_bps <= 5000),
  constraint campaign_margin_bps_check CHECK (margin_bps >= 1 AND margin_bps <= 10000),
  constraint campaign_message_cost_minor_check CHECK (message_cost_minor >= 0),
  constraint campaign_window_days_check CHECK (window_days >= 1 AND window_days <= 366),
  constraint launched_whole CHECK ((launched_at IS NULL) = (starts_on IS NULL) AND (launched_at IS NULL) = (ends_on IS NULL) AND (launched_at IS NOT NULL OR (treated + control) = 0) AND (ends_on IS NULL OR ends_on > starts_on))
);
CREATE UNIQUE INDEX campaign_name ON campaign.campaign USING btree (lower(name));
CREATE INDEX campaign_newest ON campaign.campaign USING btree (created_at DESC, id DESC);
CREATE INDEX campaign_segment ON campaign.campaign USING btree (segment_id);
CREATE TRIGGER kept_after_launch BEFORE DELETE OR UPDATE ON campaign.campaign FOR EACH ROW EXECUTE FUNCTION campaign.refuse_change_after_launch();

create table campaign.mail_server (
  one boolean default true not null,
  configured boolean not null,
  said_at timestamp with time zone not null,
  constraint mail_server_pkey PRIMARY KEY (one),
  constraint mail_server_one_check CHECK (one)
);

create table campaign.message (
  id uuid not null,
  campaign_id uuid not null,
  member_id uuid not null,
  step smallint default 1 not null,
  arm text default 'treated'::text not null,
  channel text not null,
  state text not null,
  attempts smallint default 0 not null,
  trouble text,
  queued_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  checked_at timestamp with time zone,
  settled_at timestamp with time zone,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_campaign_id_member_id_step_key UNIQUE (campaign_id, member_id, step),
  constraint handed_checked CHECK ((state <> ALL (ARRAY['sent'::text, 'exported'::text])) OR checked_at IS NOT NULL),
  constraint message_arm_check CHECK (arm = 'treated'::text),
  constraint message_attempts_check CHECK (attempts >= 0),
  constraint message_channel_check CHECK (channel = ANY (ARRAY['email'::text, 'sms_file'::text])),
  constraint message_state_check CHECK (state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'withheld'::text, 'unreachable'::text, 'exported'::text])),
  constraint message_step_check CHECK (step >= 1),
  constraint settled_whole CHECK ((state = 'queued'::text) = (settled_at IS NULL)),
  constraint message_campaign_id_member_id_arm_fkey FOREIGN KEY (campaign_id, member_id, arm) REFERENCES campaign.assignment(campaign_id, member_id, arm)
);
CREATE INDEX message_campaign ON campaign.message USING btree (campaign_id, state);
CREATE INDEX message_due ON campaign.message USING btree (next_try_at, id) WHERE ((state = 'queued'::text) AND (channel = 'email'::text));
CREATE TRIGGER settled_is_final BEFORE DELETE OR UPDATE ON campaign.message FOR EACH ROW EXECUTE FUNCTION campaign.refuse_reopening();

CREATE OR REPLACE FUNCTION campaign.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION campaign.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('K1 assigned is the segment'), ('K2 control is never sent to'), ('K3 one message each'),
         ('K4 arms as counted'), ('K6 consent before every hand-off')
$function$;

CREATE OR REPLACE FUNCTION campaign.refuse_change_after_launch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.launched_at is not null then
    raise exception 'K4: a launched campaign stays as it was' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION campaign.refuse_late_assignment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from fresh f join campaign.campaign c on c.id = f.campaign_id where c.launched_at is not null) then
    raise exception 'K1: nobody joins a campaign after its launch' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION campaign.refuse_reopening()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.state <> 'queued'
     or (new.id, new.campaign_id, new.member_id, new.step, new.arm, new.channel)
        is distinct from (old.id, old.campaign_id, old.member_id, old.step, old.arm, old.channel) then
    raise exception 'K5: a settled message stays settled' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema demo;

create table demo.tour (
  chain_id uuid not null,
  language text not null,
  stage text not null,
  first_file_id uuid,
  later_file_id uuid,
  segment_ids uuid[] default '{}'::uuid[] not null,
  campaign_id uuid,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint tour_pkey PRIMARY KEY (chain_id),
  constraint tour_stage_check CHECK (stage = ANY (ARRAY['founded'::text, 'first_year'::text, 'segments'::text, 'campaign'::text, 'later_sales'::text, 'done'::text]))
);

create schema goods;

create table goods.product (
  id uuid not null,
  fingerprint text not null,
  code text not null,
  name text not null,
  category text default ''::text not null,
  barcode text,
  price_minor bigint,
  recorded_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint product_pkey PRIMARY KEY (id),
  constraint product_price_minor_check CHECK (price_minor >= 0)
);
CREATE UNIQUE INDEX product_barcode ON goods.product USING btree (barcode) WHERE ((withdrawn_at IS NULL) AND (barcode IS NOT NULL));
CREATE UNIQUE INDEX product_code ON goods.product USING btree (code) WHERE (withdrawn_at IS NULL);

create schema house;

create table house.event (
  seq bigint generated always as identity not null,
  horizon xid8 default pg_current_xact_id() not null,
  kind text not null,
  subject_id uuid,
  body jsonb not null,
  recorded_at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  request_id text,
  constraint event_pkey PRIMARY KEY (seq)
);
CREATE INDEX event_order ON house.event USING btree (horizon, seq);
CREATE INDEX event_subject ON house.event USING btree (subject_id, seq);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON house.event FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table house.reader (
  name text not null,
  horizon xid8 default '0'::xid8 not null,
  seq bigint default 0 not null,
  constraint reader_pkey PRIMARY KEY (name)
);

CREATE OR REPLACE FUNCTION house.refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'M2: % is append-only, % is refused', tg_table_schema || '.' || tg_table_name, lower(tg_op)
    using errcode = 'integrity_constraint_violation';
end $function$;

create schema import;

create table import.applied (
  kind text not null,
  natural_key text not null,
  fingerprint text not null,
  subject_id uuid not null,
  file_id uuid not null,
  made text not null,
  constraint applied_pkey PRIMARY KEY (kind, natural_key),
  constraint applied_file_id_fkey FOREIGN KEY (file_id) REFERENCES import.file(id)
);
CREATE INDEX applied_file ON import.applied USING btree (file_id, natural_key);

create table import.file (
  id uuid not null,
  fingerprint text not null,
  kind text not null,
  name text not null,
  size_bytes bigint not null,
  sha256 text,
  parts integer,
  state text not null,
  shape jsonb,
  mapping jsonb,
  options jsonb,
  trial jsonb,
  trouble jsonb,
  groups_done integer default 0 not null,
  rows_total integer,
  rows_done integer default 0 not null,
  imported integer default 0 not null,
  duplicates integer default 0 not null,
  refused integer default 0 not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  by_id uuid,
  by_name text not null,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_kind_check CHECK (kind = ANY (ARRAY['members'::text, 'products'::text, 'sales'::text, 'balances'::text])),
  constraint file_size_bytes_check CHECK (size_bytes > 0),
  constraint file_state_check CHECK (state = ANY (ARRAY['uploading'::text, 'ready'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'undoing'::text, 'undone'::text, 'failed'::text]))
);
CREATE INDEX file_created ON import.file USING btree (created_at DESC, id DESC);

create table import.mapping (
  kind text not null,
  signature text not null,
  mapping jsonb not null,
  options jsonb not null,
  saved_at timestamp with time zone not null,
  constraint mapping_pkey PRIMARY KEY (kind, signature)
);

create table import.part (
  file_id uuid not null,
  no integer not null,
  sha256 text not null,
  bytes bytea not null,
  constraint part_pkey PRIMARY KEY (file_id, no),
  constraint part_no_check CHECK (no > 0),
  constraint part_file_id_fkey FOREIGN KEY (file_id) REFERENCES import.file(id)
);

create table import."row" (
  file_id uuid not null,
  row_no integer not null,
  outcome text not null,
  code text not null,
  details jsonb default '{}'::jsonb not null,
  cells text[] not null,
  constraint row_pkey PRIMARY KEY (file_id, row_no),
  constraint row_outcome_check CHECK (outcome = ANY (ARRAY['refused'::text, 'duplicate'::text])),
  constraint row_file_id_fkey FOREIGN KEY (file_id) REFERENCES import.file(id)
);

CREATE OR REPLACE FUNCTION import.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'I1 every row is accounted for', f.id::text,
         f.imported || ' + ' || f.duplicates || ' + ' || f.refused || ' of ' || f.rows_done || ', listed '
           || coalesce(r.duplicates, 0) || ' and ' || coalesce(r.refused, 0)
    from import.file f
    left join (select file_id, count(*) filter (where outcome = 'duplicate') as duplicates,
                      count(*) filter (where outcome = 'refused') as refused
                 from import.row group by file_id) r on r.file_id = f.id
   where f.state in ('running', 'done')
     and (f.imported + f.duplicates + f.refused <> f.rows_done
          or f.duplicates <> coalesce(r.duplicates, 0) or f.refused <> coalesce(r.refused, 0)
          or (f.state = 'done' and f.rows_done <> f.rows_total))
  union all
  select 'I4 an undone file holds no key', f.id::text, count(*)::text
    from import.file f join import.applied a on a.file_id = f.id
   where f.state = 'undone' group by f.id
$function$;

CREATE OR REPLACE FUNCTION import.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('I1 every row is accounted for'), ('I4 an undone file holds no key')
$function$;

create schema insight;

create table insight.member_day (
  member_id uuid not null,
  day date not null,
  purchases integer not null,
  spend_minor bigint not null,
  constraint member_day_pkey PRIMARY KEY (member_id, day)
);
CREATE INDEX member_day_by_day ON insight.member_day USING btree (day);

create table insight.segment (
  id uuid not null,
  fingerprint text not null,
  name text not null,
  rule jsonb not null,
  as_of date not null,
  window_months smallint not null,
  members integer not null,
  spend_minor bigint not null,
  created_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint segment_pkey PRIMARY KEY (id),
  constraint segment_members_check CHECK (members > 0)
);
CREATE UNIQUE INDEX segment_name ON insight.segment USING btree (lower(name));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON insight.segment FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table insight.segment_member (
  segment_id uuid not null,
  member_id uuid not null,
  purchases integer not null,
  last_day date not null,
  spend_minor bigint not null,
  r smallint not null,
  f smallint not null,
  m smallint not null,
  quadrant text not null,
  lifecycle text not null,
  constraint segment_member_pkey PRIMARY KEY (segment_id, member_id),
  constraint segment_member_f_check CHECK (f >= 1 AND f <= 5),
  constraint segment_member_m_check CHECK (m >= 1 AND m <= 5),
  constraint segment_member_r_check CHECK (r >= 1 AND r <= 5),
  constraint segment_member_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES insight.segment(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON insight.segment_member FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION insight.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with place as (select horizon, seq from house.reader where name = 'insight.member_day'),
  told as (
    select (e.body ->> 'memberId')::uuid as member_id, (e.body ->> 'day')::date as day,
           sum(case when e.body ->> 'kind' = 'sale' then case e.kind when 'sale.recorded' then 1 else -1 end else 0
             end) as purchases,
           sum((e.body ->> 'totalMinor')::bigint * case e.kind when 'sale.recorded' then 1 else -1 end) as spend
      from house.event e, place p
     where e.kind in ('sale.recorded', 'sale.voided') and e.body ->> 'memberId' is not null and (e.horizon, e.seq)
       <= (p.horizon, p.seq)
     group by 1, 2)
  select 'G1 projection equals the sales read', coalesce(t.member_id, d.member_id) || ' ' || coalesce(t.day, d.day),
         coalesce(d.purchases, 0) || '/' || coalesce(d.spend_minor, 0) || ' but told ' || coalesce(t.purchases, 0)
           || '/' || coalesce(t.spend, 0)
    from told t full join insight.member_day d on d.member_id = t.member_id and d.day = t.day
   where coalesce(d.purchases, 0) <> coalesce(t.purchases, 0) or coalesce(d.spend_minor, 0) <> coalesce(t.spend, 0)
  union all
  select 'G2 segment counts its members', s.id::text, s.members || ' but has ' || count(m.member_id)
    from insight.segment s left join insight.segment_member m on m.segment_id = s.id
   group by s.id, s.members having s.members <> count(m.member_id)
$function$;

CREATE OR REPLACE FUNCTION insight.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G1 projection equals the sales read'), ('G2 segment counts its members')
$function$;

create schema ledger;

create table ledger.account (
  id uuid not null,
  unit text not null,
  purpose text not null,
  holder_id uuid,
  floor bigint,
  balance bigint,
  opened_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_unit_purpose_holder_id_key UNIQUE NULLS NOT DISTINCT (unit, purpose, holder_id),
  constraint balance_above_floor CHECK (floor IS NULL OR balance >= floor),
  constraint holders_have_balances CHECK ((holder_id IS NULL) = (balance IS NULL))
);
CREATE INDEX account_holder ON ledger.account USING btree (holder_id);
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_balance_changes BEFORE UPDATE OF id, unit, purpose, holder_id, floor, opened_at ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table ledger.lot (
  id uuid not null,
  account_id uuid not null,
  origin_id uuid not null,
  amount bigint not null,
  remaining bigint not null,
  expires_on date,
  opened_at timestamp with time zone not null,
  constraint lot_pkey PRIMARY KEY (id),
  constraint lot_amount_check CHECK (amount > 0),
  constraint lot_within_its_amount CHECK (remaining >= 0 AND remaining <= amount),
  constraint lot_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.account(id),
  constraint lot_origin_id_fkey FOREIGN KEY (origin_id) REFERENCES ledger.transaction(id)
);
CREATE INDEX lot_open ON ledger.lot USING btree (account_id) WHERE (remaining > 0);
CREATE INDEX lot_origin ON ledger.lot USING btree (origin_id);
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger.lot FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_remaining_changes BEFORE UPDATE OF id, account_id, origin_id, amount, expires_on, opened_at ON ledger.lot FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table ledger.posting (
  transaction_id uuid not null,
  line smallint not null,
  account_id uuid not null,
  unit text not null,
  amount bigint not null,
  lot_id uuid,
  constraint posting_pkey PRIMARY KEY (transaction_id, line),
  constraint posting_amount_check CHECK (amount <> 0),
  constraint posting_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.account(id),
  constraint posting_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES ledger.lot(id),
  constraint posting_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES ledger.transaction(id)
);
CREATE INDEX posting_account ON ledger.posting USING btree (account_id, transaction_id);
CREATE INDEX posting_lot ON ledger.posting USING btree (lot_id) WHERE (lot_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.posting FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER posting_balanced AFTER INSERT ON ledger.posting REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.prove_balanced();

create table ledger.transaction (
  id uuid not null,
  kind text not null,
  cause_id uuid not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  branch_id uuid,
  program_version integer,
  reason text,
  reverses_id uuid,
  by_id uuid,
  constraint transaction_pkey PRIMARY KEY (id),
  constraint transaction_reverses_id_key UNIQUE (reverses_id),
  constraint transaction_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES ledger.transaction(id)
);
CREATE INDEX transaction_cause ON ledger.transaction USING btree (cause_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.transaction FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION ledger.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'L1 balanced', transaction_id::text, unit || ' rest ' || sum(amount)
    from ledger.posting group by transaction_id, unit having sum(amount) <> 0
  union all
  select 'L1 has postings', t.id::text, t.kind
    from ledger.transaction t where not exists (select from ledger.posting p where p.transaction_id = t.id)
  union all
  select 'L3 balance is postings', a.id::text, a.balance || ' but postings say ' || coalesce(p.total, 0)
    from ledger.account a
    left join (select account_id, sum(amount) as total from ledger.posting group by account_id) p on p.account_id = a.id
   where a.balance is not null and a.balance <> coalesce(p.total, 0)
  union all
  select 'L3 balance is lots', a.id::text, a.balance || ' but lots say ' || coalesce(l.total, 0)
    from ledger.account a
    left join (select account_id, sum(remaining) as total from ledger.lot group by account_id) l on l.account_id = a.id
   where a.purpose = 'member' and a.balance <> coalesce(l.total, 0)
  union all
  select 'L4 floor', a.id::text, a.balance || ' below ' || a.floor
    from ledger.account a where a.floor is not null and a.balance < a.floor
  union all
  select 'L5 lot is its postings', l.id::text, l.remaining || ' but postings say ' || coalesce(p.total, 0)
    from ledger.lot l
    left join (select lot_id, sum(amount) as total from ledger.posting where lot_id is not null group by lot_id) p
      on p.lot_id = l.id
   where l.remaining <> coalesce(p.total, 0)
  union all
  select 'L6 reversal mirrors', t.id::text, u.unit
    from ledger.transaction t
    join lateral (
      select unit, purpose_total from (
        select p.unit, a.holder_id, sum(p.amount) as purpose_total
          from ledger.posting p join ledger.account a on a.id = p.account_id
         where p.transaction_id in (t.id, t.reverses_id)
         group by p.unit, a.holder_id) both_ways
       where purpose_total <> 0) u on true
   where t.reverses_id is not null
  union all
  select 'L7 units never mix', p.transaction_id::text, p.unit || ' on an account of ' || a.unit
    from ledger.posting p join ledger.account a on a.id = p.account_id where a.unit <> p.unit
$function$;

CREATE OR REPLACE FUNCTION ledger.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('L1 balanced'), ('L3 balance is postings'), ('L3 balance is lots'), ('L4 floor'), ('L5 lot is its postings'),
         ('L6 reversal mirrors'), ('L7 units never mix'), ('L1 has postings')
$function$;

CREATE OR REPLACE FUNCTION ledger.prove_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  crooked record;
begin
  select transaction_id, unit, sum(amount) as rest into crooked
    from added group by transaction_id, unit having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'L1: transaction % does not balance in %: rest %', crooked.transaction_id, crooked.unit,
      crooked.rest
      using errcode = 'integrity_constraint_violation';
  end if;
  select p.transaction_id into crooked
    from ledger.posting p
    join (select transaction_id, count(*) as lines from added group by transaction_id) a using (transaction_id)
   group by p.transaction_id, a.lines having count(*) <> a.lines limit 1;
  if found then
    raise exception 'L1: postings were added to the closed transaction %', crooked.transaction_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $function$;

create schema member;

create table member.consent (
  id uuid not null,
  member_id uuid not null,
  channel text not null,
  granted boolean not null,
  text_version text not null,
  source text not null,
  at timestamp with time zone not null,
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_channel_check CHECK (channel = ANY (ARRAY['email'::text, 'sms'::text])),
  constraint consent_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE INDEX consent_latest ON member.consent USING btree (member_id, channel, at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.consent FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.field (
  key text not null,
  kind text not null,
  label_zh text not null,
  label_en text not null,
  choices text[] default '{}'::text[] not null,
  sort integer generated always as identity not null,
  constraint field_pkey PRIMARY KEY (key),
  constraint field_kind_check CHECK (kind = ANY (ARRAY['text'::text, 'number'::text, 'day'::text, 'choice'::text, 'flag'::text]))
);

create table member.member (
  id uuid not null,
  fingerprint text not null,
  number text not null,
  source text not null,
  branch_id uuid,
  joined_on date not null,
  recorded_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  version integer default 1 not null,
  name text not null,
  gender text,
  birth_on date,
  age_years smallint,
  id_number text,
  education text,
  income text,
  address text,
  postcode text,
  phone text,
  mobile text,
  email text,
  extra jsonb default '{}'::jsonb not null,
  constraint member_pkey PRIMARY KEY (id),
  constraint member_age_years_check CHECK (age_years >= 0 AND age_years <= 150),
  constraint member_gender_check CHECK (gender = ANY (ARRAY['female'::text, 'male'::text, 'other'::text]))
);
CREATE INDEX member_email ON member.member USING btree (lower(email)) WHERE (withdrawn_at IS NULL);
CREATE INDEX member_joined ON member.member USING btree (joined_on DESC, number) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX member_mobile ON member.member USING btree (mobile) WHERE ((withdrawn_at IS NULL) AND (mobile IS NOT NULL));
CREATE INDEX member_mobile_tail ON member.member USING btree ("right"(mobile, 4)) WHERE (withdrawn_at IS NULL);
CREATE INDEX member_name ON member.member USING btree (lower(name) text_pattern_ops) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX member_number ON member.member USING btree (number);

create table member.series (
  prefix text not null,
  width smallint not null,
  next bigint default 1 not null,
  constraint series_pkey PRIMARY KEY (prefix),
  constraint series_next_check CHECK (next > 0),
  constraint series_width_check CHECK (width >= 1 AND width <= 18)
);

CREATE OR REPLACE FUNCTION member.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'N1', s.prefix, 'a number at or above the next serial was given out: ' || max(m.number)
    from member.series s
    join member.member m
      on starts_with(m.number, s.prefix) and length(m.number) = length(s.prefix) + s.width
     and substr(m.number, length(s.prefix) + 1) ~ '^[0-9]+$'
   where m.source <> 'import' and substr(m.number, length(s.prefix) + 1)::bigint >= s.next
   group by s.prefix
  union all
  select 'N3', m.mobile, count(*) || ' living members share a mobile'
    from member.member m where m.withdrawn_at is null and m.mobile is not null
   group by m.mobile having count(*) > 1
$function$;

CREATE OR REPLACE FUNCTION member.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('N1'), ('N3')
$function$;

create schema org;

create table org.api_key (
  id uuid not null,
  name text not null,
  prefix text not null,
  secret_sha256 bytea not null,
  scopes text[] not null,
  made_at timestamp with time zone not null,
  made_by uuid,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_secret_sha256_key UNIQUE (secret_sha256)
);

create table org.branch (
  id uuid not null,
  code text not null,
  name text not null,
  region text not null,
  zone text not null,
  closing_hour integer not null,
  opened_on date not null,
  closed_on date,
  version integer default 1 not null,
  constraint branch_pkey PRIMARY KEY (id),
  constraint branch_code_key UNIQUE (code),
  constraint branch_check CHECK (closed_on >= opened_on),
  constraint branch_closing_hour_check CHECK (closing_hour >= 0 AND closing_hour <= 23)
);

create table org.chain (
  one boolean default true not null,
  id uuid not null,
  name text not null,
  country text not null,
  currency text not null,
  zone text not null,
  closing_hour integer not null,
  language text not null,
  salt text not null,
  founded_at timestamp with time zone not null,
  constraint chain_pkey PRIMARY KEY (one),
  constraint chain_id_key UNIQUE (id),
  constraint chain_closing_hour_check CHECK (closing_hour >= 0 AND closing_hour <= 23),
  constraint chain_language_check CHECK (language = ANY (ARRAY['zh-CN'::text, 'en'::text])),
  constraint chain_one_check CHECK (one)
);

create table org.session (
  id uuid not null,
  token_sha256 bytea not null,
  staff_id uuid not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_sha256_key UNIQUE (token_sha256),
  constraint session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES org.staff(id)
);
CREATE INDEX session_staff ON org.session USING btree (staff_id) WHERE (ended_at IS NULL);

create table org.staff (
  id uuid not null,
  login text not null,
  name text not null,
  language text not null,
  password text not null,
  whole_chain boolean not null,
  hired_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  version integer default 1 not null,
  constraint staff_pkey PRIMARY KEY (id),
  constraint staff_language_check CHECK (language = ANY (ARRAY['zh-CN'::text, 'en'::text]))
);
CREATE UNIQUE INDEX staff_login ON org.staff USING btree (lower(login));

create table org.staff_branch (
  staff_id uuid not null,
  branch_id uuid not null,
  constraint staff_branch_pkey PRIMARY KEY (staff_id, branch_id),
  constraint staff_branch_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES org.branch(id),
  constraint staff_branch_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES org.staff(id)
);

create table org.staff_role (
  staff_id uuid not null,
  role text not null,
  constraint staff_role_pkey PRIMARY KEY (staff_id, role),
  constraint staff_role_role_check CHECK (role = ANY (ARRAY['owner'::text, 'manager'::text, 'cashier'::text, 'marketer'::text, 'auditor'::text])),
  constraint staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES org.staff(id)
);

create table org.throttle (
  key text not null,
  failures integer default 0 not null,
  failed_at timestamp with time zone,
  trusted_at timestamp with time zone,
  constraint throttle_pkey PRIMARY KEY (key)
);

CREATE OR REPLACE FUNCTION org.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION org.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('O1: whoever works here works for the one chain'), ('O2: an owner who can sign in exists'),
         ('O3: sessions of disabled staff are ended'), ('O4: staff hold a role and a place'),
         ('O7: a branch is open')
$function$;

create schema program;

create table program.version (
  version integer not null,
  id uuid not null,
  fingerprint text not null,
  document jsonb not null,
  published_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint version_pkey PRIMARY KEY (version),
  constraint version_id_key UNIQUE (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON program.version FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create schema sale;

create table sale.line (
  sale_id uuid not null,
  no integer not null,
  product_code text not null,
  product_id uuid,
  name text not null,
  quantity numeric(14,3) not null,
  unit_price_minor bigint not null,
  charged_minor bigint not null,
  constraint line_pkey PRIMARY KEY (sale_id, no),
  constraint line_charged_minor_check CHECK (charged_minor >= 0),
  constraint line_quantity_check CHECK (quantity > 0::numeric),
  constraint line_unit_price_minor_check CHECK (unit_price_minor >= 0),
  constraint line_sale_id_fkey FOREIGN KEY (sale_id) REFERENCES sale.sale(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.line FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.refusal (
  id uuid not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.sale (
  id uuid not null,
  fingerprint text not null,
  kind text not null,
  source text not null,
  branch_id uuid not null,
  till text,
  receipt_no text,
  member_id uuid,
  returns_id uuid,
  day date not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  program_version integer not null,
  total_minor bigint not null,
  points bigint not null,
  points_balance bigint,
  constraint sale_pkey PRIMARY KEY (id),
  constraint sale_kind_check CHECK (kind = ANY (ARRAY['sale'::text, 'return'::text])),
  constraint sale_sign CHECK (
CASE kind
    WHEN 'sale'::text THEN total_minor >= 0
    ELSE total_minor <= 0
END),
  constraint sale_returns_id_fkey FOREIGN KEY (returns_id) REFERENCES sale.sale(id)
);
CREATE INDEX sale_day ON sale.sale USING btree (day, branch_id);
CREATE INDEX sale_member ON sale.sale USING btree (member_id, happened_at DESC) WHERE (member_id IS NOT NULL);
CREATE INDEX sale_receipt ON sale.sale USING btree (receipt_no) WHERE (receipt_no IS NOT NULL);
CREATE INDEX sale_returns ON sale.sale USING btree (returns_id) WHERE (returns_id IS NOT NULL);
CREATE INDEX sale_time ON sale.sale USING btree (happened_at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.sale FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.tender (
  sale_id uuid not null,
  no smallint not null,
  kind text not null,
  amount_minor bigint not null,
  constraint tender_pkey PRIMARY KEY (sale_id, no),
  constraint tender_amount_minor_check CHECK (amount_minor >= 0),
  constraint tender_sale_id_fkey FOREIGN KEY (sale_id) REFERENCES sale.sale(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.tender FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.voiding (
  sale_id uuid not null,
  at timestamp with time zone not null,
  reason text not null,
  by_id uuid,
  constraint voiding_pkey PRIMARY KEY (sale_id),
  constraint voiding_sale_id_fkey FOREIGN KEY (sale_id) REFERENCES sale.sale(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.voiding FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION sale.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'S1 applied or refused', s.id::text, r.code from sale.sale s join sale.refusal r on r.id = s.id
  union all
  select 'S2 lines sum to total', s.id::text, s.total_minor || ' but lines say ' || coalesce(l.total, 0)
    from sale.sale s
    left join (select sale_id, sum(charged_minor) as total from sale.line group by sale_id) l on l.sale_id = s.id
   where abs(s.total_minor) <> coalesce(l.total, 0)
  union all
  select 'S2 tenders sum to total', s.id::text, s.total_minor || ' but tenders say ' || coalesce(t.total, 0)
    from sale.sale s
    left join (select sale_id, sum(amount_minor) as total from sale.tender group by sale_id) t on t.sale_id = s.id
   where abs(s.total_minor) <> coalesce(t.total, 0)
  union all
  select 'S4 points on the ledger', s.id::text, s.points || ' but the ledger says ' || coalesce(l.total, 0)
    from sale.sale s
    left join (select t.cause_id, sum(p.amount) as total
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.holder_id is not null
                where t.kind in ('earn', 'claw_back') group by t.cause_id) l on l.cause_id = s.id
   where s.points <> coalesce(l.total, 0)
  union all
  select 'S5 returns within sale', s.id::text, 'returned ' || r.total || ' of ' || s.total_minor
    from sale.sale s
    join (select x.returns_id, -sum(x.total_minor) as total from sale.sale x
           where not exists (select from sale.voiding v where v.sale_id = x.id) group by x.returns_id) r on
             r.returns_id = s.id
   where r.total > s.total_minor
  union all
  select 'S6 voided is reversed', v.sale_id::text, v.reason
    from sale.voiding v
    join ledger.transaction t on t.cause_id = v.sale_id and t.reverses_id is null
   where not exists (select from ledger.transaction r where r.reverses_id = t.id)
  union all
  select 'S7 an event per sale', s.id::text, s.kind
    from sale.sale s where not exists (select from house.event e where e.subject_id = s.id and e.kind = 'sale.recorded')
$function$;

CREATE OR REPLACE FUNCTION sale.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('S1 applied or refused'), ('S2 lines sum to total'), ('S2 tenders sum to total'), ('S4 points on the ledger'),
         ('S5 returns within sale'), ('S6 voided is reversed'), ('S7 an event per sale')
$function$;

create schema wallet;

create table wallet.opening (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  unit text not null,
  amount bigint not null,
  opened_on date not null,
  expires_on date,
  recorded_at timestamp with time zone not null,
  constraint opening_pkey PRIMARY KEY (id),
  constraint opening_amount_check CHECK (amount > 0),
  constraint opening_unit_check CHECK (unit = ANY (ARRAY['points'::text, 'principal'::text, 'bonus'::text]))
);
CREATE INDEX opening_member ON wallet.opening USING btree (member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.opening FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.opening_voiding (
  opening_id uuid not null,
  at timestamp with time zone not null,
  reason text not null,
  by_id uuid,
  constraint opening_voiding_pkey PRIMARY KEY (opening_id),
  constraint opening_voiding_opening_id_fkey FOREIGN KEY (opening_id) REFERENCES wallet.opening(id)
);

CREATE OR REPLACE FUNCTION wallet.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'W1 opening is posted', o.id::text, o.unit
    from wallet.opening o where not exists (select from ledger.transaction t where t.cause_id = o.id and t.kind =
      'opening')
  union all
  select 'W2 voided opening is reversed', v.opening_id::text, v.reason
    from wallet.opening_voiding v
   where not exists (select from ledger.transaction t join ledger.transaction r on r.reverses_id = t.id
                      where t.cause_id = v.opening_id)
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W1 opening is posted'), ('W2 voided opening is reversed')
$function$;
