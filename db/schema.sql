-- What the migrations make, for review. Written by `npm run schema`; do not edit.

create schema booking;

create table booking.act (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  booking_id uuid not null,
  act text not null,
  sale_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint act_pkey PRIMARY KEY (id),
  constraint act_act_check CHECK (act = ANY (ARRAY['confirmed'::text, 'kept'::text, 'missed'::text, 'cancelled'::text, 'given_up'::text, 'replaced'::text])),
  constraint act_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES booking.booking(id)
);
CREATE INDEX act_of ON booking.act USING btree (booking_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON booking.act FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table booking.booking (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  offer_id uuid not null,
  terms_id uuid not null,
  member_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  day date not null,
  places smallint not null,
  held_until timestamp with time zone,
  by_member boolean not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  state text not null,
  sale_id uuid,
  constraint booking_pkey PRIMARY KEY (id),
  constraint a_receipt_was_kept CHECK (sale_id IS NULL OR state = 'kept'::text),
  constraint booking_places_check CHECK (places > 0),
  constraint booking_state_check CHECK (state = ANY (ARRAY['begun'::text, 'confirmed'::text, 'kept'::text, 'missed'::text, 'cancelled'::text, 'given_up'::text, 'replaced'::text])),
  constraint has_a_length CHECK (ends_at > starts_at AND ends_at <= (starts_at + '12:00:00'::interval)),
  constraint held_before_it_begins CHECK (held_until <= starts_at),
  constraint only_members_begin CHECK (by_member = (held_until IS NOT NULL)),
  constraint booking_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES booking.offer(id),
  constraint booking_terms_id_fkey FOREIGN KEY (terms_id) REFERENCES booking.terms(id)
);
CREATE INDEX booking_day ON booking.booking USING btree (day, starts_at, nth);
CREATE INDEX booking_held ON booking.booking USING btree (held_until) WHERE (state = 'begun'::text);
CREATE INDEX booking_of_member ON booking.booking USING btree (member_id, starts_at DESC);
CREATE INDEX booking_taken ON booking.booking USING btree (offer_id, starts_at) WHERE (state = ANY (ARRAY['begun'::text, 'confirmed'::text, 'kept'::text, 'missed'::text]));
CREATE UNIQUE INDEX one_hold_of_a_member ON booking.booking USING btree (member_id) WHERE (state = 'begun'::text);
CREATE TRIGGER never_overbooked BEFORE INSERT ON booking.booking FOR EACH ROW EXECUTE FUNCTION booking.refuse_overbooking();
CREATE TRIGGER only_goes_forward BEFORE DELETE OR UPDATE ON booking.booking FOR EACH ROW EXECUTE FUNCTION booking.refuse_other_booking();

create table booking.offer (
  id uuid not null,
  branch_id uuid not null,
  product_code text not null,
  at timestamp with time zone not null,
  constraint offer_pkey PRIMARY KEY (id),
  constraint offered_once_at_a_branch UNIQUE (branch_id, product_code)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON booking.offer FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table booking.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON booking.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table booking.terms (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  offer_id uuid not null,
  document jsonb not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint terms_pkey PRIMARY KEY (id),
  constraint terms_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES booking.offer(id)
);
CREATE INDEX terms_of ON booking.terms USING btree (offer_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON booking.terms FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION booking.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  -- Terms may have lowered the places since the first of them was booked: the most that any of them was given counts.
  select 'Y1 never more at once than places', b.id::text, count(*) || ' at once of ' || max(o.places)
    from booking.booking b
    join booking.booking o on o.offer_id = b.offer_id and o.starts_at <= b.starts_at and o.ends_at > b.starts_at
     and o.starts_at > b.starts_at - interval '12 hours'
     and o.state in ('begun', 'confirmed', 'kept', 'missed')
   where b.state in ('begun', 'confirmed', 'kept', 'missed')
   group by b.id having count(*) > max(o.places)
  union all
  select 'Y2 a booking stands as its last act says', b.id::text, b.state
    from booking.booking b
    left join lateral (select act, sale_id from booking.act a where a.booking_id = b.id order by nth desc limit 1) a
      on true
   where b.state <> coalesce(a.act, case when b.by_member then 'begun' else 'confirmed' end)
      or b.sale_id is distinct from a.sale_id
  union all
  select 'Y8 what came of a booking is a sale', b.id::text, b.sale_id::text
    from booking.booking b
   where b.sale_id is not null and not exists (select from sale.sale s where s.id = b.sale_id and s.kind = 'sale')
$function$;

CREATE OR REPLACE FUNCTION booking.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('Y1 never more at once than places'), ('Y2 a booking stands as its last act says'),
         ('Y8 what came of a booking is a sale')
$function$;

CREATE OR REPLACE FUNCTION booking.refuse_other_booking()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE'
     or (new.id, new.nth, new.fingerprint, new.offer_id, new.terms_id, new.member_id, new.starts_at, new.ends_at,
         new.day, new.places, new.held_until, new.by_member, new.at, new.by_id, new.by_name)
        is distinct from (old.id, old.nth, old.fingerprint, old.offer_id, old.terms_id, old.member_id, old.starts_at,
         old.ends_at, old.day, old.places, old.held_until, old.by_member, old.at, old.by_id, old.by_name)
     or not (case old.state
              when 'begun' then new.state in ('confirmed', 'cancelled', 'given_up', 'replaced')
              when 'confirmed' then new.state in ('kept', 'missed', 'cancelled')
              when 'kept' then new.state in ('kept', 'missed')
              when 'missed' then new.state = 'kept'
              else false
            end) then
    raise exception 'Y2: a booking only goes forward' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION booking.refuse_overbooking()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  most integer;
begin
  perform from booking.offer where id = new.offer_id for no key update;
  -- The most at once is reached where one of them begins.
  select coalesce(max(n), 0) into most
    from (select (select count(*) from booking.booking b
                   where b.offer_id = new.offer_id and b.state in ('begun', 'confirmed', 'kept', 'missed')
                     and b.starts_at <= m.moment and b.starts_at > m.moment - interval '12 hours'
                     and b.ends_at > m.moment) as n
            from (select new.starts_at as moment
                   union
                  select starts_at from booking.booking
                   where offer_id = new.offer_id and state in ('begun', 'confirmed', 'kept', 'missed')
                     and starts_at > new.starts_at and starts_at < new.ends_at) m) at_once;
  if most >= new.places then
    raise exception 'Y1: at no moment more than there are places' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema campaign;

create table campaign.assignment (
  campaign_id uuid not null,
  member_id uuid not null,
  arm text not null,
  bucket double precision not null,
  stratum text not null,
  constraint assignment_pkey PRIMARY KEY (campaign_id, member_id),
  constraint assignment_campaign_id_member_id_arm_key UNIQUE (campaign_id, member_id, arm),
  constraint assignment_arm_check CHECK (arm = ANY (ARRAY['treated'::text, 'control'::text, 'held_out'::text])),
  constraint assignment_bucket_check CHECK (bucket >= 0::double precision AND bucket < 1::double precision),
  constraint assignment_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign.campaign(id)
);
CREATE INDEX assignment_member ON campaign.assignment USING btree (member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.assignment FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER drawn_at_launch AFTER INSERT ON campaign.assignment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION campaign.refuse_late_assignment();

create table campaign.budget (
  branch_id uuid,
  monthly_minor bigint not null,
  kept_at timestamp with time zone not null,
  by_id uuid,
  constraint budget_branch_id_key UNIQUE NULLS NOT DISTINCT (branch_id),
  constraint budget_monthly_minor_check CHECK (monthly_minor >= 0)
);

create table campaign.campaign (
  id uuid not null,
  fingerprint text not null,
  name text not null,
  segment_id uuid,
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
  carrier_id uuid,
  template jsonb,
  purpose text default 'marketing'::text not null,
  coupon_code text,
  join_tag text,
  arms_told boolean default false not null,
  journey_id uuid,
  gift_cost_minor bigint default 0 not null,
  pot_id uuid,
  held_out integer default 0 not null,
  survey_id uuid,
  constraint campaign_pkey PRIMARY KEY (id),
  constraint arms_told_of_what_is_recorded CHECK (NOT arms_told OR channel = 'record'::text),
  constraint campaign_channel_check CHECK (channel = ANY (ARRAY['email'::text, 'sms_file'::text, 'record'::text, 'sms'::text, 'wechat'::text, 'post'::text, 'call'::text])),
  constraint campaign_control_share_bps_check CHECK (control_share_bps >= 0 AND control_share_bps <= 5000),
  constraint campaign_gift_cost_minor_check CHECK (gift_cost_minor >= 0),
  constraint campaign_held_out_check CHECK (held_out >= 0),
  constraint campaign_margin_bps_check CHECK (margin_bps >= 1 AND margin_bps <= 10000),
  constraint campaign_message_cost_minor_check CHECK (message_cost_minor >= 0),
  constraint campaign_purpose_check CHECK (purpose = ANY (ARRAY['marketing'::text, 'greeting'::text, 'survey'::text])),
  constraint campaign_window_days_check CHECK (window_days >= 1 AND window_days <= 366),
  constraint launched_whole CHECK ((launched_at IS NULL) = (starts_on IS NULL) AND (launched_at IS NULL) = (ends_on IS NULL) AND (launched_at IS NOT NULL OR (treated + control) = 0) AND (ends_on IS NULL OR ends_on > starts_on)),
  constraint of_a_segment_or_a_journey CHECK ((segment_id IS NULL) = (journey_id IS NOT NULL)),
  constraint surveys_are_sent_to_be_answered CHECK (survey_id IS NULL OR purpose = 'survey'::text AND (channel = ANY (ARRAY['email'::text, 'sms'::text, 'wechat'::text]))),
  constraint campaign_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id),
  constraint campaign_pot_id_fkey FOREIGN KEY (pot_id) REFERENCES campaign.pot(id),
  constraint campaign_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES survey.survey(id)
);
CREATE INDEX campaign_journey ON campaign.campaign USING btree (journey_id) WHERE (journey_id IS NOT NULL);
CREATE UNIQUE INDEX campaign_name ON campaign.campaign USING btree (lower(name)) WHERE (journey_id IS NULL);
CREATE INDEX campaign_newest ON campaign.campaign USING btree (created_at DESC, id DESC);
CREATE INDEX campaign_pot ON campaign.campaign USING btree (pot_id) WHERE (pot_id IS NOT NULL);
CREATE INDEX campaign_segment ON campaign.campaign USING btree (segment_id);
CREATE TRIGGER kept_after_launch BEFORE DELETE OR UPDATE ON campaign.campaign FOR EACH ROW EXECUTE FUNCTION campaign.refuse_change_after_launch();

create table campaign.carrier (
  id uuid not null,
  name text not null,
  medium text not null,
  provider text not null,
  settings jsonb not null,
  templates jsonb not null,
  per_thousand_minor bigint not null,
  currency text not null,
  rate_per_second integer not null,
  active boolean not null,
  kept_at timestamp with time zone not null,
  by_id uuid,
  constraint carrier_pkey PRIMARY KEY (id),
  constraint carrier_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint carrier_medium_check CHECK (medium = ANY (ARRAY['email'::text, 'sms'::text, 'wechat'::text, 'post'::text, 'call'::text])),
  constraint carrier_per_thousand_minor_check CHECK (per_thousand_minor >= 0),
  constraint carrier_provider_check CHECK (provider = ANY (ARRAY['aliyun'::text, 'tencent'::text, 'twilio'::text, 'smpp'::text, 'wechat'::text, 'webhook'::text])),
  constraint carrier_rate_per_second_check CHECK (rate_per_second >= 1 AND rate_per_second <= 1000)
);
CREATE UNIQUE INDEX carrier_name ON campaign.carrier USING btree (lower(name));

create table campaign.carrier_secret (
  carrier_id uuid not null,
  secret text not null,
  constraint carrier_secret_pkey PRIMARY KEY (carrier_id),
  constraint carrier_secret_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id)
);

create table campaign.early_receipt (
  carrier_id uuid not null,
  ref text not null,
  delivered boolean not null,
  code text not null,
  at timestamp with time zone not null,
  constraint early_receipt_pkey PRIMARY KEY (carrier_id, ref, delivered),
  constraint early_receipt_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id)
);

create table campaign.holdout (
  nth integer not null,
  id uuid not null,
  share_bps integer not null,
  salt text not null,
  cut double precision not null,
  prior_salt text default ''::text not null,
  prior_cut double precision default 0 not null,
  starts_on date not null,
  ends_on date,
  started_at timestamp with time zone not null,
  by_id uuid,
  constraint holdout_pkey PRIMARY KEY (nth),
  constraint holdout_id_key UNIQUE (id),
  constraint holdout_cut_check CHECK (cut >= 0::double precision AND cut <= 1::double precision),
  constraint holdout_nth_check CHECK (nth >= 1),
  constraint holdout_prior_cut_check CHECK (prior_cut >= 0::double precision AND prior_cut <= 1::double precision),
  constraint holdout_share_bps_check CHECK (share_bps >= 0 AND share_bps <= 5000),
  constraint measured_ends CHECK ((share_bps = 0) = (ends_on IS NULL)),
  constraint nobody_without_share CHECK ((share_bps = 0) = (cut = 0::double precision))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.holdout FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table campaign.launch (
  id uuid not null,
  nth bigint generated always as identity not null,
  campaign_id uuid not null,
  way text not null,
  messages_minor bigint not null,
  gifts_minor bigint not null,
  limit_minor bigint,
  wish jsonb not null,
  at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  by_name text not null,
  by_roles text[] not null,
  constraint launch_pkey PRIMARY KEY (id),
  constraint launch_id_way_key UNIQUE (id, way),
  constraint launch_by_kind_check CHECK (by_kind = ANY (ARRAY['staff'::text, 'key'::text, 'house'::text])),
  constraint launch_gifts_minor_check CHECK (gifts_minor >= 0),
  constraint launch_messages_minor_check CHECK (messages_minor >= 0),
  constraint launch_way_check CHECK (way = ANY (ARRAY['own_limit'::text, 'alone'::text, 'second_person'::text])),
  constraint only_people_go_alone CHECK (by_kind = 'staff'::text OR way <> 'alone'::text),
  constraint people_are_known CHECK (by_kind = 'house'::text OR by_id IS NOT NULL),
  constraint within_the_limit CHECK (way <> 'own_limit'::text OR limit_minor IS NULL OR (messages_minor + gifts_minor) <= limit_minor),
  constraint launch_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign.campaign(id)
);
CREATE INDEX launch_campaign ON campaign.launch USING btree (campaign_id, nth DESC);
CREATE INDEX launch_newest ON campaign.launch USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.launch FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table campaign.launch_decision (
  id uuid not null,
  fingerprint text not null,
  launch_id uuid not null,
  way text default 'second_person'::text not null,
  approves boolean not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  asked_by_id uuid,
  by_name text not null,
  constraint launch_decision_pkey PRIMARY KEY (id),
  constraint launch_decision_launch_id_key UNIQUE (launch_id),
  constraint another_person CHECK (by_id IS DISTINCT FROM asked_by_id),
  constraint launch_decision_way_check CHECK (way = 'second_person'::text),
  constraint launch_decision_launch_id_way_fkey FOREIGN KEY (launch_id, way) REFERENCES campaign.launch(id, way)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.launch_decision FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table campaign.launch_limit (
  id boolean default true not null,
  marketer_minor bigint,
  owner_minor bigint,
  kept_at timestamp with time zone,
  by_id uuid,
  constraint launch_limit_pkey PRIMARY KEY (id),
  constraint launch_limit_id_check CHECK (id),
  constraint launch_limit_marketer_minor_check CHECK (marketer_minor >= 0),
  constraint launch_limit_owner_minor_check CHECK (owner_minor >= 0)
);

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
  consent_id uuid,
  provider_ref text,
  carrier_id uuid,
  branch_id uuid,
  cost_milli bigint default 0 not null,
  cost_currency text,
  list_id uuid,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_campaign_id_member_id_step_key UNIQUE (campaign_id, member_id, step),
  constraint handed_checked CHECK ((state <> ALL (ARRAY['sent'::text, 'exported'::text])) OR checked_at IS NOT NULL),
  constraint handed_with_consent CHECK ((state <> ALL (ARRAY['sent'::text, 'exported'::text])) OR consent_id IS NOT NULL) NOT VALID,
  constraint listed_is_settled CHECK (list_id IS NULL OR state <> 'queued'::text),
  constraint message_arm_check CHECK (arm = 'treated'::text),
  constraint message_attempts_check CHECK (attempts >= 0),
  constraint message_channel_check CHECK (channel = ANY (ARRAY['email'::text, 'sms_file'::text, 'sms'::text, 'wechat'::text, 'post'::text, 'call'::text])),
  constraint message_cost_milli_check CHECK (cost_milli >= 0),
  constraint message_state_check CHECK (state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'withheld'::text, 'unreachable'::text, 'exported'::text])),
  constraint message_step_check CHECK (step >= 1),
  constraint settled_whole CHECK ((state = 'queued'::text) = (settled_at IS NULL)),
  constraint message_campaign_id_member_id_arm_fkey FOREIGN KEY (campaign_id, member_id, arm) REFERENCES campaign.assignment(campaign_id, member_id, arm),
  constraint message_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id),
  constraint message_list_id_fkey FOREIGN KEY (list_id) REFERENCES campaign.step_list(id)
);
CREATE INDEX message_campaign ON campaign.message USING btree (campaign_id, state);
CREATE INDEX message_cost ON campaign.message USING btree (settled_at) WHERE (cost_milli > 0);
CREATE INDEX message_due ON campaign.message USING btree (campaign_id, next_try_at, id) WHERE (state = 'queued'::text);
CREATE INDEX message_handed ON campaign.message USING btree (settled_at DESC, id DESC) WHERE ((attempts > 0) AND (settled_at IS NOT NULL));
CREATE INDEX message_listed ON campaign.message USING btree (list_id, campaign_id, id) WHERE (list_id IS NOT NULL);
CREATE INDEX message_member ON campaign.message USING btree (member_id, settled_at);
CREATE INDEX message_ref ON campaign.message USING btree (carrier_id, provider_ref) WHERE (provider_ref IS NOT NULL);
CREATE TRIGGER settled_is_final BEFORE DELETE OR UPDATE ON campaign.message FOR EACH ROW EXECUTE FUNCTION campaign.refuse_reopening();

create table campaign.notice (
  id uuid not null,
  kind text default 'tier_up'::text not null,
  member_id uuid not null,
  move_id uuid not null,
  from_tier text not null,
  to_tier text not null,
  state text default 'queued'::text not null,
  attempts smallint default 0 not null,
  trouble text,
  subject text,
  body text,
  moved_at timestamp with time zone not null,
  queued_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  settled_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_move_id_key UNIQUE (move_id),
  constraint notice_attempts_check CHECK (attempts >= 0),
  constraint notice_kind_check CHECK (kind = 'tier_up'::text),
  constraint notice_moves_somewhere CHECK (from_tier <> to_tier),
  constraint notice_said_whole CHECK ((subject IS NULL) = (body IS NULL)),
  constraint notice_sent_said CHECK (state <> 'sent'::text OR body IS NOT NULL),
  constraint notice_settled_whole CHECK ((state = 'queued'::text) = (settled_at IS NULL)),
  constraint notice_state_check CHECK (state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'unreachable'::text, 'superseded'::text]))
);
CREATE INDEX notice_due ON campaign.notice USING btree (next_try_at, id) WHERE (state = 'queued'::text);
CREATE INDEX notice_member ON campaign.notice USING btree (member_id, moved_at DESC, id DESC);
CREATE TRIGGER told_is_final BEFORE DELETE OR UPDATE ON campaign.notice FOR EACH ROW EXECUTE FUNCTION campaign.refuse_retelling();

create table campaign.pot (
  id uuid not null,
  most_minor bigint,
  kept_at timestamp with time zone not null,
  constraint pot_pkey PRIMARY KEY (id),
  constraint pot_most_minor_check CHECK (most_minor >= 0)
);

create table campaign.pot_gift (
  id uuid not null,
  pot_id uuid not null,
  minor bigint not null,
  at timestamp with time zone not null,
  constraint pot_gift_pkey PRIMARY KEY (id),
  constraint pot_gift_minor_check CHECK (minor > 0),
  constraint pot_gift_pot_id_fkey FOREIGN KEY (pot_id) REFERENCES campaign.pot(id)
);
CREATE INDEX pot_gift_of ON campaign.pot_gift USING btree (pot_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.pot_gift FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table campaign.receipt (
  message_id uuid not null,
  delivered boolean not null,
  code text not null,
  at timestamp with time zone not null,
  constraint receipt_pkey PRIMARY KEY (message_id, delivered),
  constraint receipt_message_id_fkey FOREIGN KEY (message_id) REFERENCES campaign.message(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.receipt FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table campaign.reply (
  id uuid not null,
  carrier_id uuid not null,
  member_id uuid,
  text text not null,
  stopped text[] not null,
  ref text,
  at timestamp with time zone not null,
  constraint reply_pkey PRIMARY KEY (id),
  constraint reply_carrier_id_ref_key UNIQUE (carrier_id, ref),
  constraint reply_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id)
);
CREATE INDEX reply_member ON campaign.reply USING btree (member_id, at DESC);
CREATE INDEX reply_newest ON campaign.reply USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.reply FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table campaign.respect (
  one boolean default true not null,
  quiet_from integer default 1260 not null,
  quiet_to integer default 480 not null,
  cap_messages integer default 5 not null,
  cap_days integer default 30 not null,
  halted_at timestamp with time zone,
  kept_at timestamp with time zone,
  by_id uuid,
  constraint respect_pkey PRIMARY KEY (one),
  constraint respect_cap_days_check CHECK (cap_days >= 1 AND cap_days <= 366),
  constraint respect_cap_messages_check CHECK (cap_messages >= 1 AND cap_messages <= 1000),
  constraint respect_one_check CHECK (one),
  constraint respect_quiet_from_check CHECK (quiet_from >= 0 AND quiet_from <= 1439),
  constraint respect_quiet_to_check CHECK (quiet_to >= 0 AND quiet_to <= 1439)
);

create table campaign.sending (
  campaign_id uuid not null,
  state text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint sending_pkey PRIMARY KEY (campaign_id),
  constraint sending_state_check CHECK (state = ANY (ARRAY['running'::text, 'paused'::text, 'stopped'::text])),
  constraint sending_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign.campaign(id)
);

create table campaign.step_list (
  id uuid not null,
  fingerprint text not null,
  channel text not null,
  journey_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint step_list_pkey PRIMARY KEY (id),
  constraint step_list_channel_check CHECK (channel = ANY (ARRAY['sms_file'::text, 'post'::text]))
);
CREATE INDEX step_list_newest ON campaign.step_list USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON campaign.step_list FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table campaign.told (
  id uuid not null,
  member_id uuid not null,
  consent_id uuid not null,
  carrier_id uuid not null,
  at timestamp with time zone not null,
  constraint told_pkey PRIMARY KEY (id),
  constraint told_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id)
);
CREATE INDEX told_member ON campaign.told USING btree (member_id, at);

CREATE OR REPLACE FUNCTION campaign.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION campaign.audit_launch()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION campaign.audit_launch_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('K19 launched as it was allowed'), ('K19 a second person')
$function$;

CREATE OR REPLACE FUNCTION campaign.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('K1 assigned is the segment'), ('K2 control is never sent to'), ('K3 one message each'),
         ('K4 arms as counted'), ('K6 consent before every hand-off'), ('K18 a journey tells whom it walks'),
         ('K20 periods of the hold-out follow one another')
$function$;

CREATE OR REPLACE FUNCTION campaign.audit_notice()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'K11 a notice tells a move up', n.id::text, coalesce(m.why, 'no such move')
    from campaign.notice n left join standing.move m on m.id = n.move_id
   where m.id is null or not m.up or m.why in ('merge', 'merge_undone', 'rebuilt')
      or (m.member_id, m.from_tier, m.to_tier) is distinct from (n.member_id, n.from_tier, n.to_tier)
$function$;

CREATE OR REPLACE FUNCTION campaign.audit_notice_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('K11 a notice tells a move up')
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
  if exists (select from fresh f join campaign.campaign c on c.id = f.campaign_id
              where c.launched_at is not null and c.journey_id is null) then
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

CREATE OR REPLACE FUNCTION campaign.refuse_retelling()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.state <> 'queued'
     or (new.id, new.kind, new.member_id, new.move_id, new.from_tier, new.to_tier, new.moved_at)
        is distinct from (old.id, old.kind, old.member_id, old.move_id, old.from_tier, old.to_tier, old.moved_at) then
    raise exception 'K12: a settled notice stays settled' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema care;

create table care.agent (
  code text not null,
  name text not null,
  email text,
  kept_at timestamp with time zone not null,
  by_id uuid,
  constraint agent_pkey PRIMARY KEY (code)
);

create table care.agent_notice (
  id uuid not null,
  agent_code text not null,
  rule_id uuid not null,
  day date not null,
  state text default 'queued'::text not null,
  attempts smallint default 0 not null,
  trouble text,
  queued_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  settled_at timestamp with time zone,
  constraint agent_notice_pkey PRIMARY KEY (id),
  constraint agent_notice_agent_code_rule_id_day_key UNIQUE (agent_code, rule_id, day),
  constraint agent_notice_attempts_check CHECK (attempts >= 0),
  constraint agent_notice_settled_whole CHECK ((state = 'queued'::text) = (settled_at IS NULL)),
  constraint agent_notice_state_check CHECK (state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'unreachable'::text, 'superseded'::text])),
  constraint agent_notice_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES care.rule(id)
);
CREATE INDEX agent_notice_due ON care.agent_notice USING btree (next_try_at, id) WHERE (state = 'queued'::text);
CREATE INDEX agent_notice_newest ON care.agent_notice USING btree (agent_code, queued_at DESC);
CREATE TRIGGER never_deleted BEFORE DELETE ON care.agent_notice FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.article_version (
  id uuid not null,
  fingerprint text not null,
  article_id uuid not null,
  version integer not null,
  kind text not null,
  code text not null,
  title_zh text not null,
  title_en text not null,
  body_zh text not null,
  body_en text not null,
  withdrawn boolean not null,
  until date,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint article_version_pkey PRIMARY KEY (id),
  constraint article_version_article_id_version_key UNIQUE (article_id, version),
  constraint article_version_kind_check CHECK (kind = ANY (ARRAY['knowledge'::text, 'script'::text, 'handbook'::text, 'notice'::text])),
  constraint article_version_version_check CHECK (version > 0)
);
CREATE INDEX article_code ON care.article_version USING btree (code);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.article_version FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.contact (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  kind text not null,
  direction text not null,
  happened_at timestamp with time zone not null,
  note text not null,
  task_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint contact_pkey PRIMARY KEY (id),
  constraint contact_direction_check CHECK (direction = ANY (ARRAY['in'::text, 'out'::text])),
  constraint contact_kind_check CHECK (kind = ANY (ARRAY['call'::text, 'visit'::text, 'letter'::text, 'wechat'::text, 'event'::text, 'other'::text]))
);
CREATE INDEX contact_member ON care.contact USING btree (member_id, happened_at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.contact FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.held (
  rule_id uuid not null,
  member_id uuid not null,
  instance text not null,
  due_on date not null,
  at timestamp with time zone not null,
  constraint held_pkey PRIMARY KEY (rule_id, member_id, instance),
  constraint held_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES care.rule(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.held FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.notice_read (
  version_id uuid not null,
  staff_id uuid not null,
  at timestamp with time zone not null,
  constraint notice_read_pkey PRIMARY KEY (version_id, staff_id),
  constraint notice_read_version_id_fkey FOREIGN KEY (version_id) REFERENCES care.article_version(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.notice_read FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.rule (
  id uuid not null,
  created_at timestamp with time zone not null,
  constraint rule_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.rule FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.rule_place (
  rule_id uuid not null,
  day date not null,
  constraint rule_place_pkey PRIMARY KEY (rule_id),
  constraint rule_place_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES care.rule(id)
);

create table care.rule_version (
  id uuid not null,
  fingerprint text not null,
  rule_id uuid not null,
  version integer not null,
  document jsonb not null,
  active boolean not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint rule_version_pkey PRIMARY KEY (id),
  constraint rule_version_rule_id_version_key UNIQUE (rule_id, version),
  constraint rule_version_version_check CHECK (version > 0),
  constraint rule_version_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES care.rule(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.rule_version FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.task (
  id uuid not null,
  fingerprint text not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  details text default ''::text not null,
  member_id uuid,
  branch_id uuid,
  agent_code text,
  product_code text,
  script_code text,
  event_on date,
  rule_id uuid,
  instance text,
  created_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  state text default 'open'::text not null,
  due_on date not null,
  owner_id uuid,
  outcome text,
  ended_at timestamp with time zone,
  constraint task_pkey PRIMARY KEY (id),
  constraint ended_with_a_time CHECK ((state = 'open'::text) = (ended_at IS NULL)),
  constraint made_by_a_rule_for_somebody CHECK ((rule_id IS NULL) = (instance IS NULL) AND (rule_id IS NULL OR member_id IS NOT NULL)),
  constraint task_kind_check CHECK (kind = ANY (ARRAY['call'::text, 'gift'::text, 'visit'::text, 'greeting'::text, 'other'::text])),
  constraint task_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text]))
);
CREATE INDEX task_agent ON care.task USING btree (agent_code, rule_id) WHERE (agent_code IS NOT NULL);
CREATE INDEX task_day ON care.task USING btree (due_on, id);
CREATE INDEX task_member ON care.task USING btree (member_id, due_on DESC) WHERE (member_id IS NOT NULL);
CREATE UNIQUE INDEX task_once ON care.task USING btree (rule_id, member_id, instance) WHERE (rule_id IS NOT NULL);
CREATE INDEX task_open ON care.task USING btree (due_on, id) WHERE (state = 'open'::text);
CREATE TRIGGER never_deleted BEFORE DELETE ON care.task FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.task_step (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  task_id uuid not null,
  step text not null,
  outcome text,
  note text default ''::text not null,
  due_on date,
  owner_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint task_step_pkey PRIMARY KEY (id),
  constraint done_with_an_outcome CHECK ((step = 'done'::text) = (outcome IS NOT NULL)),
  constraint moved_to_a_day CHECK ((step = 'moved'::text) = (due_on IS NOT NULL)),
  constraint task_step_step_check CHECK (step = ANY (ARRAY['done'::text, 'cancelled'::text, 'moved'::text, 'given'::text, 'reopened'::text])),
  constraint task_step_task_id_fkey FOREIGN KEY (task_id) REFERENCES care.task(id)
);
CREATE INDEX task_step_of ON care.task_step USING btree (task_id, nth);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.task_step FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.ticket (
  id uuid not null,
  fingerprint text not null,
  class text not null,
  channel text not null,
  member_id uuid,
  caller text default ''::text not null,
  branch_id uuid,
  words text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  state text not null,
  owner_id uuid,
  closed_at timestamp with time zone,
  constraint ticket_pkey PRIMARY KEY (id),
  constraint closed_with_a_time CHECK ((state = 'closed'::text) = (closed_at IS NOT NULL)),
  constraint ticket_channel_check CHECK (channel = ANY (ARRAY['phone'::text, 'shop'::text, 'wechat'::text, 'web'::text, 'letter'::text])),
  constraint ticket_class_check CHECK (class = ANY (ARRAY['satisfied'::text, 'complaint'::text, 'suggestion'::text])),
  constraint ticket_state_check CHECK (state = ANY (ARRAY['open'::text, 'closed'::text]))
);
CREATE INDEX ticket_listed ON care.ticket USING btree (at DESC, id DESC);
CREATE INDEX ticket_member ON care.ticket USING btree (member_id, at DESC) WHERE (member_id IS NOT NULL);
CREATE INDEX ticket_open ON care.ticket USING btree (at, id) WHERE (state = 'open'::text);
CREATE TRIGGER never_deleted BEFORE DELETE ON care.ticket FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table care.ticket_step (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  ticket_id uuid not null,
  step text not null,
  note text default ''::text not null,
  owner_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint ticket_step_pkey PRIMARY KEY (id),
  constraint ticket_step_step_check CHECK (step = ANY (ARRAY['note'::text, 'given'::text, 'closed'::text, 'reopened'::text])),
  constraint ticket_step_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES care.ticket(id)
);
CREATE INDEX ticket_step_of ON care.ticket_step USING btree (ticket_id, nth);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON care.ticket_step FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION care.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'D1 a task stands as its last step says', t.id::text, t.state || ' but ' || coalesce(l.step, 'no step')
    from care.task t
    left join lateral (select step from care.task_step s
                        where s.task_id = t.id and step in ('done', 'cancelled', 'reopened')
                        order by nth desc limit 1) l on true
   where t.state <> (case when l.step in ('done', 'cancelled') then l.step else 'open' end)
  union all
  select 'D4 nobody is held and called', h.member_id::text, h.rule_id || ' ' || h.instance
    from care.held h
    join care.task t on (t.rule_id, t.member_id, t.instance) = (h.rule_id, h.member_id, h.instance)
  union all
  select 'D5 a ticket stands as its last step says', t.id::text, t.state || ' but ' || coalesce(l.step, 'no step')
    from care.ticket t
    left join lateral (select step from care.ticket_step s
                        where s.ticket_id = t.id and step in ('closed', 'reopened')
                        order by nth desc limit 1) l on true
   where t.state <> (case when l.step = 'closed' then 'closed' when l.step = 'reopened' then 'open'
                          when t.class = 'satisfied' then 'closed' else 'open' end)
$function$;

CREATE OR REPLACE FUNCTION care.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('D1 a task stands as its last step says'), ('D4 nobody is held and called'),
         ('D5 a ticket stands as its last step says')
$function$;

create schema club;

create table club.collection (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  offer_id uuid not null,
  member_id uuid not null,
  code text not null,
  device_id uuid,
  needed integer not null,
  likes integer default 0 not null,
  coupon_id uuid,
  at timestamp with time zone not null,
  won_at timestamp with time zone,
  constraint collection_pkey PRIMARY KEY (id),
  constraint collection_code_key UNIQUE (code),
  constraint collection_coupon_id_key UNIQUE (coupon_id),
  constraint one_of_each_member UNIQUE (offer_id, member_id),
  constraint collection_code_check CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'::text),
  constraint no_more_than_needed CHECK (likes >= 0 AND likes <= needed),
  constraint unlocked_by_the_last_like CHECK ((likes = needed) = (coupon_id IS NOT NULL)),
  constraint won_at_a_moment CHECK ((coupon_id IS NULL) = (won_at IS NULL)),
  constraint collection_offer_id_needed_fkey FOREIGN KEY (offer_id, needed) REFERENCES club.like_offer(id, needed)
);
CREATE INDEX collection_member ON club.collection USING btree (member_id);
CREATE INDEX collection_newest ON club.collection USING btree (offer_id, nth DESC);
CREATE TRIGGER only_grows BEFORE DELETE OR UPDATE ON club.collection FOR EACH ROW EXECUTE FUNCTION club.refuse_other_collection();

create table club.like_given (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  collection_id uuid not null,
  device_id uuid not null,
  friend_id uuid,
  network bytea not null,
  day date not null,
  at timestamp with time zone not null,
  constraint like_given_pkey PRIMARY KEY (id),
  constraint one_of_each_device UNIQUE (collection_id, device_id),
  constraint like_given_network_check CHECK (length(network) = 16),
  constraint like_given_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES club.collection(id)
);
CREATE INDEX like_device ON club.like_given USING btree (device_id, day);
CREATE INDEX like_network ON club.like_given USING btree (collection_id, day, network);
CREATE UNIQUE INDEX like_of_each_friend ON club.like_given USING btree (collection_id, friend_id) WHERE (friend_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON club.like_given FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table club.like_offer (
  id uuid not null,
  no bigint generated always as identity not null,
  fingerprint text not null,
  title_zh text not null,
  title_en text not null,
  words_zh text not null,
  words_en text not null,
  needed integer not null,
  coupon_code text not null,
  first_on date not null,
  last_on date not null,
  most integer not null,
  members_only boolean not null,
  form_code text,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint like_offer_pkey PRIMARY KEY (id),
  constraint like_offer_no_key UNIQUE (no),
  constraint needed_of_an_offer UNIQUE (id, needed),
  constraint ends_after_it_begins CHECK (last_on >= first_on),
  constraint like_offer_most_check CHECK (most >= 1 AND most <= 1000000),
  constraint like_offer_needed_check CHECK (needed >= 2 AND needed <= 500),
  constraint titled_in_a_language CHECK (title_zh <> ''::text OR title_en <> ''::text)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON club.like_offer FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table club.like_offer_ending (
  id uuid not null,
  fingerprint text not null,
  offer_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint like_offer_ending_pkey PRIMARY KEY (id),
  constraint like_offer_ending_offer_id_key UNIQUE (offer_id),
  constraint like_offer_ending_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES club.like_offer(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON club.like_offer_ending FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table club.like_offer_wins (
  offer_id uuid not null,
  most integer not null,
  wins integer default 0 not null,
  constraint like_offer_wins_pkey PRIMARY KEY (offer_id),
  constraint no_more_than_offered CHECK (wins >= 0 AND wins <= most),
  constraint like_offer_wins_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES club.like_offer(id)
);

create table club.moderation (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  post_id uuid not null,
  act text not null,
  reason text default ''::text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint moderation_pkey PRIMARY KEY (id),
  constraint hidden_for_a_reason CHECK (act <> 'hidden'::text OR reason <> ''::text),
  constraint moderation_act_check CHECK (act = ANY (ARRAY['hidden'::text, 'shown'::text, 'pinned'::text, 'unpinned'::text])),
  constraint moderation_post_id_fkey FOREIGN KEY (post_id) REFERENCES club.post(id)
);
CREATE INDEX moderation_of ON club.moderation USING btree (post_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON club.moderation FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table club.nickname (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  member_id uuid not null,
  nickname text not null,
  at timestamp with time zone not null,
  constraint nickname_pkey PRIMARY KEY (id)
);
CREATE INDEX nickname_of ON club.nickname USING btree (member_id, nth DESC);
CREATE UNIQUE INDEX nickname_once ON club.nickname USING btree (lower(nickname));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON club.nickname FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table club.post (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  kind text not null,
  on_id uuid,
  member_id uuid,
  title text default ''::text not null,
  body text not null,
  product_code text,
  stars smallint,
  sale_id uuid,
  day date not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  hidden boolean default false not null,
  pinned boolean default false not null,
  constraint post_pkey PRIMARY KEY (id),
  constraint only_topics_are_pinned CHECK (kind = 'topic'::text OR NOT pinned),
  constraint post_body_check CHECK (body <> ''::text),
  constraint post_kind_check CHECK (kind = ANY (ARRAY['topic'::text, 'reply'::text, 'review'::text])),
  constraint post_stars_check CHECK (stars >= 1 AND stars <= 5),
  constraint replies_stand_under_something CHECK ((kind = 'reply'::text) = (on_id IS NOT NULL)),
  constraint reviews_are_of_what_was_bought CHECK (
CASE kind
    WHEN 'review'::text THEN num_nonnulls(product_code, stars, sale_id, member_id) = 4
    ELSE num_nonnulls(product_code, stars, sale_id) = 0
END),
  constraint topics_have_titles CHECK ((kind = 'topic'::text) = (title <> ''::text)),
  constraint post_on_id_fkey FOREIGN KEY (on_id) REFERENCES club.post(id)
);
CREATE INDEX post_member ON club.post USING btree (member_id, day) WHERE (member_id IS NOT NULL);
CREATE INDEX post_newest ON club.post USING btree (kind, nth DESC);
CREATE INDEX post_of_product ON club.post USING btree (product_code, nth DESC) WHERE (kind = 'review'::text);
CREATE INDEX post_under ON club.post USING btree (on_id, nth) WHERE (on_id IS NOT NULL);
CREATE UNIQUE INDEX review_once ON club.post USING btree (member_id, product_code) WHERE (kind = 'review'::text);
CREATE TRIGGER only_stands_otherwise BEFORE DELETE OR UPDATE ON club.post FOR EACH ROW EXECUTE FUNCTION club.refuse_other_post();
CREATE TRIGGER well_placed BEFORE INSERT ON club.post FOR EACH ROW WHEN ((new.on_id IS NOT NULL)) EXECUTE FUNCTION club.refuse_misplaced_reply();

create table club.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON club.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table club.rules (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  posts_a_day smallint not null,
  reviews_a_day smallint not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint rules_pkey PRIMARY KEY (id),
  constraint rules_posts_a_day_check CHECK (posts_a_day >= 1 AND posts_a_day <= 200),
  constraint rules_reviews_a_day_check CHECK (reviews_a_day >= 1 AND reviews_a_day <= 200)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON club.rules FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION club.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'F3 a review is of what was bought', p.id::text, p.product_code
    from club.post p
   where p.kind = 'review'
     and not exists (select from sale.line l where l.sale_id = p.sale_id and l.product_code = p.product_code)
  union all
  select 'F5 a post stands as its last act says', p.id::text,
         case when p.hidden then 'hidden' else 'shown' end || case when p.pinned then ', pinned' else '' end
    from club.post p
    left join lateral (select act from club.moderation m where m.post_id = p.id and act in ('hidden', 'shown')
                        order by nth desc limit 1) h on true
    left join lateral (select act from club.moderation m where m.post_id = p.id and act in ('pinned', 'unpinned')
                        order by nth desc limit 1) i on true
   where p.hidden <> coalesce(h.act = 'hidden', false) or p.pinned <> coalesce(i.act = 'pinned', false)
$function$;

CREATE OR REPLACE FUNCTION club.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('F3 a review is of what was bought'), ('F5 a post stands as its last act says')
$function$;

CREATE OR REPLACE FUNCTION club.audit_likes()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'F8 a collection has the likes it counts', c.id::text, c.likes || ', given ' || count(l.id)
    from club.collection c left join club.like_given l on l.collection_id = c.id
   group by c.id having c.likes <> count(l.id)
  union all
  select 'F9 who has them all has one coupon, and nobody else', c.id::text, coalesce(c.coupon_id::text, 'none')
    from club.collection c
    left join wallet.coupon k on k.id = c.coupon_id and k.cause_id = c.id
   where (c.likes = c.needed) <> (k.id is not null)
  union all
  select 'F9 no more have won than was offered', o.id::text, w.wins || ' counted, ' || count(c.id) || ' of ' || o.most
    from club.like_offer o
    left join club.like_offer_wins w on w.offer_id = o.id
    left join club.collection c on c.offer_id = o.id and c.coupon_id is not null
   group by o.id, w.wins having w.wins is distinct from count(c.id) or count(c.id) > o.most
$function$;

CREATE OR REPLACE FUNCTION club.audit_likes_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('F8 a collection has the likes it counts'), ('F9 who has them all has one coupon, and nobody else'),
         ('F9 no more have won than was offered')
$function$;

CREATE OR REPLACE FUNCTION club.refuse_misplaced_reply()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  under text;
begin
  select kind into under from club.post where id = new.on_id;
  if under = 'reply' or (under = 'review' and new.member_id is not null) then
    raise exception 'F2: a reply stands under a topic, or is the answer of the house to a review'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION club.refuse_other_collection()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or new.likes <> old.likes + 1 or old.coupon_id is not null
     or (new.id, new.nth, new.fingerprint, new.offer_id, new.member_id, new.code, new.device_id, new.needed, new.at)
        is distinct from (old.id, old.nth, old.fingerprint, old.offer_id, old.member_id, old.code, old.device_id,
         old.needed, old.at) then
    raise exception 'F7: a collection grows by one like, until it has them all'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION club.refuse_other_post()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE'
     or (new.id, new.nth, new.fingerprint, new.kind, new.on_id, new.member_id, new.title, new.body, new.product_code,
         new.stars, new.sale_id, new.day, new.at, new.by_id, new.by_name)
        is distinct from (old.id, old.nth, old.fingerprint, old.kind, old.on_id, old.member_id, old.title, old.body,
         old.product_code, old.stars, old.sale_id, old.day, old.at, old.by_id, old.by_name) then
    raise exception 'F1: what was written stays as it was written' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema content;

create table content.act (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  broadcast_id uuid not null,
  act text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint act_pkey PRIMARY KEY (id),
  constraint act_act_check CHECK (act = ANY (ARRAY['scheduled'::text, 'drafted'::text, 'withdrawn'::text])),
  constraint act_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES content.broadcast(id)
);
CREATE INDEX act_of ON content.act USING btree (broadcast_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON content.act FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table content.batch (
  id uuid not null,
  broadcast_id uuid not null,
  nth integer not null,
  state text default 'queued'::text not null,
  draft_ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  unanswered_since timestamp with time zone,
  trouble text,
  ref text,
  settled_at timestamp with time zone,
  constraint batch_pkey PRIMARY KEY (id),
  constraint batch_broadcast_id_nth_key UNIQUE (broadcast_id, nth),
  constraint batch_check CHECK ((state = 'queued'::text) = (settled_at IS NULL)),
  constraint batch_state_check CHECK (state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])),
  constraint batch_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES content.broadcast(id)
);
CREATE INDEX batch_waiting ON content.batch USING btree (next_try_at) WHERE (state = 'queued'::text);
CREATE TRIGGER final BEFORE DELETE OR UPDATE ON content.batch FOR EACH ROW EXECUTE FUNCTION content.refuse_other_batch();

create table content.broadcast (
  id uuid not null,
  no bigint generated always as identity not null,
  fingerprint text not null,
  state text default 'draft'::text not null,
  cover_ref text,
  picture_url text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone,
  leased_until timestamp with time zone,
  trouble text,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint broadcast_pkey PRIMARY KEY (id),
  constraint broadcast_state_check CHECK (state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'withdrawn'::text]))
);
CREATE INDEX broadcast_waiting ON content.broadcast USING btree (state) WHERE (state = ANY (ARRAY['scheduled'::text, 'sending'::text]));
CREATE TRIGGER in_order BEFORE DELETE OR UPDATE ON content.broadcast FOR EACH ROW EXECUTE FUNCTION content.refuse_other_state();

create table content.finish (
  carrier_id uuid not null,
  ref text not null,
  status text not null,
  total integer not null,
  filtered integer not null,
  sent integer not null,
  failed integer not null,
  at timestamp with time zone not null,
  constraint finish_pkey PRIMARY KEY (carrier_id, ref),
  constraint finish_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id)
);

create table content.picture (
  id uuid not null,
  type text not null,
  bytes bytea not null,
  at timestamp with time zone not null,
  constraint picture_pkey PRIMARY KEY (id),
  constraint picture_bytes_check CHECK (length(bytes) >= 1 AND length(bytes) <= 1000000),
  constraint picture_type_check CHECK (type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text]))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON content.picture FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table content.recipient (
  id uuid not null,
  broadcast_id uuid not null,
  member_id uuid not null,
  state text default 'waiting'::text not null,
  trouble text,
  batch_id uuid,
  next_try_at timestamp with time zone not null,
  consent_id uuid,
  at timestamp with time zone not null,
  constraint recipient_pkey PRIMARY KEY (id),
  constraint recipient_broadcast_id_member_id_key UNIQUE (broadcast_id, member_id),
  constraint recipient_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'sent'::text, 'withheld'::text, 'unreachable'::text, 'failed'::text])),
  constraint sent_with_consent CHECK (state <> 'sent'::text OR consent_id IS NOT NULL AND batch_id IS NOT NULL),
  constraint recipient_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES content.batch(id),
  constraint recipient_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES content.broadcast(id)
);
CREATE INDEX recipient_batch ON content.recipient USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX recipient_member ON content.recipient USING btree (member_id, at);
CREATE INDEX recipient_waiting ON content.recipient USING btree (broadcast_id, next_try_at) WHERE ((state = 'waiting'::text) AND (batch_id IS NULL));

create table content.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON content.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table content.wording (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  broadcast_id uuid not null,
  title text not null,
  digest text not null,
  author text not null,
  body text not null,
  source_url text not null,
  picture_id uuid not null,
  segment_id uuid,
  carrier_id uuid not null,
  due_at timestamp with time zone not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint wording_pkey PRIMARY KEY (id),
  constraint wording_body_check CHECK (body <> ''::text),
  constraint wording_title_check CHECK (title <> ''::text),
  constraint wording_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES content.broadcast(id),
  constraint wording_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES campaign.carrier(id),
  constraint wording_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES content.picture(id)
);
CREATE INDEX wording_of ON content.wording USING btree (broadcast_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON content.wording FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_drafts BEFORE INSERT ON content.wording FOR EACH ROW EXECUTE FUNCTION content.refuse_other_words();

CREATE OR REPLACE FUNCTION content.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION content.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('P3 whoever was sent to is in a call that was taken'), ('P3 consent before every hand-off'),
         ('P5 at most four a month for a follower')
$function$;

CREATE OR REPLACE FUNCTION content.refuse_other_batch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.state <> 'queued' then
    raise exception 'P4: what became of a hand-off is final' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION content.refuse_other_state()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or (new.id, new.no, new.fingerprint, new.at) is distinct from (old.id, old.no, old.fingerprint,
     old.at) or (new.state <> old.state and (old.state, new.state) not in (
       ('draft', 'scheduled'), ('draft', 'withdrawn'), ('scheduled', 'draft'), ('scheduled', 'withdrawn'),
       ('scheduled', 'sending'), ('sending', 'sent'), ('sending', 'failed'), ('sending', 'withdrawn'))) then
    raise exception 'P2: a broadcast goes from draft to scheduled to sent'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION content.refuse_other_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select state from content.broadcast where id = new.broadcast_id) <> 'draft' then
    raise exception 'P1: only a draft is worded' using errcode = 'integrity_constraint_violation';
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

create schema device;

create table device.alias (
  member_id uuid not null,
  heir_id uuid not null,
  heir_number text not null,
  why text not null,
  event_hash text not null,
  at timestamp with time zone not null,
  constraint alias_pkey PRIMARY KEY (member_id),
  constraint alias_why_check CHECK (why = ANY (ARRAY['duplicate_mobile'::text, 'number_taken'::text]))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.alias FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.approval (
  id uuid not null,
  fingerprint text not null,
  enrolment_id uuid not null,
  approved boolean not null,
  device_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint approval_pkey PRIMARY KEY (id),
  constraint approval_enrolment_id_key UNIQUE (enrolment_id),
  constraint approved_is_a_device CHECK (approved = (device_id IS NOT NULL)),
  constraint approval_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.device(id),
  constraint approval_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES device.enrolment(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.approval FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.bundle (
  id uuid not null,
  fingerprint text not null,
  file_sha256 text not null,
  device_id uuid not null,
  epoch integer not null,
  from_seq bigint not null,
  to_seq bigint not null,
  events integer not null,
  segments integer not null,
  segments_done integer default 0 not null,
  fault text,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  by_branches uuid[],
  constraint bundle_pkey PRIMARY KEY (id),
  constraint never_more_than_there_are CHECK (segments_done >= 0 AND segments_done <= segments),
  constraint bundle_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.log(device_id)
);

create table device.bundle_segment (
  bundle_id uuid not null,
  no integer not null,
  segment jsonb not null,
  constraint bundle_segment_pkey PRIMARY KEY (bundle_id, no),
  constraint bundle_segment_bundle_id_fkey FOREIGN KEY (bundle_id) REFERENCES device.bundle(id)
);

create table device.code (
  id uuid not null,
  fingerprint text not null,
  code_sha256 bytea not null,
  branch_id uuid not null,
  name text not null,
  replaces_id uuid,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint code_pkey PRIMARY KEY (id),
  constraint code_code_sha256_key UNIQUE (code_sha256)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.code FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.decision (
  id uuid not null,
  fingerprint text not null,
  event_hash text not null,
  take boolean not null,
  outcome text not null,
  code text,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint decision_pkey PRIMARY KEY (id),
  constraint decision_event_hash_key UNIQUE (event_hash),
  constraint decision_event_hash_fkey FOREIGN KEY (event_hash) REFERENCES device.event(hash)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.decision FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.device (
  id uuid not null,
  code text not null,
  name text not null,
  branch_id uuid not null,
  app_version text not null,
  enrolled_at timestamp with time zone not null,
  enrolled_by text not null,
  last_seen_at timestamp with time zone,
  token_sha256 bytea,
  constraint device_pkey PRIMARY KEY (id),
  constraint device_code_key UNIQUE (code),
  constraint device_token_sha256_key UNIQUE (token_sha256)
);

create table device.e_receipt (
  secret_sha256 bytea not null,
  sale_id uuid not null,
  event_hash text not null,
  at timestamp with time zone not null,
  constraint e_receipt_pkey PRIMARY KEY (secret_sha256),
  constraint e_receipt_sale_id_key UNIQUE (sale_id),
  constraint e_receipt_secret_sha256_check CHECK (length(secret_sha256) = 32),
  constraint e_receipt_event_hash_fkey FOREIGN KEY (event_hash) REFERENCES device.event(hash)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.e_receipt FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.enrolment (
  id uuid not null,
  fingerprint text not null,
  code_id uuid not null,
  sign_key text not null,
  seal_key text not null,
  app_version text not null,
  secret_sha256 bytea not null,
  at timestamp with time zone not null,
  constraint enrolment_pkey PRIMARY KEY (id),
  constraint enrolment_code_id_key UNIQUE (code_id),
  constraint enrolment_code_id_fkey FOREIGN KEY (code_id) REFERENCES device.code(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.enrolment FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.epoch (
  device_id uuid not null,
  epoch integer not null,
  enrolment_id uuid not null,
  sign_key text not null,
  seal_key text not null,
  since timestamp with time zone not null,
  constraint epoch_pkey PRIMARY KEY (device_id, epoch),
  constraint epoch_enrolment_id_key UNIQUE (enrolment_id),
  constraint epoch_epoch_check CHECK (epoch >= 1),
  constraint epoch_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.device(id),
  constraint epoch_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES device.enrolment(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.epoch FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.event (
  hash text not null,
  device_id uuid not null,
  store_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  follows text,
  id uuid not null,
  kind text not null,
  text text not null,
  happened_at timestamp with time zone not null,
  clamped boolean not null,
  minor bigint not null,
  points bigint not null,
  member_id uuid,
  way text,
  reservation_id uuid,
  received_at timestamp with time zone not null,
  placed text not null,
  other_branch boolean not null,
  outcome text not null,
  code text,
  earned bigint,
  waits_for uuid,
  constraint event_pkey PRIMARY KEY (hash),
  constraint aside_has_a_reason CHECK ((outcome <> ALL (ARRAY['quarantined'::text, 'refused'::text, 'waiting'::text])) OR code IS NOT NULL),
  constraint event_epoch_check CHECK (epoch >= 1),
  constraint event_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'::text),
  constraint event_kind_check CHECK (kind = ANY (ARRAY['enrolment'::text, 'sale'::text, 'top_up'::text, 'gift'::text, 'shift'::text, 'mark'::text])),
  constraint event_minor_check CHECK (minor >= 0),
  constraint event_outcome_check CHECK (outcome = ANY (ARRAY['applied'::text, 'duplicate'::text, 'quarantined'::text, 'refused'::text, 'waiting'::text])),
  constraint event_placed_check CHECK (placed = ANY (ARRAY['in_order'::text, 'device_revoked'::text, 'device_frozen'::text, 'epoch_over'::text])),
  constraint event_points_check CHECK (points >= 0),
  constraint event_seq_check CHECK (seq >= 1),
  constraint follows_the_one_before CHECK (placed = 'epoch_over'::text OR other_branch OR (seq = 1) = (follows IS NULL)),
  constraint waits_for_something CHECK ((outcome = 'waiting'::text) <= (waits_for IS NOT NULL)),
  constraint event_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.log(device_id),
  constraint event_follows_fkey FOREIGN KEY (follows) REFERENCES device.event(hash)
);
CREATE INDEX event_alike ON device.event USING btree (member_id, happened_at) WHERE ((kind = 'sale'::text) AND (member_id IS NOT NULL));
CREATE UNIQUE INDEX event_applied_once ON device.event USING btree (id) WHERE (outcome = 'applied'::text);
CREATE INDEX event_aside ON device.event USING btree (device_id, outcome) WHERE (outcome <> 'applied'::text);
CREATE INDEX event_id ON device.event USING btree (id);
CREATE INDEX event_newest ON device.event USING btree (received_at DESC, device_id, epoch, seq);
CREATE UNIQUE INDEX event_number ON device.event USING btree (device_id, epoch, seq) WHERE (NOT other_branch);
CREATE INDEX event_waiting ON device.event USING btree (waits_for) WHERE (outcome = 'waiting'::text);
CREATE TRIGGER judged_once BEFORE UPDATE ON device.event FOR EACH ROW EXECUTE FUNCTION device.judged_once();
CREATE TRIGGER never_deleted BEFORE DELETE ON device.event FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.exception (
  id uuid not null,
  kind text not null,
  device_id uuid not null,
  store_id uuid not null,
  event_hash text,
  event_id uuid,
  member_id uuid,
  subject text,
  amount bigint not null,
  loss_minor bigint not null,
  beyond_bound boolean not null,
  evidence jsonb not null,
  at timestamp with time zone not null,
  constraint exception_pkey PRIMARY KEY (id),
  constraint exception_amount_check CHECK (amount >= 0),
  constraint exception_loss_minor_check CHECK (loss_minor >= 0)
);
CREATE INDEX exception_device ON device.exception USING btree (device_id, kind);
CREATE INDEX exception_event ON device.exception USING btree (event_hash);
CREATE INDEX exception_newest ON device.exception USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.exception FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.fork (
  device_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  hash text not null,
  other_hash text not null,
  at timestamp with time zone not null,
  constraint fork_pkey PRIMARY KEY (device_id, epoch, seq, other_hash),
  constraint two_contents CHECK (hash <> other_hash),
  constraint fork_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.log(device_id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.fork FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.hand_discount (
  event_hash text not null,
  sale_id uuid not null,
  device_id uuid not null,
  store_id uuid not null,
  happened_at timestamp with time zone not null,
  cashier_id uuid not null,
  cashier_name text not null,
  listed_minor bigint not null,
  off_minor bigint not null,
  share_bps integer not null,
  most_bps integer,
  allowed_id uuid,
  allowed_name text,
  within boolean not null,
  constraint hand_discount_pkey PRIMARY KEY (event_hash),
  constraint hand_discount_check CHECK (off_minor > 0 AND off_minor <= listed_minor),
  constraint hand_discount_listed_minor_check CHECK (listed_minor >= 0),
  constraint hand_discount_share_bps_check CHECK (share_bps >= 0 AND share_bps <= 10000),
  constraint whoever_allows_has_a_name CHECK ((allowed_id IS NULL) = (allowed_name IS NULL)),
  constraint hand_discount_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.device(id),
  constraint hand_discount_event_hash_fkey FOREIGN KEY (event_hash) REFERENCES device.event(hash)
);
CREATE INDEX hand_discount_device ON device.hand_discount USING btree (device_id, happened_at DESC);
CREATE INDEX hand_discount_store ON device.hand_discount USING btree (store_id, happened_at DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.hand_discount FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.head_key (
  only_one boolean default true not null,
  sign_seed bytea not null,
  seal_seed bytea not null,
  mobile_salt text not null,
  made_at timestamp with time zone not null,
  constraint head_key_pkey PRIMARY KEY (only_one),
  constraint head_key_only_one_check CHECK (only_one),
  constraint head_key_seal_seed_check CHECK (length(seal_seed) = 32),
  constraint head_key_sign_seed_check CHECK (length(sign_seed) = 32)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.head_key FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.limits (
  seq bigint generated always as identity not null,
  id uuid not null,
  fingerprint text not null,
  branch_id uuid not null,
  limits jsonb,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint limits_pkey PRIMARY KEY (seq),
  constraint limits_id_key UNIQUE (id)
);
CREATE INDEX limits_branch ON device.limits USING btree (branch_id, seq DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.limits FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.log (
  device_id uuid not null,
  store_id uuid not null,
  status text not null,
  epoch integer not null,
  mark bigint not null,
  head text not null,
  revoked_after bigint,
  anchor timestamp with time zone,
  last_event_at timestamp with time zone,
  pending_count bigint default 0 not null,
  pending_minor bigint default 0 not null,
  pending_at timestamp with time zone,
  reads_old_marks boolean default false not null,
  constraint log_pkey PRIMARY KEY (device_id),
  constraint a_revocation_has_its_number CHECK ((status = 'revoked'::text) = (revoked_after IS NOT NULL)),
  constraint log_epoch_check CHECK (epoch >= 1),
  constraint log_head_check CHECK (head ~ '^[0-9a-f]{64}$'::text),
  constraint log_mark_check CHECK (mark >= 0),
  constraint log_pending_count_check CHECK (pending_count >= 0),
  constraint log_pending_minor_check CHECK (pending_minor >= 0),
  constraint log_status_check CHECK (status = ANY (ARRAY['active'::text, 'frozen'::text, 'revoked'::text]))
);
CREATE TRIGGER only_forward BEFORE UPDATE ON device.log FOR EACH ROW EXECUTE FUNCTION device.only_forward();

create table device.media (
  id uuid not null,
  type text not null,
  bytes bytea not null,
  at timestamp with time zone not null,
  constraint media_pkey PRIMARY KEY (id),
  constraint media_type_check CHECK (type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text]))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.media FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.old_mark (
  device_id uuid not null,
  epoch integer not null,
  mark bigint not null,
  constraint old_mark_pkey PRIMARY KEY (device_id, epoch),
  constraint old_mark_epoch_check CHECK (epoch >= 1),
  constraint old_mark_mark_check CHECK (mark >= 1),
  constraint old_mark_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.log(device_id)
);

create table device.playlist (
  only_one boolean default true not null,
  version integer not null,
  items jsonb not null,
  bulletin jsonb not null,
  constraint playlist_pkey PRIMARY KEY (only_one),
  constraint playlist_only_one_check CHECK (only_one)
);

create table device.policy (
  device_id uuid not null,
  version integer not null,
  body_sha256 text not null,
  text text not null,
  signature text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint policy_pkey PRIMARY KEY (device_id, version),
  constraint policy_version_check CHECK (version >= 1),
  constraint policy_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.device(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.policy FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.public_address (
  one boolean default true not null,
  url text,
  said_at timestamp with time zone not null,
  constraint public_address_pkey PRIMARY KEY (one),
  constraint public_address_one_check CHECK (one)
);

create table device.reservation (
  id uuid not null,
  fingerprint text not null,
  kind text not null,
  store_id uuid not null,
  device_id uuid,
  member_id uuid not null,
  member_number text not null,
  minor bigint not null,
  points bigint not null,
  coupons uuid[] not null,
  text text not null,
  signature text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  spent_minor bigint default 0 not null,
  spent_points bigint default 0 not null,
  returned_minor bigint,
  returned_points bigint,
  returned_at timestamp with time zone,
  cause text,
  by_id uuid,
  by_name text not null,
  constraint reservation_pkey PRIMARY KEY (id),
  constraint a_voucher_is_for_one_till CHECK (kind <> 'voucher'::text OR device_id IS NOT NULL),
  constraint goes_back_whole CHECK (returned_at IS NULL AND returned_minor IS NULL AND returned_points IS NULL AND cause IS NULL OR returned_minor = (minor - spent_minor) AND returned_points = (points - spent_points) AND cause IS NOT NULL AND returned_at IS NOT NULL),
  constraint never_spent_beyond CHECK (spent_minor >= 0 AND spent_minor <= minor AND spent_points >= 0 AND spent_points <= points),
  constraint reservation_cause_check CHECK (cause = ANY (ARRAY['closed'::text, 'expired'::text])),
  constraint reservation_check CHECK (expires_at > issued_at),
  constraint reservation_kind_check CHECK (kind = ANY (ARRAY['voucher'::text, 'lease'::text])),
  constraint reservation_minor_check CHECK (minor >= 0),
  constraint reservation_points_check CHECK (points >= 0)
);
CREATE INDEX reservation_member ON device.reservation USING btree (member_id, issued_at DESC);
CREATE INDEX reservation_standing ON device.reservation USING btree (expires_at) WHERE (returned_at IS NULL);
CREATE INDEX reservation_store ON device.reservation USING btree (store_id, issued_at DESC);
CREATE TRIGGER back_once BEFORE UPDATE ON device.reservation FOR EACH ROW EXECUTE FUNCTION device.back_once();
CREATE TRIGGER never_deleted BEFORE DELETE ON device.reservation FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.reservation_closing (
  reservation_id uuid not null,
  device_id uuid not null,
  spent_minor bigint not null,
  spent_points bigint not null,
  at timestamp with time zone not null,
  constraint reservation_closing_pkey PRIMARY KEY (reservation_id, device_id),
  constraint reservation_closing_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES device.reservation(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.reservation_closing FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.reservation_hold (
  hold_id uuid not null,
  reservation_id uuid not null,
  unit text not null,
  amount bigint not null,
  live boolean default true not null,
  constraint reservation_hold_pkey PRIMARY KEY (hold_id),
  constraint reservation_hold_amount_check CHECK (amount > 0),
  constraint reservation_hold_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES device.reservation(id)
);
CREATE INDEX reservation_hold_live ON device.reservation_hold USING btree (reservation_id) WHERE live;

create table device.reservation_use (
  event_hash text not null,
  reservation_id uuid not null,
  minor bigint not null,
  points bigint not null,
  at timestamp with time zone not null,
  passes jsonb default '[]'::jsonb not null,
  constraint reservation_use_pkey PRIMARY KEY (event_hash),
  constraint reservation_use_minor_check CHECK (minor >= 0),
  constraint reservation_use_points_check CHECK (points >= 0),
  constraint reservation_use_event_hash_fkey FOREIGN KEY (event_hash) REFERENCES device.event(hash),
  constraint reservation_use_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES device.reservation(id)
);
CREATE INDEX reservation_use_of ON device.reservation_use USING btree (reservation_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.reservation_use FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.revocation (
  id uuid not null,
  fingerprint text not null,
  device_id uuid not null,
  reason text not null,
  epoch integer not null,
  mark bigint not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint revocation_pkey PRIMARY KEY (id),
  constraint revocation_device_id_key UNIQUE (device_id),
  constraint revocation_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.device(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.revocation FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.settlement (
  id uuid not null,
  fingerprint text not null,
  exception_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint settlement_pkey PRIMARY KEY (id),
  constraint settlement_exception_id_key UNIQUE (exception_id),
  constraint settlement_exception_id_fkey FOREIGN KEY (exception_id) REFERENCES device.exception(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON device.settlement FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table device.shift (
  id uuid not null,
  device_id uuid not null,
  store_id uuid not null,
  opened_at timestamp with time zone not null,
  float_minor bigint default 0 not null,
  cash_in_minor bigint default 0 not null,
  cash_out_minor bigint default 0 not null,
  closed_at timestamp with time zone,
  counted_minor bigint,
  expected_minor bigint,
  receipts integer,
  figures jsonb,
  cashier_id uuid,
  cashier_name text not null,
  constraint shift_pkey PRIMARY KEY (id),
  constraint closed_by_a_count CHECK ((closed_at IS NULL) = (counted_minor IS NULL))
);
CREATE INDEX shift_newest ON device.shift USING btree (opened_at DESC, id);

create table device.waiting (
  device_id uuid not null,
  epoch integer not null,
  from_seq bigint not null,
  to_seq bigint not null,
  head text not null,
  signature text not null,
  events text[] not null,
  hashes text[] not null,
  minors bigint[] not null,
  received_at timestamp with time zone not null,
  constraint waiting_pkey PRIMARY KEY (device_id, epoch, from_seq, head),
  constraint waiting_check CHECK (to_seq >= from_seq),
  constraint waiting_device_id_fkey FOREIGN KEY (device_id) REFERENCES device.log(device_id)
);

CREATE OR REPLACE FUNCTION device.audit_hand_discounts()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'D14 a discount nobody might give is told', h.sale_id::text, h.share_bps || ' of ' || h.most_bps
    from device.hand_discount h
   where not h.within and not exists (
     select from device.exception x where x.event_hash = h.event_hash and x.kind = 'discount_not_allowed')
$function$;

CREATE OR REPLACE FUNCTION device.audit_hand_discounts_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('D14 a discount nobody might give is told')
$function$;

CREATE OR REPLACE FUNCTION device.audit_identity()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'D1 a device has an unbroken row of epochs', d.id::text, 'has ' || count(e.epoch) || ', last ' || max(e.epoch)
    from device.device d left join device.epoch e on e.device_id = d.id
   group by d.id having count(e.epoch) = 0 or count(e.epoch) <> max(e.epoch)
  union all
  select 'D9 policies are numbered without gaps', p.device_id::text, count(*) || ' up to ' || max(p.version)
    from device.policy p group by p.device_id having count(*) <> max(p.version)
$function$;

CREATE OR REPLACE FUNCTION device.audit_identity_laws()
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  values ('D1 a device has an unbroken row of epochs'), ('D9 policies are numbered without gaps')
$function$;

CREATE OR REPLACE FUNCTION device.audit_log()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'O5 no gap under the mark', l.device_id::text, 'mark ' || l.mark || ' of ' || count(e.hash)
    from device.log l
    left join device.event e on e.device_id = l.device_id and e.epoch = l.epoch and not e.other_branch
                            and e.seq <= l.mark
   group by l.device_id, l.mark having count(e.hash) <> l.mark
  union all
  select 'O5 the head is the last event', l.device_id::text, l.head
    from device.log l
   where l.head <> coalesce((select e.hash from device.event e where e.device_id = l.device_id and e.epoch = l.epoch
                                                                 and e.seq = l.mark and not e.other_branch),
                            repeat('0', 64))
  union all
  select 'O5 each follows the one before', e.hash, e.device_id || ' ' || e.epoch || ' ' || e.seq
    from device.event e join device.event b on b.hash = e.follows
   where (b.device_id, b.epoch, b.seq) <> (e.device_id, e.epoch, e.seq - 1)
  union all
  select 'O5 a fork is frozen', f.device_id::text, f.epoch || ' ' || f.seq
    from device.fork f join device.log l using (device_id) where l.epoch = f.epoch and l.status = 'active'
  union all
  select 'O8 conservation', l.device_id::text, 'epoch ' || l.epoch || ' has events beyond its mark'
    from device.log l
   where exists (select from device.event e
                  where e.device_id = l.device_id and not e.other_branch
                    and (e.epoch > l.epoch or e.epoch = l.epoch and e.seq > l.mark))
  union all
  select 'O4 aside with an exception', e.hash, e.outcome || ' ' || e.code
    from device.event e
   where e.outcome in ('quarantined', 'refused')
     and not exists (select from device.exception x where x.event_hash = e.hash)
  union all
  select 'X1 carried out once', e.id::text, count(*)::text
    from device.event e where e.outcome = 'applied' group by e.id having count(*) > 1
  union all
  select 'D2 nothing waits that could go on', w.device_id::text, w.from_seq::text
    from device.waiting w join device.log l on l.device_id = w.device_id and l.epoch = w.epoch
   where w.from_seq <= l.mark + 1
$function$;

CREATE OR REPLACE FUNCTION device.audit_log_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('O5 no gap under the mark'), ('O5 the head is the last event'), ('O5 each follows the one before'),
         ('O5 a fork is frozen'), ('O8 conservation'), ('O4 aside with an exception'), ('X1 carried out once'),
         ('D2 nothing waits that could go on')
$function$;

CREATE OR REPLACE FUNCTION device.audit_reservation()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'D7 spent is what was used', r.id::text, r.spent_minor || ' ' || r.spent_points
    from device.reservation r
    left join (select reservation_id, sum(minor) as minor, sum(points) as points
                 from device.reservation_use group by reservation_id) u on u.reservation_id = r.id
   where (r.spent_minor, r.spent_points) <> (coalesce(u.minor, 0), coalesce(u.points, 0))
  union all
  select 'D7 holds are what is left', r.id::text, 'held ' || coalesce(h.minor, 0) || ' and ' || coalesce(h.points, 0)
    from device.reservation r
    left join (select reservation_id, sum(amount) filter (where unit in ('principal', 'bonus')) as minor,
                      sum(amount) filter (where unit = 'points') as points
                 from device.reservation_hold where live group by reservation_id) h on h.reservation_id = r.id
   where (coalesce(h.minor, 0), coalesce(h.points, 0)) <>
         (case when r.returned_at is null then r.minor - r.spent_minor else 0 end,
          case when r.returned_at is null then r.points - r.spent_points else 0 end)
  union all
  select 'D7 a voucher is used once', r.id::text, count(*)::text
    from device.reservation r join device.reservation_use u on u.reservation_id = r.id
   where r.kind = 'voucher' group by r.id having count(*) > 1
  union all
  select 'D7 goes back after its grace', r.id::text, r.returned_at::text
    from device.reservation r
   where r.cause = 'expired' and r.returned_at < r.expires_at + interval '24 hours'
  union all
  -- A sale that ended with a loss on the store's account says so to people.
  select 'O3 overspend has its exception', t.sale_id::text, t.amount_minor::text
    from sale.tender t join sale.sale s on s.id = t.sale_id and s.kind = 'sale' and s.source = 'device'
   where t.kind = 'offline_loss' and t.amount_minor > 0
     and exists (select from device.event e where e.id = t.sale_id)
     and not exists (select from device.exception x where x.event_id = t.sale_id
                                                      and x.kind in ('overspend', 'burn_on_barred_card'))
  union all
  select 'O3 beyond bound is told', x.id::text, x.kind || ' ' || x.loss_minor
    from device.exception x join device.event e on e.hash = x.event_hash
   where x.kind = 'overspend' and x.loss_minor > 0 and e.way is distinct from 'limit' and not x.beyond_bound
  union all
  select 'D6 losses are on the ledger', x.event_id::text, sum(x.loss_minor)::text
    from device.exception x
   where x.loss_minor > 0 and x.event_id is not null
   group by x.event_id
  having sum(x.loss_minor) <> coalesce((select -sum(p.amount) from ledger.transaction t
                                          join ledger.posting p on p.transaction_id = t.id and p.unit = 'offline_loss'
                                          join ledger.account a on a.id = p.account_id and a.holder_id is not null
                                         where t.cause_id = x.event_id), 0)
$function$;

CREATE OR REPLACE FUNCTION device.audit_reservation_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('D7 spent is what was used'), ('D7 holds are what is left'), ('D7 a voucher is used once'),
         ('D7 goes back after its grace'), ('O3 overspend has its exception'), ('O3 beyond bound is told'),
         ('D6 losses are on the ledger')
$function$;

CREATE OR REPLACE FUNCTION device.audit_reservation_passes()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with aside as (
    select r.id, r.returned_at, 'pass:' || (p ->> 'code') as unit, (p ->> 'count')::bigint as count
      from device.reservation r
     cross join lateral jsonb_array_elements(coalesce(r.text::jsonb -> 'passes', '[]')) p),
  used as (
    select u.reservation_id, 'pass:' || (p ->> 'code') as unit, sum((p ->> 'count')::bigint) as count
      from device.reservation_use u cross join lateral jsonb_array_elements(u.passes) p
     group by 1, 2)
  select 'D7 no more uses of a pass than were set aside', used.reservation_id::text, used.unit || ' ' || used.count
    from used left join aside on aside.id = used.reservation_id and aside.unit = used.unit
   where used.count > coalesce(aside.count, 0)
  union all
  select 'D7 holds of passes are what is left', a.id::text, a.unit || ' held ' || coalesce(h.count, 0)
    from aside a
    left join used u on u.reservation_id = a.id and u.unit = a.unit
    left join (select reservation_id, unit, sum(amount) as count
                 from device.reservation_hold where live group by 1, 2) h
      on h.reservation_id = a.id and h.unit = a.unit
   where coalesce(h.count, 0) <> case when a.returned_at is null then a.count - coalesce(u.count, 0) else 0 end
$function$;

CREATE OR REPLACE FUNCTION device.audit_reservation_passes_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('D7 no more uses of a pass than were set aside'), ('D7 holds of passes are what is left')
$function$;

CREATE OR REPLACE FUNCTION device.back_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.returned_at is not null
     or (to_jsonb(old) - '{spent_minor,spent_points,returned_minor,returned_points,returned_at,cause}'::text[])
        is distinct from
        (to_jsonb(new) - '{spent_minor,spent_points,returned_minor,returned_points,returned_at,cause}'::text[])
     or new.spent_minor < old.spent_minor or new.spent_points < old.spent_points then
    raise exception 'D7: reservation % went back already, or was rewritten', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION device.judged_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (to_jsonb(old) - '{outcome,code,earned}'::text[])
       is distinct from (to_jsonb(new) - '{outcome,code,earned}'::text[])
     or old.outcome in ('applied', 'duplicate') or new.outcome = 'waiting' then
    raise exception 'D2: event % was judged and stays so', old.hash using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION device.only_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.epoch, new.mark) < (old.epoch, old.mark) or new.device_id <> old.device_id then
    raise exception 'D2: the log of % goes from % % back to % %', old.device_id, old.epoch, old.mark, new.epoch,
      new.mark
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema goods;

create table goods.movement (
  id uuid not null,
  product_id uuid not null,
  branch_id uuid,
  kind text not null,
  quantity bigint not null,
  left_over bigint not null,
  cause_kind text not null,
  cause_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint movement_pkey PRIMARY KEY (id),
  constraint moved_once UNIQUE NULLS NOT DISTINCT (cause_id, cause_kind, product_id, branch_id),
  constraint movement_kind_check CHECK (kind = ANY (ARRAY['in'::text, 'out'::text, 'transfer'::text, 'stocktake'::text])),
  constraint movement_quantity_check CHECK (quantity <> 0),
  constraint movement_product_id_fkey FOREIGN KEY (product_id) REFERENCES goods.product(id)
);
CREATE INDEX movement_order ON goods.movement USING btree (product_id, at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON goods.movement FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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
  cost_minor bigint,
  stocked boolean default false not null,
  version integer default 1 not null,
  constraint product_pkey PRIMARY KEY (id),
  constraint product_cost_minor_check CHECK (cost_minor >= 0),
  constraint product_price_minor_check CHECK (price_minor >= 0)
);
CREATE UNIQUE INDEX product_barcode ON goods.product USING btree (barcode) WHERE ((withdrawn_at IS NULL) AND (barcode IS NOT NULL));
CREATE UNIQUE INDEX product_code ON goods.product USING btree (code) WHERE (withdrawn_at IS NULL);

create table goods.shelf (
  product_id uuid not null,
  branch_id uuid,
  on_hand bigint default 0 not null,
  low bigint,
  high bigint,
  constraint shelf_product_id_branch_id_key UNIQUE NULLS NOT DISTINCT (product_id, branch_id),
  constraint low_below_high CHECK (low IS NULL OR high IS NULL OR low <= high),
  constraint shelf_high_check CHECK (high >= 0),
  constraint shelf_low_check CHECK (low >= 0),
  constraint shelf_product_id_fkey FOREIGN KEY (product_id) REFERENCES goods.product(id)
);
CREATE INDEX shelf_branch ON goods.shelf USING btree (branch_id);
CREATE TRIGGER never_deleted BEFORE DELETE ON goods.shelf FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table goods.stock_entry (
  id uuid not null,
  fingerprint text not null,
  kind text not null,
  branch_id uuid,
  to_branch_id uuid,
  note text not null,
  card_batch_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  constraint stock_entry_pkey PRIMARY KEY (id),
  constraint stock_entry_kind_check CHECK (kind = ANY (ARRAY['in'::text, 'out'::text, 'transfer'::text, 'stocktake'::text]))
);
CREATE INDEX stock_entry_order ON goods.stock_entry USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON goods.stock_entry FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table goods.stocktake_line (
  entry_id uuid not null,
  product_id uuid not null,
  expected bigint not null,
  counted bigint not null,
  constraint stocktake_line_pkey PRIMARY KEY (entry_id, product_id),
  constraint stocktake_line_counted_check CHECK (counted >= 0),
  constraint stocktake_line_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES goods.stock_entry(id),
  constraint stocktake_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES goods.product(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON goods.stocktake_line FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION goods.audit_stock()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'B5 shelf equals movements', p.code, s.on_hand || ' but moved ' || coalesce(m.total, 0)
    from goods.shelf s
    join goods.product p on p.id = s.product_id
    left join (select product_id, branch_id, sum(quantity) as total from goods.movement group by 1, 2) m
           on m.product_id = s.product_id and m.branch_id is not distinct from s.branch_id
   where s.on_hand <> coalesce(m.total, 0)
  union all
  select 'B7 variance is moved', l.entry_id::text, l.counted - l.expected || ' but moved ' || coalesce(m.quantity, 0)
    from goods.stocktake_line l
    left join goods.movement m on m.cause_id = l.entry_id and m.cause_kind = 'stocktake' and m.product_id = l.product_id
   where l.counted - l.expected <> coalesce(m.quantity, 0)
  union all
  select 'B8 transfer conserves', m.cause_id::text, p.code || ' ' || sum(m.quantity)
    from goods.movement m join goods.product p on p.id = m.product_id
   where m.cause_kind = 'transfer' group by m.cause_id, p.code having sum(m.quantity) <> 0
$function$;

CREATE OR REPLACE FUNCTION goods.audit_stock_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('B5 shelf equals movements'), ('B7 variance is moved'), ('B8 transfer conserves')
$function$;

create schema house;

create table house.audit_finding (
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  room text not null,
  law text not null,
  subject text not null,
  detail text not null,
  settled_at timestamp with time zone,
  constraint seen_in_order CHECK (first_seen_at <= last_seen_at AND (settled_at IS NULL OR settled_at >= last_seen_at))
);
CREATE UNIQUE INDEX audit_finding_open ON house.audit_finding USING btree (room, law, subject) WHERE (settled_at IS NULL);
CREATE INDEX audit_finding_seen ON house.audit_finding USING btree (first_seen_at);

create table house.audit_run (
  at timestamp with time zone not null,
  checked integer not null,
  found integer not null,
  ms integer not null,
  constraint audit_run_pkey PRIMARY KEY (at),
  constraint audit_run_checked_check CHECK (checked > 0),
  constraint audit_run_found_check CHECK (found >= 0),
  constraint audit_run_ms_check CHECK (ms >= 0)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON house.audit_run FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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
CREATE INDEX event_subject ON house.event USING btree (subject_id, seq) WHERE (kind <> 'sale.recorded'::text);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON house.event FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table house.reader (
  name text not null,
  horizon xid8 default '0'::xid8 not null,
  seq bigint default 0 not null,
  constraint reader_pkey PRIMARY KEY (name)
);

CREATE OR REPLACE FUNCTION house.audit()
 RETURNS TABLE(room text, law text, subject text, detail text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  one record;
begin
  for one in select * from house.audit_parts() loop
    return query execute format('select %L::text, law::text, subject::text, detail::text from %I.%I()',
                                one.room, one.room, one.part);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION house.audit_laws()
 RETURNS TABLE(room text, law text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  one record;
begin
  for one in select * from house.audit_parts() loop
    return query execute format('select %L::text, l::text from %I.%I() as l', one.room, one.room, one.part || '_laws');
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION house.audit_parts()
 RETURNS TABLE(room text, part text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  lonely text;
begin
  select n.nspname || '.' || p.proname into lonely
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where p.pronargs = 0 and (p.proname = 'audit' or p.proname like 'audit\_%') and p.proname not like '%\_laws'
     and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'house')
     and to_regprocedure(format('%I.%I()', n.nspname, p.proname || '_laws')) is null
   limit 1;
  if lonely is not null then
    raise exception 'H1: the audit part % does not name its laws', lonely using errcode = 'undefined_function';
  end if;
  return query
    select n.nspname::text, p.proname::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.pronargs = 0 and (p.proname = 'audit' or p.proname like 'audit\_%') and p.proname not like '%\_laws'
       and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'house')
     order by n.nspname, p.proname;
end $function$;

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
  constraint file_kind_check CHECK (kind = ANY (ARRAY['members'::text, 'products'::text, 'sales'::text, 'balances'::text, 'pastCoupons'::text])),
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

create table import.past_coupon (
  id uuid not null,
  fact text not null,
  campaign text not null,
  coupon text,
  name text default ''::text not null,
  product_code text,
  member_id uuid,
  issued_on date,
  redeemed_on date,
  receipt_no text,
  valid_from date,
  valid_to date,
  constraint past_coupon_pkey PRIMARY KEY (id),
  constraint past_coupon_campaign_check CHECK (length(campaign) <= 100),
  constraint past_coupon_coupon_check CHECK (length(coupon) >= 1 AND length(coupon) <= 100),
  constraint past_coupon_fact_check CHECK (fact = ANY (ARRAY['campaign'::text, 'coupon'::text, 'issue'::text, 'redemption'::text])),
  constraint past_coupon_name_check CHECK (length(name) <= 200),
  constraint past_coupon_product_code_check CHECK (length(product_code) >= 1 AND length(product_code) <= 100),
  constraint past_coupon_receipt_no_check CHECK (length(receipt_no) >= 1 AND length(receipt_no) <= 100),
  constraint past_ends_after_it_begins CHECK (valid_to >= valid_from),
  constraint past_issued CHECK (issued_on IS NULL OR member_id IS NOT NULL),
  constraint past_names_something CHECK (campaign <> ''::text OR coupon IS NOT NULL),
  constraint past_of_a_campaign CHECK (fact <> 'campaign'::text OR coupon IS NULL AND product_code IS NULL),
  constraint past_of_a_coupon CHECK (fact <> 'coupon'::text OR coupon IS NOT NULL),
  constraint past_of_a_member CHECK ((fact = ANY (ARRAY['issue'::text, 'redemption'::text])) = (member_id IS NOT NULL)),
  constraint past_redeemed CHECK ((fact = 'redemption'::text) = (redeemed_on IS NOT NULL) AND (fact <> 'redemption'::text OR coupon IS NOT NULL) AND (receipt_no IS NULL OR fact = 'redemption'::text)),
  constraint past_used_after_issue CHECK (redeemed_on >= issued_on)
);
CREATE INDEX past_coupon_campaign ON import.past_coupon USING btree (campaign, coupon);
CREATE INDEX past_coupon_member ON import.past_coupon USING btree (member_id) WHERE (member_id IS NOT NULL);
CREATE TRIGGER never_rewritten BEFORE UPDATE ON import.past_coupon FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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
  union all
  select 'I6 a past coupon is no lot', p.id::text, c.code
    from import.past_coupon p join wallet.coupon c on c.id = p.id
  union all
  select 'I7 a past fact stands under its key', coalesce(p.id, a.subject_id)::text, coalesce(p.fact, 'no fact')
    from import.past_coupon p
    full join (select subject_id from import.applied where made = 'past_coupon') a on a.subject_id = p.id
   where p.id is null or a.subject_id is null
$function$;

CREATE OR REPLACE FUNCTION import.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('I1 every row is accounted for'), ('I4 an undone file holds no key'),
         ('I6 a past coupon is no lot'), ('I7 a past fact stands under its key')
$function$;

create schema insight;

create table insight.bill (
  sale_id uuid not null,
  member_id uuid not null,
  branch_id uuid not null,
  day date not null,
  minute smallint not null,
  kept_minor bigint not null,
  constraint bill_pkey PRIMARY KEY (sale_id),
  constraint bill_minute_check CHECK (minute >= 0 AND minute <= 1439)
);
CREATE INDEX bill_day ON insight.bill USING btree (day);
CREATE INDEX bill_member ON insight.bill USING btree (member_id, day);

create table insight.bill_line (
  sale_id uuid not null,
  product_code text not null,
  kept_thousandths bigint not null,
  constraint bill_line_pkey PRIMARY KEY (sale_id, product_code),
  constraint bill_line_kept_thousandths_check CHECK (kept_thousandths > 0),
  constraint bill_line_sale_id_fkey FOREIGN KEY (sale_id) REFERENCES insight.bill(sale_id) ON DELETE CASCADE
);
CREATE INDEX bill_line_product ON insight.bill_line USING btree (product_code);

create table insight.branch_band (
  day date not null,
  branch_id uuid not null,
  band smallint not null,
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  constraint branch_band_pkey PRIMARY KEY (day, branch_id, band),
  constraint branch_band_band_check CHECK (band >= 0)
);

create table insight.branch_hour (
  day date not null,
  branch_id uuid not null,
  hour smallint not null,
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  constraint branch_hour_pkey PRIMARY KEY (day, branch_id, hour),
  constraint branch_hour_hour_check CHECK (hour >= 0 AND hour <= 23)
);

create table insight.branch_month (
  month date not null,
  branch_id uuid not null,
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  constraint branch_month_pkey PRIMARY KEY (month, branch_id),
  constraint branch_month_month_check CHECK (EXTRACT(day FROM month) = 1::numeric)
);

create table insight.day_again (
  member_id uuid not null,
  day date not null,
  purchases integer not null,
  spend_minor bigint not null,
  constraint day_again_pkey PRIMARY KEY (member_id, day)
);

create table insight.deed (
  seq bigint not null,
  member_id uuid not null,
  deed text not null,
  what text not null,
  ref text,
  day date not null,
  constraint deed_pkey PRIMARY KEY (seq)
);
CREATE INDEX deed_member ON insight.deed USING btree (member_id);
CREATE INDEX deed_ref ON insight.deed USING btree (ref);
CREATE INDEX deed_what ON insight.deed USING btree (deed, what, day);

create table insight.fact_round (
  one boolean default true not null,
  under_way boolean not null,
  after_id uuid,
  constraint fact_round_pkey PRIMARY KEY (one),
  constraint fact_round_one_check CHECK (one)
);

create table insight.finance_profile (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  version integer not null,
  day date not null,
  income_minor bigint not null,
  expense_minor bigint not null,
  repayment_minor bigint not null,
  assets_minor bigint not null,
  debts_minor bigint not null,
  liquid_minor bigint not null,
  investments_minor bigint not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint finance_profile_pkey PRIMARY KEY (id),
  constraint finance_profile_member_id_version_key UNIQUE (member_id, version),
  constraint finance_profile_assets_minor_check CHECK (assets_minor >= 0),
  constraint finance_profile_debts_minor_check CHECK (debts_minor >= 0),
  constraint finance_profile_expense_minor_check CHECK (expense_minor >= 0),
  constraint finance_profile_income_minor_check CHECK (income_minor >= 0),
  constraint finance_profile_repayment_minor_check CHECK (repayment_minor >= 0),
  constraint finance_profile_version_check CHECK (version > 0),
  constraint parts_of_assets CHECK (liquid_minor >= 0 AND liquid_minor <= assets_minor AND investments_minor >= 0 AND investments_minor <= assets_minor)
);
CREATE TRIGGER append_only BEFORE UPDATE ON insight.finance_profile FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table insight.forecast (
  id uuid not null,
  no bigint generated always as identity not null,
  asked_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  state text default 'waiting'::text not null,
  step smallint default 0 not null,
  steps smallint default 0 not null,
  as_of date,
  turn uuid,
  members integer default 0 not null,
  told jsonb,
  ended_at timestamp with time zone,
  constraint forecast_pkey PRIMARY KEY (id),
  constraint forecast_no_key UNIQUE (no),
  constraint carried_when_running CHECK (state <> 'running'::text OR turn IS NOT NULL),
  constraint day_when_begun CHECK (as_of IS NOT NULL OR (state = ANY (ARRAY['waiting'::text, 'failed'::text]))),
  constraint forecast_check CHECK (steps >= step),
  constraint forecast_members_check CHECK (members >= 0),
  constraint forecast_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])),
  constraint forecast_step_check CHECK (step >= 0),
  constraint told_when_done CHECK ((told IS NOT NULL) = (state = 'done'::text))
);
CREATE INDEX forecast_open ON insight.forecast USING btree (no) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

create table insight.gone_into (
  gone_id uuid not null,
  keep_id uuid not null,
  merge_id uuid not null,
  constraint gone_into_pkey PRIMARY KEY (gone_id),
  constraint into_another CHECK (gone_id <> keep_id)
);
CREATE INDEX gone_into_keep ON insight.gone_into USING btree (keep_id);

create table insight.history_part (
  first_id uuid not null,
  turn bigint not null,
  people integer not null,
  bytes bytea not null,
  constraint history_part_pkey PRIMARY KEY (first_id),
  constraint history_part_people_check CHECK (people >= 0)
);

create table insight.key_product (
  id uuid not null,
  fingerprint text not null,
  product_code text not null,
  marked boolean not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint key_product_pkey PRIMARY KEY (id)
);
CREATE INDEX key_product_latest ON insight.key_product USING btree (product_code, at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON insight.key_product FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table insight.member_branch (
  member_id uuid not null,
  branch_id uuid not null,
  purchases integer not null,
  spend_minor bigint not null,
  preferred boolean default false not null,
  constraint member_branch_pkey PRIMARY KEY (member_id, branch_id)
);
CREATE INDEX member_branch_preferred ON insight.member_branch USING btree (branch_id) WHERE preferred;

create table insight.member_day (
  member_id uuid not null,
  day date not null,
  purchases integer not null,
  spend_minor bigint not null,
  constraint member_day_pkey PRIMARY KEY (member_id, day)
);
CREATE INDEX member_day_by_day ON insight.member_day USING btree (day);

create table insight.member_fact (
  member_id uuid not null,
  profile jsonb not null,
  birth_on date,
  age_years smallint,
  joined_on date not null,
  tier text,
  points bigint not null,
  stored_minor bigint not null,
  archived boolean not null,
  reach text[] not null,
  branch_id text generated always as ((profile ->> 'branchId'::text)) stored,
  constraint member_fact_pkey PRIMARY KEY (member_id)
);
CREATE INDEX member_fact_branch ON insight.member_fact USING btree (branch_id, member_id);

create table insight.member_forecast (
  forecast_id uuid not null,
  member_id uuid not null,
  purchases integer not null,
  last_day date not null,
  alive double precision not null,
  buys double precision not null,
  expected double precision not null,
  next_day date,
  value_minor bigint,
  constraint member_forecast_pkey PRIMARY KEY (forecast_id, member_id),
  constraint member_forecast_alive_check CHECK (alive >= 0::double precision AND alive <= 1::double precision),
  constraint member_forecast_buys_check CHECK (buys >= 0::double precision AND buys <= 1::double precision),
  constraint member_forecast_expected_check CHECK (expected >= 0::double precision),
  constraint member_forecast_purchases_check CHECK (purchases > 0),
  constraint member_forecast_value_minor_check CHECK (value_minor >= 0),
  constraint member_forecast_forecast_id_fkey FOREIGN KEY (forecast_id) REFERENCES insight.forecast(id)
);
CREATE INDEX member_forecast_buys ON insight.member_forecast USING btree (forecast_id, buys DESC, member_id);

create table insight.member_history (
  member_id uuid not null,
  first_day date,
  last_day date,
  purchase_days integer not null,
  purchases integer not null,
  spend_minor bigint not null,
  days bytea not null,
  turn bigint not null,
  constraint member_history_pkey PRIMARY KEY (member_id),
  constraint days_in_order CHECK ((purchase_days = 0) = (first_day IS NULL) AND (purchase_days = 0) = (last_day IS NULL) AND (length(days) % 16) = 0),
  constraint member_history_purchase_days_check CHECK (purchase_days >= 0)
);
CREATE INDEX member_history_turn ON insight.member_history USING btree (turn);

create table insight.product_day (
  day date not null,
  branch_id uuid not null,
  product_code text not null,
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  constraint product_day_pkey PRIMARY KEY (day, branch_id, product_code)
);
CREATE INDEX product_day_of_product ON insight.product_day USING btree (product_code, day);

create table insight.product_name (
  product_code text not null,
  name text not null,
  constraint product_name_pkey PRIMARY KEY (product_code)
);

create table insight.rebuilding (
  id uuid not null,
  asked_at timestamp with time zone not null,
  by_name text not null,
  horizon xid8 default '0'::xid8 not null,
  seq bigint default 0 not null,
  events_read bigint default 0 not null,
  events_waiting bigint default 0 not null,
  after_id uuid,
  days_compared bigint default 0 not null,
  days_known bigint default 0 not null,
  mended integer default 0 not null,
  members_done boolean default false not null,
  sold_month date,
  cells_mended bigint default 0 not null,
  ended_at timestamp with time zone,
  constraint rebuilding_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX rebuilding_one ON insight.rebuilding USING btree ((true)) WHERE (ended_at IS NULL);

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
  series_id uuid not null,
  version integer default 1 not null,
  conditions jsonb,
  constraint segment_pkey PRIMARY KEY (id),
  constraint segment_members_check CHECK (members > 0),
  constraint segment_version_check CHECK (version > 0)
);
CREATE UNIQUE INDEX segment_name ON insight.segment USING btree (lower(name), version);
CREATE UNIQUE INDEX segment_version ON insight.segment USING btree (series_id, version);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON insight.segment FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table insight.segment_member (
  segment_id uuid not null,
  member_id uuid not null,
  purchases integer not null,
  last_day date,
  spend_minor bigint not null,
  r smallint,
  f smallint,
  m smallint,
  quadrant text,
  lifecycle text,
  constraint segment_member_pkey PRIMARY KEY (segment_id, member_id),
  constraint scored_or_not CHECK (num_nulls(last_day, r, f, m, quadrant, lifecycle) = ANY (ARRAY[0, 6])),
  constraint segment_member_f_check CHECK (f >= 1 AND f <= 5),
  constraint segment_member_m_check CHECK (m >= 1 AND m <= 5),
  constraint segment_member_r_check CHECK (r >= 1 AND r <= 5),
  constraint segment_member_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES insight.segment(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON insight.segment_member FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table insight.turn (
  one boolean default true not null,
  turn bigint not null,
  constraint turn_pkey PRIMARY KEY (one),
  constraint turn_one_check CHECK (one)
);

create view insight.history_told as
 SELECT member_id,
    min(day) FILTER (WHERE purchases > 0) AS first_day,
    max(day) FILTER (WHERE purchases > 0) AS last_day,
    count(*) FILTER (WHERE purchases > 0)::integer AS purchase_days,
    sum(purchases)::integer AS purchases,
    sum(spend_minor)::bigint AS spend_minor,
    string_agg((int4send(day - '1970-01-01'::date) || int4send(purchases)) || int8send(spend_minor), '\x'::bytea ORDER BY day) AS days
   FROM insight.person_day
  GROUP BY member_id;

create view insight.person_day as
 WITH merged AS (
         SELECT survivor.gone_id AS id,
            survivor.keep_id
           FROM insight.survivor
        UNION
         SELECT survivor.keep_id,
            survivor.keep_id
           FROM insight.survivor
        )
 SELECT d.member_id,
    d.day,
    d.purchases,
    d.spend_minor
   FROM insight.member_day d
  WHERE NOT (d.member_id IN ( SELECT merged.id
           FROM merged))
UNION ALL
 SELECT s.keep_id AS member_id,
    d.day,
    sum(d.purchases)::integer AS purchases,
    sum(d.spend_minor)::bigint AS spend_minor
   FROM merged s
     JOIN insight.member_day d ON d.member_id = s.id
  GROUP BY s.keep_id, d.day
 HAVING sum(d.purchases) <> 0 OR sum(d.spend_minor) <> 0::numeric;

create view insight.survivor as
 WITH RECURSIVE way AS (
         SELECT gone_into.gone_id,
            gone_into.keep_id
           FROM insight.gone_into
        UNION ALL
         SELECT w_1.gone_id,
            g.keep_id
           FROM way w_1
             JOIN insight.gone_into g ON g.gone_id = w_1.keep_id
        )
 SELECT gone_id,
    keep_id
   FROM way w
  WHERE NOT (EXISTS ( SELECT
           FROM insight.gone_into g
          WHERE g.gone_id = w.keep_id));

create view insight.told_bill as
 SELECT t.day,
    t.branch_id,
    t.member_id,
    t.bill,
    t.kind,
    t.happened_at,
    t.total_minor AS rung_minor,
    t.total_minor * t.sign AS amount_minor,
    (l.thousandths *
        CASE t.kind
            WHEN 'sale'::text THEN t.sign
            ELSE - t.sign
        END::numeric)::bigint AS thousandths
   FROM insight.told_sale t
     LEFT JOIN LATERAL ( SELECT COALESCE(sum((line.quantity * 1000::numeric)::bigint), 0::numeric) AS thousandths
           FROM sale.line
          WHERE line.sale_id = t.id) l ON true;

create view insight.told_product as
 SELECT t.day,
    t.branch_id,
    l.product_code,
    t.id,
    t.bill,
    t.member_id IS NOT NULL AS known,
    sum((l.quantity * 1000::numeric)::bigint *
        CASE t.kind
            WHEN 'sale'::text THEN t.sign
            ELSE - t.sign
        END)::bigint AS thousandths,
    sum(l.charged_minor *
        CASE t.kind
            WHEN 'sale'::text THEN t.sign
            ELSE - t.sign
        END)::bigint AS amount_minor
   FROM insight.told_sale t
     JOIN sale.line l ON l.sale_id = t.id
  GROUP BY t.seq, t.day, t.branch_id, l.product_code, t.id, t.bill, (t.member_id IS NOT NULL);

create view insight.told_sale as
 SELECT e.seq,
    e.kind AS event,
    s.id,
    s.kind,
    s.branch_id,
    s.member_id,
    s.day,
    s.happened_at,
    s.total_minor,
        CASE e.kind
            WHEN 'sale.recorded'::text THEN 1
            ELSE '-1'::integer
        END AS sign,
        CASE s.kind
            WHEN 'sale'::text THEN 1
            ELSE 0
        END *
        CASE e.kind
            WHEN 'sale.recorded'::text THEN 1
            ELSE '-1'::integer
        END AS bill
   FROM house.event e
     JOIN house.reader p ON p.name = 'insight.member_day'::text AND ((ROW(e.horizon, e.seq) <= ROW(p.horizon, p.seq)))
     JOIN sale.sale s ON s.id = e.subject_id
  WHERE e.kind = ANY (ARRAY['sale.recorded'::text, 'sale.voided'::text]);

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

CREATE OR REPLACE FUNCTION insight.audit_facts()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'G24 facts are of members told of', f.member_id::text, 'gone into another'
    from insight.member_fact f join insight.gone_into g on g.gone_id = f.member_id
    -- The two readers may stand at different places for a moment.
   where (select (horizon, seq) from house.reader where name = 'insight.fact')
         >= (select (horizon, seq) from house.reader where name = 'insight.member_day')
     and not (select under_way from insight.fact_round)
  union all
  -- By the whole log: the reader may have been sent back to its beginning.
  (with told as (
    select e.subject_id as sale_id, (e.body ->> 'memberId')::uuid as member_id, (e.body ->> 'day')::date as day,
           (e.body ->> 'totalMinor')::bigint as total
      from house.event e
     where e.kind = 'sale.recorded' and e.body ->> 'kind' = 'sale' and e.body ->> 'memberId' is not null)
  select 'G25 bills are sales told of', b.sale_id::text, b.kept_minor || ' of ' || coalesce(t.total::text, 'nothing')
    from insight.bill b left join told t on t.sale_id = b.sale_id
   where t.sale_id is null or t.member_id <> b.member_id or t.day <> b.day or b.kept_minor not between 0 and t.total)
$function$;

CREATE OR REPLACE FUNCTION insight.audit_facts_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G24 facts are of members told of'), ('G25 bills are sales told of')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_forecast()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'G16 a forecast scores the members it counts', f.id::text, f.members || ' but has ' || count(m.member_id)
    from (select * from insight.forecast where state = 'done' order by no desc limit 1) f
    left join insight.member_forecast m on m.forecast_id = f.id
   group by f.id, f.members having f.members <> count(m.member_id)
$function$;

CREATE OR REPLACE FUNCTION insight.audit_forecast_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G16 a forecast scores the members it counts')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_history()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'G21 history equals the days', coalesce(t.member_id, h.member_id)::text,
         coalesce(h.purchase_days, 0) || '/' || coalesce(h.spend_minor, 0) || ' but the days say '
           || coalesce(t.purchase_days, 0) || '/' || coalesce(t.spend_minor, 0)
    from insight.history_told t full join insight.member_history h on h.member_id = t.member_id
   where (h.first_day, h.last_day, coalesce(h.purchase_days, 0), coalesce(h.purchases, 0), coalesce(h.spend_minor, 0),
          coalesce(h.days, ''::bytea))
         is distinct from
         (t.first_day, t.last_day, coalesce(t.purchase_days, 0), coalesce(t.purchases, 0), coalesce(t.spend_minor, 0),
          coalesce(t.days, ''::bytea))
$function$;

CREATE OR REPLACE FUNCTION insight.audit_history_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G21 history equals the days')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G1 projection equals the sales read'), ('G2 segment counts its members')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_merge()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with place as (select horizon, seq from house.reader where name = 'insight.member_day'),
  told as (
    select (e.body ->> 'goneId')::uuid as gone_id, (e.body ->> 'keepId')::uuid as keep_id,
           sum(case e.kind when 'member.merged' then 1 else -1 end) as times
      from house.event e, place p
     where e.kind in ('member.merged', 'member.merge_undone') and (e.horizon, e.seq) <= (p.horizon, p.seq)
     group by 1, 2 having sum(case e.kind when 'member.merged' then 1 else -1 end) <> 0)
  select 'G6 gone members are those told', coalesce(t.gone_id, g.gone_id)::text,
         coalesce(g.keep_id::text, 'nobody') || ' but told ' || coalesce(t.keep_id::text, 'nobody')
    from told t full join insight.gone_into g on g.gone_id = t.gone_id and g.keep_id = t.keep_id
   where t.gone_id is null or g.gone_id is null or t.times <> 1
$function$;

CREATE OR REPLACE FUNCTION insight.audit_merge_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G6 gone members are those told')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_part()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with part as (
    select first_id, lead(first_id) over (order by first_id) as next_id, turn, bytes from insight.history_part)
  select 'G31 part equals the histories', p.first_id::text,
         md5(p.bytes) || ' but the histories come to ' || md5(told.bytes)
    from part p
   cross join lateral (
     select coalesce(max(h.turn), -1) as turn,
            coalesce(string_agg(uuid_send(h.member_id) || int4send(length(h.days)) || h.days, ''::bytea
              order by h.member_id) filter (where length(h.days) > 0), ''::bytea) as bytes
       from insight.member_history h
      where h.member_id >= p.first_id and (p.next_id is null or h.member_id < p.next_id)) told
   where p.turn >= 0 and told.turn <= p.turn and told.bytes <> p.bytes
$function$;

CREATE OR REPLACE FUNCTION insight.audit_part_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G31 part equals the histories')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_preferred()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'G7 the preferred branch is where most was bought', b.member_id::text, b.branch_id::text
    from (select member_id, branch_id, preferred,
                 purchases > 0 and row_number() over (
                   partition by member_id order by purchases desc, spend_minor desc, branch_id) = 1 as best
            from insight.member_branch) b
   where b.preferred <> b.best
$function$;

CREATE OR REPLACE FUNCTION insight.audit_preferred_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G7 the preferred branch is where most was bought')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_segment()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'G27 versions of a segment follow one another', series_id::text,
         count(*) || ' versions up to ' || max(version) || ', names: ' || string_agg(distinct name, ', ')
    from insight.segment
   group by series_id
  having count(*) <> max(version) or count(distinct lower(name)) <> 1
      or count(*) filter (where version = 1 and id = series_id) <> 1
$function$;

CREATE OR REPLACE FUNCTION insight.audit_segment_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G27 versions of a segment follow one another')
$function$;

CREATE OR REPLACE FUNCTION insight.audit_sold()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'G7 products sold are those told', coalesce(t.day, d.day) || ' ' || coalesce(t.product_code, d.product_code),
         coalesce(d.amount_minor, 0) || ' but told ' || coalesce(t.amount, 0)
    from (select day, branch_id, product_code, sum(bill) as bills, sum(thousandths) as units,
                 sum(amount_minor) as amount, coalesce(sum(amount_minor) filter (where known), 0) as known
            from insight.told_product group by 1, 2, 3) t
    full join insight.product_day d
      on d.day = t.day and d.branch_id = t.branch_id and d.product_code = t.product_code
   where (coalesce(d.bills, 0), coalesce(d.thousandths, 0), coalesce(d.amount_minor, 0),
          coalesce(d.member_amount_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 bills are those told', coalesce(t.day, d.day) || ' ' || coalesce(t.branch_id, d.branch_id) || ' ' ||
         coalesce(t.band, d.band), coalesce(d.amount_minor, 0) || ' but told ' || coalesce(t.amount, 0)
    from (select day, branch_id, insight.bill_band(kind, rung_minor) as band, sum(bill) as bills,
                 sum(thousandths) as units, sum(amount_minor) as amount,
                 coalesce(sum(amount_minor) filter (where member_id is not null), 0) as known
            from insight.told_bill group by 1, 2, 3) t
    full join insight.branch_band d on d.day = t.day and d.branch_id = t.branch_id and d.band = t.band
   where (coalesce(d.bills, 0), coalesce(d.thousandths, 0), coalesce(d.amount_minor, 0),
          coalesce(d.member_amount_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 months are their days', coalesce(t.month, m.month) || ' ' || coalesce(t.branch_id, m.branch_id),
         coalesce(m.amount_minor, 0) || ' but its days ' || coalesce(t.amount, 0)
    from (select date_trunc('month', day)::date as month, branch_id, sum(bills) as bills, sum(thousandths) as units,
                 sum(amount_minor) as amount, sum(member_amount_minor) as known
            from insight.branch_band group by 1, 2) t
    full join insight.branch_month m on m.month = t.month and m.branch_id = t.branch_id
   where (coalesce(m.bills, 0), coalesce(m.thousandths, 0), coalesce(m.amount_minor, 0),
          coalesce(m.member_amount_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 hours are their days', coalesce(t.day, h.day) || ' ' || coalesce(t.branch_id, h.branch_id),
         coalesce(h.amount, 0) || ' but the day ' || coalesce(t.amount, 0)
    from (select day, branch_id, sum(bills) as bills, sum(thousandths) as units, sum(amount_minor) as amount,
                 sum(member_amount_minor) as known from insight.branch_band group by 1, 2) t
    full join (select day, branch_id, sum(bills) as bills, sum(thousandths) as units, sum(amount_minor) as amount,
                      sum(member_amount_minor) as known from insight.branch_hour group by 1, 2) h
      on h.day = t.day and h.branch_id = t.branch_id
   where (coalesce(h.bills, 0), coalesce(h.units, 0), coalesce(h.amount, 0), coalesce(h.known, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 branches of members are those told', coalesce(t.member_id, m.member_id)::text,
         coalesce(m.spend_minor, 0) || ' but told ' || coalesce(t.amount, 0)
    from (select member_id, branch_id, sum(bill) as bills, sum(amount_minor) as amount
            from insight.told_bill where member_id is not null group by 1, 2) t
    full join insight.member_branch m on m.member_id = t.member_id and m.branch_id = t.branch_id
   where (coalesce(m.purchases, 0), coalesce(m.spend_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.amount, 0))
  union all
  select 'G8 the log tells the sale', e.subject_id::text, e.kind
    from house.event e left join sale.sale s on s.id = e.subject_id
   where e.kind in ('sale.recorded', 'sale.voided')
     and ((e.body ->> 'totalMinor')::bigint, (e.body ->> 'day')::date, (e.body ->> 'branchId')::uuid,
          e.body ->> 'kind', (e.body ->> 'memberId')::uuid)
         is distinct from (s.total_minor, s.day, s.branch_id, s.kind, s.member_id)
$function$;

CREATE OR REPLACE FUNCTION insight.audit_sold_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('G7 products sold are those told'), ('G7 bills are those told'), ('G7 months are their days'),
         ('G7 hours are their days'), ('G7 branches of members are those told'), ('G8 the log tells the sale')
$function$;

CREATE OR REPLACE FUNCTION insight.bill_band(kind text, total_minor bigint)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (case when kind = 'return' then 0 when total_minor <= 0 then 1
               else 2 + 3 * (length(total_minor::text) - 1)
                      + case when left(total_minor::text, 1) >= '5' then 2
                             when left(total_minor::text, 1) >= '2' then 1 else 0 end end)::smallint
$function$;

create schema joining;

create table joining.joining (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  way text not null,
  kind text not null,
  branch_id uuid not null,
  program_version integer not null,
  sale_id uuid,
  top_up_id uuid,
  proof_code text,
  proof_note text default ''::text not null,
  terms_version text,
  renews boolean not null,
  from_on date not null,
  to_on date,
  tier text,
  kit jsonb not null,
  points bigint not null,
  points_expire_on date,
  coupons jsonb not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint joining_pkey PRIMARY KEY (id),
  constraint joining_sale_id_key UNIQUE (sale_id),
  constraint joining_top_up_id_key UNIQUE (top_up_id),
  constraint a_day_at_least CHECK (to_on IS NULL OR to_on >= from_on),
  constraint its_own_ground CHECK ((kind = ANY (ARRAY['fee'::text, 'purchase'::text])) = (sale_id IS NOT NULL) AND (kind = 'top_up'::text) = (top_up_id IS NOT NULL) AND (kind = 'proof'::text) = (proof_code IS NOT NULL)),
  constraint joining_kind_check CHECK (kind = ANY (ARRAY['free'::text, 'fee'::text, 'purchase'::text, 'top_up'::text, 'proof'::text])),
  constraint joining_points_check CHECK (points >= 0),
  constraint renewal_gives_nothing CHECK (NOT renews OR points = 0 AND kit = '[]'::jsonb AND coupons = '[]'::jsonb)
);
CREATE INDEX joining_member ON joining.joining USING btree (member_id, at);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON joining.joining FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table joining.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON joining.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table joining.undoing (
  joining_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint undoing_pkey PRIMARY KEY (joining_id),
  constraint undoing_reason_check CHECK (reason = ANY (ARRAY['goods_came_back'::text, 'sale_voided'::text, 'top_up_refunded'::text])),
  constraint undoing_joining_id_fkey FOREIGN KEY (joining_id) REFERENCES joining.joining(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON joining.undoing FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION joining.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'J1 an event per joining', j.id::text, j.way
    from joining.joining j
   where not exists (select from house.event e where e.kind = 'joining.joined' and e.subject_id = j.member_id
                                                 and e.body ->> 'id' = j.id::text)
  union all
  select 'J4 points on the ledger', j.id::text, j.points || ' but the ledger says ' || coalesce(l.issued, 0)
    from joining.joining j
    left join (select t.cause_id, -sum(p.amount) as issued
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.purpose = 'issued'
                where t.kind = 'joining' group by t.cause_id) l on l.cause_id = j.id
   where j.points <> coalesce(l.issued, 0)
  union all
  select 'X3 applied or refused', r.id::text, r.code
    from joining.refusal r join joining.joining j on j.id = r.id
$function$;

CREATE OR REPLACE FUNCTION joining.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('J1 an event per joining'), ('J4 points on the ledger'), ('X3 applied or refused')
$function$;

create schema journey;

create table journey.change (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  journey_id uuid not null,
  state text not null,
  version_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint change_pkey PRIMARY KEY (id),
  constraint change_state_check CHECK (state = ANY (ARRAY['running'::text, 'paused'::text, 'stopped'::text])),
  constraint change_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey.journey(id),
  constraint change_version_id_fkey FOREIGN KEY (version_id) REFERENCES journey.version(id)
);
CREATE INDEX change_of ON journey.change USING btree (journey_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journey.change FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table journey.entry (
  id uuid not null,
  journey_id uuid not null,
  version_id uuid not null,
  member_id uuid not null,
  instance text not null,
  nth smallint not null,
  arm text not null,
  entered_on date not null,
  entered_at timestamp with time zone not null,
  step text,
  due_on date,
  ended text,
  ended_at timestamp with time zone,
  constraint entry_pkey PRIMARY KEY (id),
  constraint entry_journey_id_member_id_instance_key UNIQUE (journey_id, member_id, instance),
  constraint entry_journey_id_member_id_nth_key UNIQUE (journey_id, member_id, nth),
  constraint control_stands_still CHECK (
CASE arm
    WHEN 'control'::text THEN step IS NULL AND ended IS NULL
    ELSE (step IS NULL) = (ended IS NOT NULL)
END),
  constraint ended_whole CHECK ((ended IS NULL) = (ended_at IS NULL)),
  constraint entry_arm_check CHECK (arm = ANY (ARRAY['treated'::text, 'control'::text])),
  constraint entry_ended_check CHECK (ended = ANY (ARRAY['done'::text, 'goal'::text, 'left'::text, 'stopped'::text])),
  constraint entry_nth_check CHECK (nth > 0),
  constraint stands_or_has_ended CHECK ((step IS NULL) = (due_on IS NULL)),
  constraint entry_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey.journey(id),
  constraint entry_version_id_fkey FOREIGN KEY (version_id) REFERENCES journey.version(id)
);
CREATE INDEX entry_due ON journey.entry USING btree (due_on, id) WHERE (step IS NOT NULL);
CREATE INDEX entry_member ON journey.entry USING btree (member_id, entered_at DESC);
CREATE INDEX entry_newest ON journey.entry USING btree (journey_id, entered_on DESC, id);
CREATE TRIGGER only_goes_on BEFORE DELETE OR UPDATE ON journey.entry FOR EACH ROW EXECUTE FUNCTION journey.refuse_other_entry();

create table journey.journey (
  id uuid not null,
  created_at timestamp with time zone not null,
  pot_id uuid,
  constraint journey_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journey.journey FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table journey.message_step (
  version_id uuid not null,
  step text not null,
  campaign_id uuid not null,
  constraint message_step_pkey PRIMARY KEY (version_id, step),
  constraint message_step_campaign_id_key UNIQUE (campaign_id),
  constraint message_step_version_id_fkey FOREIGN KEY (version_id) REFERENCES journey.version(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journey.message_step FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table journey.passage (
  entry_id uuid not null,
  step text not null,
  nth bigint generated always as identity not null,
  outcome text not null,
  at timestamp with time zone not null,
  constraint passage_pkey PRIMARY KEY (entry_id, step),
  constraint passage_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES journey.entry(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journey.passage FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table journey.place (
  journey_id uuid not null,
  day date not null,
  constraint place_pkey PRIMARY KEY (journey_id),
  constraint place_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey.journey(id)
);

create table journey.prospect (
  journey_id uuid not null,
  instance text not null,
  member_id uuid not null,
  begun_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  came_of text,
  constraint prospect_pkey PRIMARY KEY (journey_id, instance),
  constraint prospect_came_of_check CHECK (came_of = ANY (ARRAY['entered'::text, 'came_back'::text, 'passed_over'::text])),
  constraint prospect_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey.journey(id)
);
CREATE INDEX prospect_due ON journey.prospect USING btree (due_at) WHERE (came_of IS NULL);
CREATE TRIGGER decided_once BEFORE DELETE OR UPDATE ON journey.prospect FOR EACH ROW EXECUTE FUNCTION journey.refuse_other_prospect();

create table journey.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journey.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table journey.version (
  id uuid not null,
  fingerprint text not null,
  journey_id uuid not null,
  version integer not null,
  document jsonb not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint version_pkey PRIMARY KEY (id),
  constraint version_journey_id_version_key UNIQUE (journey_id, version),
  constraint version_version_check CHECK (version > 0),
  constraint version_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journey.journey(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journey.version FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION journey.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'Q3 a message passed is a message of the outbox', e.id::text, p.step
    from journey.passage p
    join journey.entry e on e.id = p.entry_id
    join journey.message_step s on s.version_id = e.version_id and s.step = p.step
   where p.outcome = 'in_outbox'
     and not exists (select from campaign.message m
                      where m.campaign_id = s.campaign_id and m.member_id = e.member_id and m.step = e.nth)
  union all
  select 'Q4 whoever is held out passes nothing', e.id::text, p.step
    from journey.entry e join journey.passage p on p.entry_id = e.id
   where e.arm = 'control'
  union all
  select 'Q5 one arm for a member', e.journey_id::text, e.member_id::text
    from journey.entry e group by e.journey_id, e.member_id having count(distinct e.arm) > 1
  union all
  select 'Q9 who enters after a booking gave one up', e.id::text, e.instance
    from journey.entry e join journey.version v on v.id = e.version_id
   where v.document -> 'trigger' ->> 'kind' = 'booking_given_up'
     and not exists (select from journey.prospect p
                       join booking.booking b on 'booking ' || b.id = p.instance and b.state = 'given_up'
                      where p.journey_id = e.journey_id and p.instance = e.instance and p.came_of = 'entered')
$function$;

CREATE OR REPLACE FUNCTION journey.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('Q3 a message passed is a message of the outbox'), ('Q4 whoever is held out passes nothing'),
         ('Q5 one arm for a member'), ('Q9 who enters after a booking gave one up')
$function$;

CREATE OR REPLACE FUNCTION journey.refuse_other_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.ended is not null
     or (new.id, new.journey_id, new.version_id, new.member_id, new.instance, new.nth, new.arm, new.entered_on,
         new.entered_at)
        is distinct from (old.id, old.journey_id, old.version_id, old.member_id, old.instance, old.nth, old.arm,
                          old.entered_on, old.entered_at) then
    raise exception 'Q2: an entry only goes on, and ends once' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION journey.refuse_other_prospect()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.came_of is not null
     or (new.journey_id, new.instance, new.member_id, new.begun_at, new.due_at)
        is distinct from (old.journey_id, old.instance, old.member_id, old.begun_at, old.due_at) then
    raise exception 'Q9: a booking that was given up is decided once' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema ledger;

create table ledger.account (
  id uuid not null,
  unit text not null,
  purpose text not null,
  holder_id uuid,
  floor bigint,
  balance bigint,
  held bigint default 0 not null,
  opened_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_unit_purpose_holder_id_key UNIQUE NULLS NOT DISTINCT (unit, purpose, holder_id),
  constraint account_held_check CHECK (held >= 0),
  constraint balance_above_floor CHECK (floor IS NULL OR (balance - held) >= floor),
  constraint holders_have_balances CHECK ((holder_id IS NULL) = (balance IS NULL))
);
CREATE INDEX account_holder ON ledger.account USING btree (holder_id);
CREATE TRIGGER floor_changes_alone BEFORE UPDATE OF floor ON ledger.account FOR EACH ROW WHEN ((old.floor IS DISTINCT FROM new.floor)) EXECUTE FUNCTION ledger.change_floor_alone();
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_balance_changes BEFORE UPDATE OF id, unit, purpose, holder_id, opened_at ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table ledger.hold (
  id uuid not null,
  account_id uuid not null,
  amount bigint not null,
  lot_id uuid,
  placed_at timestamp with time zone not null,
  placed_on date not null,
  expires_at timestamp with time zone not null,
  cause_id uuid,
  state text not null,
  settled_amount bigint,
  resolved_at timestamp with time zone,
  constraint hold_pkey PRIMARY KEY (id),
  constraint hold_amount_check CHECK (amount > 0),
  constraint hold_check CHECK (settled_amount >= 1 AND settled_amount <= amount),
  constraint hold_state_check CHECK (state = ANY (ARRAY['active'::text, 'settled'::text, 'released'::text, 'expired'::text])),
  constraint settled_by_an_amount CHECK ((state = 'settled'::text) = (settled_amount IS NOT NULL)),
  constraint hold_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.account(id),
  constraint hold_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES ledger.lot(id)
);
CREATE INDEX hold_active ON ledger.hold USING btree (account_id) WHERE (state = 'active'::text);
CREATE INDEX hold_due ON ledger.hold USING btree (expires_at) WHERE (state = 'active'::text);
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger.hold FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER resolved_once BEFORE UPDATE ON ledger.hold FOR EACH ROW EXECUTE FUNCTION ledger.resolve_once();

create table ledger.lot (
  id uuid not null,
  account_id uuid not null,
  origin_id uuid not null,
  amount bigint not null,
  remaining bigint not null,
  expires_on date,
  opened_at timestamp with time zone not null,
  open boolean generated always as ((remaining > 0)) stored not null,
  constraint lot_pkey PRIMARY KEY (id),
  constraint lot_amount_check CHECK (amount > 0),
  constraint lot_within_its_amount CHECK (remaining >= 0 AND remaining <= amount)
);
CREATE INDEX lot_dying ON ledger.lot USING btree (expires_on) WHERE (open AND (expires_on IS NOT NULL));
CREATE INDEX lot_open ON ledger.lot USING btree (account_id, COALESCE(expires_on, '9999-12-31'::date), opened_at, id) WHERE open;
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger.lot FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_remaining_changes BEFORE UPDATE OF id, account_id, origin_id, amount, expires_on, opened_at ON ledger.lot FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table ledger.posting (
  transaction_id uuid not null,
  line smallint not null,
  account_id uuid not null,
  unit text not null,
  amount bigint not null,
  lot_id uuid,
  span integer default 0 not null,
  constraint posting_pkey PRIMARY KEY (transaction_id, line),
  constraint posting_amount_check CHECK (amount <> 0)
);
CREATE INDEX posting_account ON ledger.posting USING btree (span, account_id, transaction_id);
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
  begun xid8 default pg_current_xact_id(),
  constraint transaction_pkey PRIMARY KEY (id),
  constraint transaction_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES ledger.transaction(id)
);
CREATE INDEX transaction_cause ON ledger.transaction USING btree (cause_id);
CREATE UNIQUE INDEX transaction_reversed_once ON ledger.transaction USING btree (reverses_id) WHERE (reverses_id IS NOT NULL);
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
  select 'L7 units never mix', p.transaction_id::text, p.unit || ' on an account of ' || coalesce(a.unit, 'nothing')
    from ledger.posting p left join ledger.account a on a.id = p.account_id where a.unit is distinct from p.unit
  union all
  select 'L5 lot has its origin', l.id::text, 'no such transaction: ' || l.origin_id
    from ledger.lot l where not exists (select from ledger.transaction t where t.id = l.origin_id)
  union all
  select 'L9 held is holds', a.id::text, a.held || ' but holds say ' || coalesce(h.total, 0)
    from ledger.account a
    left join (select account_id, sum(amount) as total from ledger.hold where state = 'active' group by account_id) h
      on h.account_id = a.id
   where a.held <> coalesce(h.total, 0)
  union all
  select 'L9 hold in time', h.id::text, 'should have ended at ' || h.expires_at
    from ledger.hold h
   where h.state = 'active'
     and h.expires_at + interval '60 seconds' < (select e.recorded_at from house.event e order by e.seq desc limit 1)
  union all
  select 'L9 settled is posted', h.id::text, h.settled_amount || ' settled, never posted'
    from ledger.hold h
   where h.state = 'settled'
     and not exists (select from ledger.transaction t join ledger.posting p on p.transaction_id = t.id
                      where t.recorded_at = h.resolved_at and p.account_id = h.account_id and p.amount < 0)
$function$;

CREATE OR REPLACE FUNCTION ledger.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('L1 balanced'), ('L3 balance is postings'), ('L3 balance is lots'), ('L4 floor'), ('L5 lot is its postings'),
         ('L6 reversal mirrors'), ('L7 units never mix'), ('L1 has postings'), ('L5 lot has its origin'),
         ('L9 held is holds'), ('L9 hold in time'), ('L9 settled is posted')
$function$;

CREATE OR REPLACE FUNCTION ledger.change_floor_alone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (old.balance, old.held) is distinct from (new.balance, new.held) or old.floor is null or new.floor is null then
    raise exception 'L2: the floor of account % changes alone, and is never lifted', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION ledger.prove_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  crooked record;
begin
  if not exists (select from added group by transaction_id, unit having sum(amount) <> 0)
     and not exists (select from (select distinct transaction_id from added) p
                       left join ledger.transaction t on t.id = p.transaction_id
                      where t.begun is distinct from pg_current_xact_id())
     and not exists (select from (select distinct account_id, unit from added) p
                       left join ledger.account a on a.id = p.account_id
                      where a.unit is distinct from p.unit)
     and not exists (select from added p
                       left join ledger.lot l on l.id = p.lot_id
                      where p.lot_id is not null and l.account_id is distinct from p.account_id)
  then
    return null;
  end if;
  select transaction_id, unit, sum(amount) as rest into crooked
    from added group by transaction_id, unit having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'L1: transaction % does not balance in %: rest %', crooked.transaction_id, crooked.unit,
      crooked.rest
      using errcode = 'integrity_constraint_violation';
  end if;
  -- L7: what a posting names exists, and is of its unit and its account. L1: its transaction was begun in this very
  -- work, so nothing is ever added to a closed one.
  select p.transaction_id, t.id is not null and a.unit = p.unit
                           and (p.lot_id is null or l.account_id = p.account_id) as named into crooked
    from added p
    left join ledger.account a on a.id = p.account_id
    left join ledger.transaction t on t.id = p.transaction_id
    left join ledger.lot l on l.id = p.lot_id
   where a.unit is distinct from p.unit or t.id is null or t.begun is distinct from pg_current_xact_id()
      or (p.lot_id is not null and l.account_id is distinct from p.account_id)
   limit 1;
  if crooked.named is true then
    raise exception 'L1: postings were added to the closed transaction %', crooked.transaction_id
      using errcode = 'integrity_constraint_violation';
  end if;
  raise exception 'L7: a posting of % is not of its account''s unit, transaction or lot', crooked.transaction_id
    using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION ledger.resolve_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state <> 'active' or new.state = 'active' or (old.id, old.account_id, old.amount, old.lot_id, old.placed_at,
     old.placed_on, old.expires_at, old.cause_id) is distinct from (new.id, new.account_id, new.amount, new.lot_id,
     new.placed_at, new.placed_on, new.expires_at, new.cause_id) then
    raise exception 'L9: hold % is resolved once and never changed', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION ledger.spans()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with recursive span as (
    (select p.span as no from ledger.posting p order by p.span limit 1)
     union all
    select (select p.span from ledger.posting p where p.span > s.no order by p.span limit 1)
      from span s where s.no is not null)
  select coalesce(array_agg(no), '{}') from span where no is not null
$function$;

create schema member;

create table member.blank_card (
  number text not null,
  batch_id uuid not null,
  issued_to_id uuid,
  issued_at timestamp with time zone,
  constraint blank_card_pkey PRIMARY KEY (number),
  constraint issued_whole CHECK ((issued_to_id IS NULL) = (issued_at IS NULL)),
  constraint blank_card_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES member.card_batch(id)
);
CREATE INDEX blank_card_batch ON member.blank_card USING btree (batch_id, number);
CREATE INDEX blank_card_issued ON member.blank_card USING btree (issued_to_id) WHERE (issued_to_id IS NOT NULL);
CREATE TRIGGER never_deleted BEFORE DELETE ON member.blank_card FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_issuing_changes BEFORE UPDATE OF number, batch_id ON member.blank_card FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.card_batch (
  id uuid not null,
  fingerprint text not null,
  prefix text not null,
  count integer not null,
  branch_id uuid,
  agent_code text,
  design_code text,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint card_batch_pkey PRIMARY KEY (id),
  constraint card_batch_count_check CHECK (count > 0),
  constraint one_place CHECK (branch_id IS NULL OR agent_code IS NULL),
  constraint card_batch_design_code_fkey FOREIGN KEY (design_code) REFERENCES member.card_design(code)
);
CREATE INDEX card_batch_order ON member.card_batch USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.card_batch FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.card_design (
  code text not null,
  kind text not null,
  name_zh text not null,
  name_en text not null,
  url text not null,
  sms_number text not null,
  free_phone text not null,
  hotline text not null,
  logo text not null,
  version integer default 1 not null,
  constraint card_design_pkey PRIMARY KEY (code),
  constraint card_design_kind_check CHECK (kind = ANY (ARRAY['card'::text, 'event'::text]))
);

create table member.card_finding (
  id uuid not null,
  fingerprint text not null,
  loss_id uuid not null,
  member_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint card_finding_pkey PRIMARY KEY (id),
  constraint card_finding_loss_id_key UNIQUE (loss_id),
  constraint card_finding_loss_id_fkey FOREIGN KEY (loss_id) REFERENCES member.card_loss(id),
  constraint card_finding_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE INDEX card_finding_member ON member.card_finding USING btree (member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.card_finding FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.card_loss (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  number text not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  ended_by_id uuid,
  constraint card_loss_pkey PRIMARY KEY (id),
  constraint card_loss_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE INDEX card_loss_member ON member.card_loss USING btree (member_id);
CREATE UNIQUE INDEX card_loss_open ON member.card_loss USING btree (member_id, number) WHERE (ended_by_id IS NULL);
CREATE TRIGGER ends_once BEFORE UPDATE ON member.card_loss FOR EACH ROW WHEN ((old.ended_by_id IS NOT NULL)) EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER never_deleted BEFORE DELETE ON member.card_loss FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_ending_changes BEFORE UPDATE OF id, fingerprint, member_id, number, reason, at, by_id ON member.card_loss FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.card_registration (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  number text not null,
  branch_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint card_registration_pkey PRIMARY KEY (id),
  constraint card_registration_member_id_key UNIQUE (member_id),
  constraint card_registration_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.card_registration FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.card_replacement (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  nth integer not null,
  old_number text not null,
  new_number text not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint card_replacement_pkey PRIMARY KEY (id),
  constraint another_number CHECK (old_number <> new_number),
  constraint card_replacement_nth_check CHECK (nth > 0),
  constraint card_replacement_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE UNIQUE INDEX card_replacement_nth ON member.card_replacement USING btree (member_id, nth);
CREATE UNIQUE INDEX card_replacement_old ON member.card_replacement USING btree (old_number) INCLUDE (member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.card_replacement FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.consent (
  id uuid not null,
  member_id uuid not null,
  channel text not null,
  granted boolean not null,
  text_version text not null,
  source text not null,
  at timestamp with time zone not null,
  purpose text default 'marketing'::text not null,
  given_by text default 'member'::text not null,
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_channel_check CHECK (channel = ANY (ARRAY['email'::text, 'sms'::text, 'wechat'::text, 'post'::text, 'call'::text])),
  constraint consent_given_by_check CHECK (given_by = ANY (ARRAY['member'::text, 'guardian'::text])),
  constraint consent_purpose_check CHECK (purpose = ANY (ARRAY['marketing'::text, 'greeting'::text, 'survey'::text])),
  constraint consent_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE INDEX consent_latest ON member.consent USING btree (member_id, channel, purpose, at DESC, id DESC);
CREATE INDEX consent_refused ON member.consent USING btree (at DESC, id DESC) WHERE (NOT granted);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.consent FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.contact_consent (
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  granted boolean not null,
  text_version text not null,
  at timestamp with time zone not null,
  constraint contact_consent_pkey PRIMARY KEY (id),
  constraint contact_consent_channel_check CHECK (channel = ANY (ARRAY['email'::text, 'sms'::text])),
  constraint contact_consent_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES member.contact_person(id)
);
CREATE INDEX contact_consent_latest ON member.contact_consent USING btree (contact_id, channel, at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.contact_consent FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.contact_person (
  id uuid not null,
  fingerprint text not null,
  organisation_id uuid not null,
  name text not null,
  mobile text,
  role text not null,
  number text,
  month_most_minor bigint,
  at timestamp with time zone not null,
  left_at timestamp with time zone,
  constraint contact_person_pkey PRIMARY KEY (id),
  constraint contact_person_month_most_minor_check CHECK (month_most_minor >= 0),
  constraint contact_person_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES member.organisation(member_id)
);
CREATE UNIQUE INDEX contact_person_number ON member.contact_person USING btree (number) WHERE (number IS NOT NULL);
CREATE INDEX contact_person_organisation ON member.contact_person USING btree (organisation_id);
CREATE TRIGGER contact_number_is_free AFTER INSERT ON member.contact_person FOR EACH ROW WHEN ((new.number IS NOT NULL)) EXECUTE FUNCTION member.refuse_members_number();
CREATE TRIGGER never_deleted BEFORE DELETE ON member.contact_person FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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

create table member.form (
  code text not null,
  version integer default 1 not null,
  name_zh text not null,
  name_en text not null,
  source text not null,
  branch_id uuid,
  prefix text not null,
  fields jsonb not null,
  consent_zh text not null,
  consent_en text not null,
  consent_version text not null,
  screening boolean not null,
  closed_at timestamp with time zone,
  at timestamp with time zone not null,
  constraint form_pkey PRIMARY KEY (code)
);

create table member.form_issue (
  id uuid not null,
  fingerprint text not null,
  form_code text not null,
  quantity integer not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint form_issue_pkey PRIMARY KEY (id),
  constraint form_issue_quantity_check CHECK (quantity > 0),
  constraint form_issue_form_code_fkey FOREIGN KEY (form_code) REFERENCES member.form(code)
);
CREATE INDEX form_issue_form ON member.form_issue USING btree (form_code);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.form_issue FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.form_place (
  form_code text not null,
  tag text not null,
  name_zh text not null,
  name_en text not null,
  branch_id uuid,
  removed_at timestamp with time zone,
  at timestamp with time zone not null,
  constraint form_place_pkey PRIMARY KEY (form_code, tag),
  constraint form_place_name_en_check CHECK (name_en <> ''::text),
  constraint form_place_name_zh_check CHECK (name_zh <> ''::text),
  constraint form_place_tag_check CHECK (tag ~ '^[A-Za-z0-9_-]{1,40}$'::text),
  constraint form_place_form_code_fkey FOREIGN KEY (form_code) REFERENCES member.form(code)
);
CREATE TRIGGER stays_known BEFORE DELETE OR UPDATE ON member.form_place FOR EACH ROW EXECUTE FUNCTION member.refuse_other_place();

create table member.household_joining (
  id uuid not null,
  fingerprint text not null,
  owner_id uuid not null,
  person_id uuid not null,
  relation text not null,
  month_most_minor bigint,
  at timestamp with time zone not null,
  by_id uuid,
  left_by_id uuid,
  constraint household_joining_pkey PRIMARY KEY (id),
  constraint household_joining_month_most_minor_check CHECK (month_most_minor >= 0),
  constraint two_members CHECK (owner_id <> person_id),
  constraint household_joining_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES member.member(id),
  constraint household_joining_person_id_fkey FOREIGN KEY (person_id) REFERENCES member.member(id)
);
CREATE INDEX household_owner ON member.household_joining USING btree (owner_id) WHERE (left_by_id IS NULL);
CREATE UNIQUE INDEX household_standing ON member.household_joining USING btree (person_id) WHERE (left_by_id IS NULL);
CREATE TRIGGER left_once BEFORE UPDATE ON member.household_joining FOR EACH ROW WHEN ((old.left_by_id IS NOT NULL)) EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER never_deleted BEFORE DELETE ON member.household_joining FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_leaving_and_quota_change BEFORE UPDATE OF id, fingerprint, owner_id, person_id, relation, at, by_id ON member.household_joining FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.household_leaving (
  id uuid not null,
  fingerprint text not null,
  joining_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint household_leaving_pkey PRIMARY KEY (id),
  constraint household_leaving_joining_id_key UNIQUE (joining_id),
  constraint household_leaving_joining_id_fkey FOREIGN KEY (joining_id) REFERENCES member.household_joining(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.household_leaving FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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
  kind text default 'person'::text not null,
  touched_at timestamp with time zone,
  agent_code text,
  awaits_registration boolean default false not null,
  constraint member_pkey PRIMARY KEY (id),
  constraint member_age_years_check CHECK (age_years >= 0 AND age_years <= 150),
  constraint member_gender_check CHECK (gender = ANY (ARRAY['female'::text, 'male'::text, 'other'::text])),
  constraint member_kind_check CHECK (kind = ANY (ARRAY['person'::text, 'organisation'::text]))
);
CREATE INDEX member_age ON member.member USING btree (gender, birth_on, age_years) WHERE ((withdrawn_at IS NULL) AND (kind = 'person'::text));
CREATE INDEX member_agent ON member.member USING btree (agent_code) WHERE (agent_code IS NOT NULL);
CREATE INDEX member_birthday ON member.member USING btree (((((EXTRACT(month FROM birth_on) * (100)::numeric) + EXTRACT(day FROM birth_on)))::integer)) WHERE (withdrawn_at IS NULL);
CREATE INDEX member_email ON member.member USING btree (lower(email)) WHERE (withdrawn_at IS NULL);
CREATE INDEX member_extra ON member.member USING gin (extra jsonb_path_ops) WHERE (extra <> '{}'::jsonb);
CREATE INDEX member_joined ON member.member USING btree (joined_on DESC, number) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX member_mobile ON member.member USING btree (mobile) WHERE ((withdrawn_at IS NULL) AND (mobile IS NOT NULL));
CREATE INDEX member_mobile_tail ON member.member USING btree ("right"(mobile, 4)) WHERE (withdrawn_at IS NULL);
CREATE INDEX member_name ON member.member USING btree (lower(name) text_pattern_ops) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX member_number ON member.member USING btree (number);
CREATE INDEX member_touched ON member.member USING btree (COALESCE(touched_at, recorded_at)) WHERE (withdrawn_at IS NULL);
CREATE TRIGGER new_number_never_replaced AFTER UPDATE OF number ON member.member FOR EACH ROW WHEN ((new.number <> old.number)) EXECUTE FUNCTION member.refuse_replaced_number();
CREATE TRIGGER number_never_replaced AFTER INSERT ON member.member REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION member.refuse_replaced_numbers();

create table member.merge (
  id uuid not null,
  fingerprint text not null,
  keep_id uuid not null,
  gone_id uuid not null,
  reason text not null,
  filled text[] not null,
  silenced text[] not null,
  at timestamp with time zone not null,
  by_id uuid,
  undone_by_id uuid,
  constraint merge_pkey PRIMARY KEY (id),
  constraint merge_reason_check CHECK (reason <> ''::text),
  constraint two_members CHECK (keep_id <> gone_id),
  constraint merge_gone_id_fkey FOREIGN KEY (gone_id) REFERENCES member.member(id),
  constraint merge_keep_id_fkey FOREIGN KEY (keep_id) REFERENCES member.member(id)
);
CREATE INDEX merge_keep ON member.merge USING btree (keep_id);
CREATE INDEX merge_order ON member.merge USING btree (at DESC, id DESC);
CREATE UNIQUE INDEX merge_standing ON member.merge USING btree (gone_id) WHERE (undone_by_id IS NULL);
CREATE TRIGGER never_deleted BEFORE DELETE ON member.merge FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_undoing_changes BEFORE UPDATE OF id, fingerprint, keep_id, gone_id, reason, filled, silenced, at, by_id ON member.merge FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER undone_once BEFORE UPDATE ON member.merge FOR EACH ROW WHEN ((old.undone_by_id IS NOT NULL)) EXECUTE FUNCTION house.refuse_rewriting();

create table member.merge_undoing (
  id uuid not null,
  fingerprint text not null,
  merge_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint merge_undoing_pkey PRIMARY KEY (id),
  constraint merge_undoing_merge_id_key UNIQUE (merge_id),
  constraint merge_undoing_reason_check CHECK (reason <> ''::text),
  constraint merge_undoing_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES member.merge(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.merge_undoing FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.organisation (
  member_id uuid not null,
  fingerprint text not null,
  type text not null,
  tax_number text,
  version integer default 1 not null,
  constraint organisation_pkey PRIMARY KEY (member_id),
  constraint organisation_type_check CHECK (type = ANY (ARRAY['sole_trader'::text, 'government'::text, 'institution'::text])),
  constraint organisation_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE UNIQUE INDEX organisation_tax_number ON member.organisation USING btree (tax_number) WHERE (tax_number IS NOT NULL);

create table member.pin (
  member_id uuid not null,
  reset_id uuid not null,
  hash text not null,
  failures smallint default 0 not null,
  locked_until timestamp with time zone,
  constraint pin_pkey PRIMARY KEY (member_id),
  constraint pin_reset_id_key UNIQUE (reset_id),
  constraint pin_failures_check CHECK (failures >= 0 AND failures <= 20),
  constraint pin_hash_check CHECK (starts_with(hash, '$argon2id$'::text)),
  constraint pin_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id),
  constraint pin_reset_id_fkey FOREIGN KEY (reset_id) REFERENCES member.pin_reset(id)
);

create table member.pin_reset (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint pin_reset_pkey PRIMARY KEY (id),
  constraint pin_reset_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE INDEX pin_reset_member ON member.pin_reset USING btree (member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.pin_reset FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.sales_call_wish (
  id uuid not null,
  member_id uuid not null,
  refused boolean not null,
  source text not null,
  at timestamp with time zone not null,
  constraint sales_call_wish_pkey PRIMARY KEY (id),
  constraint sales_call_wish_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE INDEX sales_call_wish_latest ON member.sales_call_wish USING btree (member_id, at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.sales_call_wish FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.series (
  prefix text not null,
  width smallint not null,
  next bigint default 1 not null,
  constraint series_pkey PRIMARY KEY (prefix),
  constraint series_next_check CHECK (next > 0),
  constraint series_width_check CHECK (width >= 1 AND width <= 18)
);

create table member.submission (
  id uuid not null,
  fingerprint text not null,
  form_code text not null,
  form_version integer not null,
  tag text not null,
  state text not null,
  profile jsonb,
  channels text[] not null,
  consent_version text not null,
  at timestamp with time zone not null,
  member_id uuid,
  constraint submission_pkey PRIMARY KEY (id),
  constraint member_when_enrolled CHECK ((state = 'enrolled'::text) = (member_id IS NOT NULL)),
  constraint submission_state_check CHECK (state = ANY (ARRAY['screening'::text, 'enrolled'::text, 'rejected'::text])),
  constraint words_until_decided CHECK ((state = 'screening'::text) = (profile IS NOT NULL)),
  constraint submission_form_code_fkey FOREIGN KEY (form_code) REFERENCES member.form(code),
  constraint submission_member_id_fkey FOREIGN KEY (member_id) REFERENCES member.member(id)
);
CREATE INDEX submission_form ON member.submission USING btree (form_code, at DESC, id DESC);
CREATE INDEX submission_member ON member.submission USING btree (member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX submission_tag ON member.submission USING btree (tag, at) WHERE (tag <> ''::text);
CREATE INDEX submission_waiting ON member.submission USING btree (at, id) WHERE (state = 'screening'::text);
CREATE TRIGGER decided_once BEFORE UPDATE ON member.submission FOR EACH ROW WHEN ((old.state <> 'screening'::text)) EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER never_deleted BEFORE DELETE ON member.submission FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_deciding_changes BEFORE UPDATE OF id, fingerprint, form_code, form_version, tag, channels, consent_version, at ON member.submission FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table member.submission_decision (
  id uuid not null,
  fingerprint text not null,
  submission_id uuid not null,
  verdict text not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint submission_decision_pkey PRIMARY KEY (id),
  constraint submission_decision_submission_id_key UNIQUE (submission_id),
  constraint submission_decision_verdict_check CHECK (verdict = ANY (ARRAY['approved'::text, 'rejected'::text])),
  constraint submission_decision_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES member.submission(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON member.submission_decision FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION member.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'N3', m.mobile, count(*) || ' living members share a mobile'
    from member.member m where m.withdrawn_at is null and m.mobile is not null
   group by m.mobile having count(*) > 1
$function$;

CREATE OR REPLACE FUNCTION member.audit_cards()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'N6 number in force', m.id::text, m.number || ' but replaced by ' || r.new_number
    from member.member m
    join (select distinct on (member_id) member_id, new_number from member.card_replacement
           order by member_id, nth desc) r on r.member_id = m.id
   -- A withdrawn member keeps the number with a mark behind it (N2).
   where m.number <> r.new_number and (m.withdrawn_at is null or not starts_with(m.number, r.new_number || '~'))
  union all
  select 'N6 replaced in turn', r.id::text, r.old_number || ' after ' || coalesce(b.new_number, 'nothing')
    from member.card_replacement r
    left join member.card_replacement b on b.member_id = r.member_id and b.nth = r.nth - 1
   where r.nth > 1 and b.new_number is distinct from r.old_number
  union all
  select 'N6 replaced number is nobody''s card', m.id::text, m.number
    from member.card_replacement r join member.member m on m.number = r.old_number
  union all
  select 'N7 loss ends by a row', l.id::text, 'ended by ' || l.ended_by_id
    from member.card_loss l
   where l.ended_by_id is not null
     and not exists (select from member.card_finding f where f.id = l.ended_by_id and f.loss_id = l.id)
     and not exists (select from member.card_replacement r
                      where r.id = l.ended_by_id and r.member_id = l.member_id and r.old_number = l.number)
  union all
  select 'N7 finding ends its loss', f.id::text, 'loss ' || l.id || ' ended by ' || coalesce(l.ended_by_id::text, '-')
    from member.card_finding f join member.card_loss l on l.id = f.loss_id
   where l.ended_by_id is distinct from f.id or l.member_id <> f.member_id
  union all
  select 'N7 only a card in force is lost', l.id::text, l.number || ' but in force is ' || m.number
    from member.card_loss l join member.member m on m.id = l.member_id
   where l.ended_by_id is null and m.number <> l.number and m.withdrawn_at is null
  union all
  select 'N5 applied or refused', r.id::text, r.code
    from member.refusal r
   where exists (select from member.card_loss where id = r.id)
      or exists (select from member.card_finding where id = r.id)
      or exists (select from member.card_replacement where id = r.id)
  union all
  select 'N8 event per change', c.id::text, c.kind
    from (select id, member_id, 'member.card_lost' as kind from member.card_loss
          union all select id, member_id, 'member.card_found' from member.card_finding
          union all select id, member_id, 'member.card_replaced' from member.card_replacement
          union all select id, member_id, 'member.pin_reset' from member.pin_reset) c
   where not exists (select from house.event e
                      where e.subject_id = c.member_id and e.kind = c.kind and e.body ->> 'id' = c.id::text)
  union all
  select 'N9 shut at the most', p.member_id::text, p.failures || ' wrong tries and no pause'
    from member.pin p where p.failures >= 5 and p.locked_until is null
$function$;

CREATE OR REPLACE FUNCTION member.audit_cards_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('N6 number in force'), ('N6 replaced in turn'), ('N6 replaced number is nobody''s card'),
         ('N7 loss ends by a row'), ('N7 finding ends its loss'), ('N7 only a card in force is lost'),
         ('N5 applied or refused'), ('N8 event per change'), ('N9 shut at the most')
$function$;

CREATE OR REPLACE FUNCTION member.audit_forms()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION member.audit_forms_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('N12 batch has its cards'), ('N12 issued card names its holder'), ('N13 registered or waiting'),
         ('N14 decided by a row'), ('N15 joining ends by a leaving'), ('N15 owner shares nobody''s account'),
         ('N16 organisation is a member'), ('N16 contact''s card is nobody else''s')
$function$;

CREATE OR REPLACE FUNCTION member.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('N3')
$function$;

CREATE OR REPLACE FUNCTION member.audit_merge()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'N10 gone member is withdrawn', m.id::text, g.number
    from member.merge m join member.member g on g.id = m.gone_id
   where m.undone_by_id is null and g.withdrawn_at is null
  union all
  select 'N10 number stays', m.id::text, g.number
    from member.merge m join member.member g on g.id = m.gone_id
   where m.undone_by_id is null and right(g.number, 13) = '~' || left(g.id::text, 8) || right(g.id::text, 4)
  union all
  select * from (
    with recursive way as (
      select gone_id as start, keep_id as at, 1 as steps from member.merge where undone_by_id is null
      union all
      select w.start, m.keep_id, w.steps + 1
        from way w join member.merge m on m.gone_id = w.at and m.undone_by_id is null
       where w.steps < 1000 and w.at <> w.start)
    select 'N10 merges have no circle' as law, start::text as subject, 'back after ' || steps as detail
      from way where at = start) circle
  union all
  select 'N11 merge ends by an undoing', m.id::text, coalesce(m.undone_by_id::text, 'stands')
    from member.merge m left join member.merge_undoing u on u.merge_id = m.id
   where m.undone_by_id is distinct from u.id
  union all
  select 'N11 event per merge', c.id::text, c.kind
    from (select id, gone_id, 'member.merged' as kind from member.merge
          union all
          select u.id, m.gone_id, 'member.merge_undone'
            from member.merge_undoing u join member.merge m on m.id = u.merge_id) c
   where not exists (select from house.event e
                      where e.subject_id = c.gone_id and e.kind = c.kind and e.body ->> 'id' = c.id::text)
$function$;

CREATE OR REPLACE FUNCTION member.audit_merge_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('N10 gone member is withdrawn'), ('N10 merges have no circle'), ('N10 number stays'),
         ('N11 merge ends by an undoing'), ('N11 event per merge')
$function$;

CREATE OR REPLACE FUNCTION member.refuse_members_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from member.card_replacement r where r.old_number = new.number)
     or exists (select from member.member m where m.number = new.number) then
    raise exception 'N16: a card of a contact person is nobody else''s' using errcode = 'unique_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION member.refuse_other_place()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or (new.form_code, new.tag) is distinct from (old.form_code, old.tag) then
    raise exception 'N19: a place that hung somewhere stays known'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION member.refuse_replaced_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from member.card_replacement r where r.old_number = new.number)
     or exists (select from member.contact_person c where c.number = new.number) then
    raise exception 'N6: a replaced number names its member for ever' using errcode = 'unique_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION member.refuse_replaced_numbers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from added a join member.card_replacement r on r.old_number = a.number)
     or exists (select from added a join member.contact_person c on c.number = a.number) then
    raise exception 'N6: a replaced number names its member for ever' using errcode = 'unique_violation';
  end if;
  return null;
end $function$;

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

create table org.official_day (
  date date not null,
  kind text not null,
  name_zh text not null,
  name_en text not null,
  kept_at timestamp with time zone not null,
  by_id uuid,
  constraint official_day_pkey PRIMARY KEY (date),
  constraint official_day_kind_check CHECK (kind = ANY (ARRAY['rest'::text, 'work'::text, 'plain'::text]))
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

create table org.till_pin (
  staff_id uuid not null,
  salt text not null,
  rounds integer not null,
  hash text not null,
  at timestamp with time zone not null,
  constraint till_pin_pkey PRIMARY KEY (staff_id),
  constraint till_pin_rounds_check CHECK (rounds >= 210000),
  constraint till_pin_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES org.staff(id)
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

create schema planner;

create table planner.ending (
  id uuid not null,
  fingerprint text not null,
  plan_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint ending_pkey PRIMARY KEY (id),
  constraint ending_plan_id_key UNIQUE (plan_id),
  constraint ending_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES planner.plan(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.ending FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.gate (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  plan_id uuid not null,
  wave text not null,
  goes boolean not null,
  seen jsonb not null,
  met boolean not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  by_name text not null,
  constraint gate_pkey PRIMARY KEY (id),
  constraint against_the_rule_has_a_reason CHECK (met OR NOT goes OR note <> ''::text),
  constraint gate_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES planner.plan(id)
);
CREATE INDEX gate_of ON planner.gate USING btree (plan_id, wave, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.gate FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.made (
  id uuid not null,
  fingerprint text not null,
  plan_id uuid not null,
  version_id uuid not null,
  activity text not null,
  wave text not null,
  kind text not null,
  target_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint made_pkey PRIMARY KEY (id),
  constraint made_plan_id_activity_wave_key UNIQUE (plan_id, activity, wave),
  constraint made_target_id_key UNIQUE (target_id),
  constraint made_kind_check CHECK (kind = ANY (ARRAY['campaign'::text, 'journey'::text])),
  constraint made_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES planner.plan(id),
  constraint made_version_id_fkey FOREIGN KEY (version_id) REFERENCES planner.version(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.made FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.plan (
  id uuid not null,
  created_at timestamp with time zone not null,
  constraint plan_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.plan FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.spend (
  id uuid not null,
  fingerprint text not null,
  plan_id uuid not null,
  pot text not null,
  day date not null,
  minor bigint not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint spend_pkey PRIMARY KEY (id),
  constraint spend_minor_check CHECK (minor <> 0),
  constraint spend_note_check CHECK (note <> ''::text),
  constraint spend_pot_check CHECK (pot = ANY (ARRAY['messages'::text, 'gifts'::text, 'other'::text])),
  constraint spend_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES planner.plan(id)
);
CREATE INDEX spend_of ON planner.spend USING btree (plan_id, at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.spend FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.start (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  plan_id uuid not null,
  way text not null,
  cost_minor bigint not null,
  limit_minor bigint,
  at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  by_name text not null,
  by_roles text[] not null,
  constraint start_pkey PRIMARY KEY (id),
  constraint start_id_way_key UNIQUE (id, way),
  constraint only_people_go_alone CHECK (by_kind = 'staff'::text OR way <> 'alone'::text),
  constraint people_are_known CHECK (by_kind = 'house'::text OR by_id IS NOT NULL),
  constraint start_by_kind_check CHECK (by_kind = ANY (ARRAY['staff'::text, 'key'::text, 'house'::text])),
  constraint start_cost_minor_check CHECK (cost_minor >= 0),
  constraint start_way_check CHECK (way = ANY (ARRAY['own_limit'::text, 'alone'::text, 'second_person'::text])),
  constraint within_the_limit CHECK (way <> 'own_limit'::text OR limit_minor IS NULL OR cost_minor <= limit_minor),
  constraint start_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES planner.plan(id)
);
CREATE INDEX start_of ON planner.start USING btree (plan_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.start FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.start_decision (
  id uuid not null,
  fingerprint text not null,
  start_id uuid not null,
  way text default 'second_person'::text not null,
  approves boolean not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  asked_by_id uuid,
  by_name text not null,
  constraint start_decision_pkey PRIMARY KEY (id),
  constraint start_decision_start_id_key UNIQUE (start_id),
  constraint another_person CHECK (by_id IS DISTINCT FROM asked_by_id),
  constraint start_decision_way_check CHECK (way = 'second_person'::text),
  constraint start_decision_start_id_way_fkey FOREIGN KEY (start_id, way) REFERENCES planner.start(id, way)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.start_decision FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planner.version (
  id uuid not null,
  fingerprint text not null,
  plan_id uuid not null,
  version integer not null,
  document jsonb not null,
  cloned_of uuid,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint version_pkey PRIMARY KEY (id),
  constraint version_plan_id_version_key UNIQUE (plan_id, version),
  constraint version_version_check CHECK (version > 0),
  constraint version_cloned_of_fkey FOREIGN KEY (cloned_of) REFERENCES planner.plan(id),
  constraint version_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES planner.plan(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planner.version FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

CREATE OR REPLACE FUNCTION planner.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with applied as (
    select s.plan_id, coalesce(d.at, s.at) as at
      from planner.start s left join planner.start_decision d on d.start_id = s.id
     where s.way <> 'second_person' or d.approves)
  select 'P2 started once', plan_id::text, count(*) || ' times' from applied group by plan_id having count(*) > 1
  union all
  select 'P2 a second person', s.id::text, 'decided by ' || d.by_id
    from planner.start_decision d join planner.start s on s.id = d.start_id
   where d.by_id = s.by_id or d.asked_by_id is distinct from s.by_id
  union all
  select 'P3 made after the start', m.id::text, m.activity || ' in ' || m.wave
    from planner.made m
   where not exists (select from applied a where a.plan_id = m.plan_id and a.at <= m.at)
  union all
  select 'P3 a campaign made stands in the pot of its plan', m.id::text, m.target_id::text
    from planner.made m left join campaign.campaign c on c.id = m.target_id
   where m.kind = 'campaign' and c.pot_id is distinct from m.plan_id
  union all
  select 'P3 a journey made stands in the pot of its plan', m.id::text, m.target_id::text
    from planner.made m left join journey.journey j on j.id = m.target_id
   where m.kind = 'journey'
     and (j.pot_id is distinct from m.plan_id
          or exists (select from campaign.campaign c
                      where c.journey_id = m.target_id and c.pot_id is distinct from m.plan_id))
$function$;

CREATE OR REPLACE FUNCTION planner.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('P2 started once'), ('P2 a second person'), ('P3 made after the start'),
         ('P3 a campaign made stands in the pot of its plan'), ('P3 a journey made stands in the pot of its plan')
$function$;

create schema planning;

create table planning.actual (
  id uuid not null,
  fingerprint text not null,
  code text not null,
  day date not null,
  minor bigint not null,
  note text default ''::text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint actual_pkey PRIMARY KEY (id),
  constraint actual_minor_check CHECK (minor <> 0)
);
CREATE INDEX actual_day ON planning.actual USING btree (day);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planning.actual FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table planning.progress (
  rehearsal_id uuid not null,
  state text not null,
  done integer default 0 not null,
  total integer default 0 not null,
  told jsonb,
  ended_at timestamp with time zone,
  constraint progress_pkey PRIMARY KEY (rehearsal_id),
  constraint progress_done_check CHECK (done >= 0),
  constraint progress_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'stopped'::text, 'failed'::text])),
  constraint progress_total_check CHECK (total >= 0),
  constraint told_when_done CHECK ((told IS NOT NULL) = (state = 'done'::text)),
  constraint progress_rehearsal_id_fkey FOREIGN KEY (rehearsal_id) REFERENCES planning.rehearsal(id)
);
CREATE INDEX progress_open ON planning.progress USING btree (state) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

create table planning.rehearsal (
  id uuid not null,
  fingerprint text not null,
  draft jsonb not null,
  program_version integer not null,
  from_day date not null,
  to_day date not null,
  asked_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint rehearsal_pkey PRIMARY KEY (id),
  constraint days_in_order CHECK (from_day <= to_day)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON planning.rehearsal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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

create schema report;

create table report.delivery (
  id uuid not null,
  schedule_id uuid not null,
  staff_id uuid not null,
  due_at timestamp with time zone not null,
  state text default 'queued'::text not null,
  attempts smallint default 0 not null,
  trouble text,
  queued_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  checked_at timestamp with time zone,
  settled_at timestamp with time zone,
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_schedule_id_staff_id_due_at_key UNIQUE (schedule_id, staff_id, due_at),
  constraint delivery_attempts_check CHECK (attempts >= 0),
  constraint delivery_sent_checked CHECK (state <> 'sent'::text OR checked_at IS NOT NULL),
  constraint delivery_settled_whole CHECK ((state = 'queued'::text) = (settled_at IS NULL)),
  constraint delivery_state_check CHECK (state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'withheld'::text])),
  constraint delivery_trouble_said CHECK ((state <> ALL (ARRAY['failed'::text, 'withheld'::text])) OR trouble IS NOT NULL),
  constraint delivery_schedule_id_staff_id_fkey FOREIGN KEY (schedule_id, staff_id) REFERENCES report.recipient(schedule_id, staff_id)
);
CREATE INDEX delivery_due ON report.delivery USING btree (next_try_at, id) WHERE (state = 'queued'::text);
CREATE TRIGGER settled_is_final BEFORE DELETE OR UPDATE ON report.delivery FOR EACH ROW EXECUTE FUNCTION report.refuse_reopening();

create table report.recipient (
  schedule_id uuid not null,
  staff_id uuid not null,
  email text not null,
  constraint recipient_pkey PRIMARY KEY (schedule_id, staff_id),
  constraint recipient_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES report.schedule(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.recipient FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table report.schedule (
  id uuid not null,
  fingerprint text not null,
  name text not null,
  report text not null,
  format text not null,
  filters jsonb not null,
  rhythm text not null,
  weekday smallint,
  month_day smallint,
  hour smallint not null,
  back_days smallint,
  created_at timestamp with time zone not null,
  by_id uuid not null,
  by_name text not null,
  stopped_at timestamp with time zone,
  stopped_by text,
  constraint schedule_pkey PRIMARY KEY (id),
  constraint rhythm_whole CHECK ((weekday IS NOT NULL) = (rhythm = 'weekly'::text) AND (month_day IS NOT NULL) = (rhythm = 'monthly'::text)),
  constraint schedule_back_days_check CHECK (back_days >= 1 AND back_days <= 366),
  constraint schedule_format_check CHECK (format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'pdf'::text])),
  constraint schedule_hour_check CHECK (hour >= 0 AND hour <= 23),
  constraint schedule_month_day_check CHECK (month_day >= 1 AND month_day <= 31),
  constraint schedule_rhythm_check CHECK (rhythm = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text])),
  constraint schedule_weekday_check CHECK (weekday >= 1 AND weekday <= 7),
  constraint stopped_whole CHECK ((stopped_at IS NULL) = (stopped_by IS NULL))
);
CREATE INDEX schedule_newest ON report.schedule USING btree (created_at DESC, id DESC);
CREATE TRIGGER kept BEFORE DELETE OR UPDATE ON report.schedule FOR EACH ROW EXECUTE FUNCTION report.refuse_changing();

CREATE OR REPLACE FUNCTION report.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'Z4 nothing is due before its schedule', d.id::text, d.due_at::text
    from report.delivery d join report.schedule s on s.id = d.schedule_id where d.due_at <= s.created_at
  union all
  select 'Z5 every schedule has a recipient', s.id::text, s.name
    from report.schedule s where not exists (select from report.recipient r where r.schedule_id = s.id)
$function$;

CREATE OR REPLACE FUNCTION report.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('Z4 nothing is due before its schedule'), ('Z5 every schedule has a recipient')
$function$;

CREATE OR REPLACE FUNCTION report.refuse_changing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.stopped_at is not null
     or to_jsonb(new) - 'stopped_at' - 'stopped_by' is distinct from to_jsonb(old) - 'stopped_at' - 'stopped_by' then
    raise exception 'Z5: a schedule is stopped and never changed' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION report.refuse_reopening()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.state <> 'queued'
     or (new.id, new.schedule_id, new.staff_id, new.due_at) is distinct from (old.id, old.schedule_id, old.staff_id,
       old.due_at) then
    raise exception 'Z5: a settled letter stays settled' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema reward;

create table reward.claim (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  claim_code text not null,
  occasion text not null,
  instance text not null,
  branch_id uuid not null,
  day date not null,
  life_event text,
  event_on date,
  for_whom text not null,
  product_code text,
  count integer not null,
  coupon_code text,
  points bigint not null,
  points_expire_on date,
  coupons jsonb not null,
  note text not null,
  program_version integer not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint claim_pkey PRIMARY KEY (id),
  constraint collected_once UNIQUE (member_id, claim_code, instance),
  constraint a_life_event_has_its_day CHECK ((occasion = 'life_event'::text) = (life_event IS NOT NULL) AND (life_event IS NULL) = (event_on IS NULL)),
  constraint claim_count_check CHECK (count > 0),
  constraint claim_occasion_check CHECK (occasion = ANY (ARRAY['birthday'::text, 'festival'::text, 'life_event'::text, 'month'::text, 'quarter'::text, 'year'::text])),
  constraint claim_points_check CHECK (points >= 0)
);
CREATE INDEX claim_listed ON reward.claim USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.claim FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.clearing (
  id uuid not null,
  member_id uuid not null,
  year integer not null,
  kind text not null,
  on_day date not null,
  joined_on date not null,
  cleared boolean not null,
  reason text not null,
  points bigint not null,
  carried bigint not null,
  gift text,
  forfeited integer not null,
  program_version integer not null,
  at timestamp with time zone not null,
  constraint clearing_pkey PRIMARY KEY (id),
  constraint once_a_year UNIQUE (member_id, year),
  constraint cleared_for_being_old CHECK (cleared = (reason = 'held_long_enough'::text)),
  constraint clearing_carried_check CHECK (carried >= 0),
  constraint clearing_forfeited_check CHECK (forfeited >= 0),
  constraint clearing_kind_check CHECK (kind = ANY (ARRAY['yearly'::text, 'anniversary'::text])),
  constraint clearing_points_check CHECK (points >= 0),
  constraint clearing_reason_check CHECK (reason = ANY (ARRAY['held_long_enough'::text, 'too_young'::text])),
  constraint young_ones_keep_all CHECK (cleared OR points = 0 AND forfeited = 0)
);
CREATE INDEX clearing_day ON reward.clearing USING btree (on_day, member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.clearing FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.clearing_run (
  kind text not null,
  on_day date not null,
  after_id uuid,
  began_at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint clearing_run_pkey PRIMARY KEY (kind, on_day),
  constraint clearing_run_kind_check CHECK (kind = ANY (ARRAY['yearly'::text, 'anniversary'::text]))
);

create table reward.pack_code (
  hash text not null,
  batch_id uuid not null,
  constraint pack_code_pkey PRIMARY KEY (hash),
  constraint pack_code_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES reward.pack_code_batch(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.pack_code FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.pack_code_batch (
  id uuid not null,
  fingerprint text not null,
  count integer not null,
  points bigint,
  valid_to date,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint pack_code_batch_pkey PRIMARY KEY (id),
  constraint pack_code_batch_count_check CHECK (count > 0),
  constraint pack_code_batch_points_check CHECK (points > 0)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.pack_code_batch FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.pack_code_use (
  id uuid not null,
  fingerprint text not null,
  hash text not null,
  member_id uuid not null,
  branch_id uuid not null,
  points bigint not null,
  expires_on date,
  day date not null,
  program_version integer not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint pack_code_use_pkey PRIMARY KEY (id),
  constraint pack_code_use_hash_key UNIQUE (hash),
  constraint pack_code_use_points_check CHECK (points > 0),
  constraint pack_code_use_hash_fkey FOREIGN KEY (hash) REFERENCES reward.pack_code(hash)
);
CREATE INDEX pack_code_use_member ON reward.pack_code_use USING btree (member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.pack_code_use FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.pack_code_voiding (
  batch_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint pack_code_voiding_pkey PRIMARY KEY (batch_id),
  constraint pack_code_voiding_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES reward.pack_code_batch(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.pack_code_voiding FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.paper_branch (
  id uuid not null,
  branch_id uuid not null,
  no integer not null,
  paper boolean not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint paper_branch_pkey PRIMARY KEY (id),
  constraint one_after_the_other UNIQUE (branch_id, no),
  constraint paper_branch_no_check CHECK (no > 0)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.paper_branch FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.period (
  id uuid not null,
  run_from date not null,
  from_on date not null,
  to_on date not null,
  state text not null,
  program_version integer,
  bps integer,
  coupon_code text,
  coupon_minor bigint,
  delivery text,
  done_to uuid,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint period_pkey PRIMARY KEY (id),
  constraint period_bps_check CHECK (bps >= 0 AND bps <= 10000),
  constraint period_coupon_minor_check CHECK (coupon_minor > 0),
  constraint period_days CHECK (run_from <= from_on AND from_on <= to_on),
  constraint period_delivery_check CHECK (delivery = ANY (ARRAY['account'::text, 'post'::text])),
  constraint period_state_check CHECK (state = ANY (ARRAY['open'::text, 'closing'::text, 'closed'::text, 'dropped'::text])),
  constraint rewarded_by_a_rule CHECK ((state = ANY (ARRAY['closing'::text, 'closed'::text])) = (program_version IS NOT NULL))
);
CREATE UNIQUE INDEX period_last_day ON reward.period USING btree (to_on) WHERE (state <> 'dropped'::text);
CREATE UNIQUE INDEX period_open ON reward.period USING btree ((true)) WHERE (state = ANY (ARRAY['open'::text, 'closing'::text]));
CREATE TRIGGER never_deleted BEFORE DELETE ON reward.period FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.period_reward (
  id uuid not null,
  period_id uuid not null,
  origin_id uuid not null,
  member_id uuid not null,
  total_minor bigint not null,
  before_minor bigint not null,
  carried_minor bigint not null,
  rest_before_minor bigint not null,
  given_minor bigint not null,
  units bigint not null,
  expires_on date,
  left_minor bigint not null,
  rest_minor bigint not null,
  at timestamp with time zone not null,
  constraint period_reward_pkey PRIMARY KEY (id),
  constraint rewarded_once UNIQUE (period_id, origin_id),
  constraint given_in_units CHECK ((given_minor > 0) = (units > 0)),
  constraint period_reward_given_minor_check CHECK (given_minor >= 0),
  constraint period_reward_rest_before_minor_check CHECK (rest_before_minor >= 0),
  constraint period_reward_rest_minor_check CHECK (rest_minor >= 0),
  constraint period_reward_units_check CHECK (units >= 0),
  constraint spend_is_given_or_carried CHECK (left_minor = 0 OR left_minor = (carried_minor + total_minor - before_minor)),
  constraint period_reward_period_id_fkey FOREIGN KEY (period_id) REFERENCES reward.period(id)
);
CREATE INDEX period_reward_member ON reward.period_reward USING btree (member_id, at);
CREATE INDEX period_reward_origin ON reward.period_reward USING btree (origin_id, at);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.period_reward FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.points_event (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  event text not null,
  happened_at timestamp with time zone not null,
  day date not null,
  wanted bigint not null,
  points bigint not null,
  capped_by text,
  expires_on date,
  program_version integer not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint points_event_pkey PRIMARY KEY (id),
  constraint less_only_by_a_cap CHECK ((points < wanted) = (capped_by IS NOT NULL)),
  constraint never_more_than_wanted CHECK (points >= 0 AND points <= wanted),
  constraint points_event_capped_by_check CHECK (capped_by = ANY (ARRAY['day'::text, 'month'::text, 'ever'::text])),
  constraint points_event_wanted_check CHECK (wanted > 0)
);
CREATE INDEX points_event_member ON reward.points_event USING btree (member_id, event, day);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.points_event FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.redemption (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  gift text not null,
  name_zh text not null,
  name_en text not null,
  count integer not null,
  points bigint not null,
  add_minor bigint not null,
  cost_minor bigint not null,
  product_code text,
  branch_id uuid,
  stock_branch_id uuid,
  channel text not null,
  sent_by text not null,
  most_per_member bigint,
  tier text,
  day date not null,
  note text not null,
  state text not null,
  program_version integer not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint redemption_pkey PRIMARY KEY (id),
  constraint redemption_add_minor_check CHECK (add_minor >= 0),
  constraint redemption_channel_check CHECK (channel = ANY (ARRAY['store'::text, 'online'::text])),
  constraint redemption_cost_minor_check CHECK (cost_minor >= 0),
  constraint redemption_count_check CHECK (count > 0),
  constraint redemption_points_check CHECK (points > 0),
  constraint redemption_sent_by_check CHECK (sent_by = ANY (ARRAY['branch'::text, 'head_office'::text])),
  constraint redemption_state_check CHECK (state = ANY (ARRAY['asked'::text, 'sent'::text, 'handed'::text, 'cancelled'::text, 'forfeited'::text, 'void'::text]))
);
CREATE INDEX redemption_listed ON reward.redemption USING btree (at DESC, id DESC);
CREATE INDEX redemption_member ON reward.redemption USING btree (member_id, gift);
CREATE INDEX redemption_open ON reward.redemption USING btree (sent_by, at) WHERE (state = ANY (ARRAY['asked'::text, 'sent'::text]));
CREATE TRIGGER never_deleted BEFORE DELETE ON reward.redemption FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_state_changes BEFORE UPDATE OF id, fingerprint, member_id, gift, name_zh, name_en, count, points, add_minor, cost_minor, product_code, branch_id, stock_branch_id, channel, sent_by, most_per_member, tier, day, note, program_version, at, by_id, by_name ON reward.redemption FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.redemption_change (
  id uuid not null,
  fingerprint text not null,
  redemption_id uuid not null,
  no integer not null,
  from_state text not null,
  state text not null,
  tender text,
  paid_minor bigint not null,
  branch_id uuid,
  day date not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint redemption_change_pkey PRIMARY KEY (id),
  constraint one_after_another UNIQUE (redemption_id, no),
  constraint money_has_a_tender CHECK (paid_minor = 0 OR tender IS NOT NULL),
  constraint redemption_change_no_check CHECK (no > 0),
  constraint redemption_change_state_check CHECK (state = ANY (ARRAY['sent'::text, 'handed'::text, 'cancelled'::text, 'forfeited'::text, 'void'::text])),
  constraint redemption_change_redemption_id_fkey FOREIGN KEY (redemption_id) REFERENCES reward.redemption(id)
);
CREATE INDEX redemption_change_money ON reward.redemption_change USING btree (branch_id, day) WHERE (paid_minor <> 0);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.redemption_change FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reward.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table reward.wrong_code (
  asked_by uuid not null,
  branch_id uuid not null,
  hour timestamp with time zone not null,
  tries integer not null,
  constraint wrong_code_pkey PRIMARY KEY (asked_by, branch_id, hour),
  constraint wrong_code_tries_check CHECK (tries > 0)
);

CREATE OR REPLACE FUNCTION reward.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'R1 points of a gift', r.id::text, r.points || ' but ' || m.amount
    from reward.redemption r, lateral (select -reward.points_moved(r.id) as amount) m
   where r.points <> m.amount
  union all
  select 'R1 not above its limit', member_id::text, gift || ' ' || sum(count)
    from reward.redemption
   where most_per_member is not null and state not in ('cancelled', 'void')
   group by member_id, gift having sum(count) > max(most_per_member)
  union all
  select 'R2 state is the last change', r.id::text, r.state || ' but ' || coalesce(l.state, 'asked')
    from reward.redemption r
    left join lateral (select state from reward.redemption_change c where c.redemption_id = r.id
                        order by no desc limit 1) l on true
   where r.state <> coalesce(l.state, 'asked')
  union all
  select 'R2 steps follow', id::text, from_state || ' after ' || before
    from (select id, no, from_state, lag(state, 1, 'asked') over w as before, lag(no, 1, 0) over w as last_no
            from reward.redemption_change window w as (partition by redemption_id order by no)) c
   where from_state <> before or no <> last_no + 1
  union all
  select 'R2 money is what was due', r.id::text, r.state || ' ' || coalesce(c.paid, 0)
    from reward.redemption r
    left join (select redemption_id, sum(paid_minor)::bigint as paid from reward.redemption_change
                group by redemption_id) c on c.redemption_id = r.id
   where coalesce(c.paid, 0) <> case when r.state = 'handed' then r.add_minor else 0 end
  union all
  select 'R3 points of an event', e.id::text, e.points || ' but ' || m.amount
    from reward.points_event e, lateral (select reward.points_moved(e.id) as amount) m
   where e.points <> m.amount
  union all
  select 'R4 points of a code', u.id::text, u.points || ' but ' || m.amount
    from reward.pack_code_use u, lateral (select reward.points_moved(u.id) as amount) m
   where u.points <> m.amount
  union all
  select 'R6 points of a clearing', c.id::text, c.points || ' but ' || m.amount
    from reward.clearing c, lateral (select -reward.points_moved(c.id) as amount) m
   where c.points <> m.amount
  union all
  select 'X3 reward applied or refused', r.id::text, r.code
    from reward.refusal r
   where exists (select from reward.redemption where id = r.id)
      or exists (select from reward.redemption_change where id = r.id)
      or exists (select from reward.points_event where id = r.id)
      or exists (select from reward.pack_code_use where id = r.id)
$function$;

CREATE OR REPLACE FUNCTION reward.audit_claims()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'R10 points on the ledger', c.id::text, c.points || ' but the ledger says ' || coalesce(l.issued, 0)
    from reward.claim c
    left join (select t.cause_id, -sum(p.amount) as issued
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.purpose = 'issued'
                where t.kind = 'claim' group by t.cause_id) l on l.cause_id = c.id
   where c.points <> coalesce(l.issued, 0)
  union all
  select 'R20 periods follow each other', p.id::text, p.from_on || ' after ' || p.before
    from (select id, run_from, from_on, lag(to_on) over (partition by run_from order by to_on) as before
            from reward.period where state <> 'dropped') p
   where p.before is not null and p.from_on <> p.before + 1
  union all
  select 'R21 vouchers on the ledger', r.id::text, r.units || ' but the ledger says ' || coalesce(l.issued, 0)
    from reward.period_reward r
    join reward.period d on d.id = r.period_id
    left join (select t.cause_id, p.unit, -sum(p.amount) as issued
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id
                 join ledger.account a on a.id = p.account_id and a.purpose = 'issued'
                where t.kind = 'period_reward' group by t.cause_id, p.unit) l
           on l.cause_id = r.id and l.unit = 'coupon:' || d.coupon_code
   where r.units <> coalesce(l.issued, 0) or r.given_minor <> r.units * d.coupon_minor
  union all
  select 'R21 rows follow each other', r.id::text, r.before_minor || ' but before it ' || r.total
    from (select r.id, r.before_minor, r.carried_minor, r.rest_before_minor,
                 lag(r.total_minor, 1, 0) over w as total, lag(r.left_minor, 1, 0) over w as "left",
                 lag(r.rest_minor, 1, 0) over w as rest
            from reward.period_reward r join reward.period d on d.id = r.period_id
          window w as (partition by d.run_from, r.origin_id order by d.to_on)) r
   where r.before_minor <> r.total or r.carried_minor <> r."left" or r.rest_before_minor <> r.rest
$function$;

CREATE OR REPLACE FUNCTION reward.audit_claims_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('R10 points on the ledger'), ('R20 periods follow each other'), ('R21 vouchers on the ledger'),
         ('R21 rows follow each other')
$function$;

CREATE OR REPLACE FUNCTION reward.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('R1 points of a gift'), ('R1 not above its limit'), ('R2 state is the last change'), ('R2 steps follow'),
         ('R2 money is what was due'), ('R3 points of an event'), ('R4 points of a code'), ('R6 points of a clearing'),
         ('X3 reward applied or refused')
$function$;

CREATE OR REPLACE FUNCTION reward.points_moved(cause uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(sum(p.amount), 0)::bigint
    from ledger.transaction t
    join ledger.posting p on p.transaction_id = t.id
    join ledger.account a on a.id = p.account_id
   where t.cause_id = cause and p.unit = 'points' and a.holder_id is not null
$function$;

create schema sale;

create table sale.discount_allowance (
  seq bigint generated always as identity not null,
  id uuid not null,
  fingerprint text not null,
  sale_id uuid not null,
  branch_id uuid not null,
  off_minor bigint not null,
  share_bps integer not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  by_name text not null,
  asking_id uuid,
  sale_print text,
  constraint discount_allowance_pkey PRIMARY KEY (seq),
  constraint discount_allowance_asking_id_key UNIQUE (asking_id),
  constraint discount_allowance_id_key UNIQUE (id),
  constraint asked_by_content CHECK ((asking_id IS NULL) = (sale_print IS NULL)),
  constraint discount_allowance_off_minor_check CHECK (off_minor > 0),
  constraint discount_allowance_share_bps_check CHECK (share_bps >= 1 AND share_bps <= 10000),
  constraint discount_allowance_asking_id_fkey FOREIGN KEY (asking_id) REFERENCES sale.discount_asking(id)
);
CREATE INDEX discount_allowance_sale ON sale.discount_allowance USING btree (sale_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.discount_allowance FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.discount_asking (
  id uuid not null,
  fingerprint text not null,
  sale_id uuid not null,
  sale_print text not null,
  branch_id uuid not null,
  member_id uuid,
  listed_minor bigint not null,
  off_minor bigint not null,
  share_bps integer not null,
  most_bps integer not null,
  total_minor bigint not null,
  points bigint not null,
  lines jsonb not null,
  reason text not null,
  at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid not null,
  by_name text not null,
  constraint discount_asking_pkey PRIMARY KEY (id),
  constraint discount_asking_id_by_id_expires_at_key UNIQUE (id, by_id, expires_at),
  constraint beyond_the_limit CHECK (share_bps > most_bps),
  constraint discount_asking_by_kind_check CHECK (by_kind = ANY (ARRAY['staff'::text, 'key'::text])),
  constraint discount_asking_check CHECK (off_minor > 0 AND off_minor <= listed_minor),
  constraint discount_asking_listed_minor_check CHECK (listed_minor > 0),
  constraint discount_asking_most_bps_check CHECK (most_bps >= 0 AND most_bps <= 10000),
  constraint discount_asking_reason_check CHECK (reason <> ''::text),
  constraint discount_asking_share_bps_check CHECK (share_bps >= 1 AND share_bps <= 10000),
  constraint discount_asking_total_minor_check CHECK (total_minor >= 0),
  constraint waits_a_while CHECK (expires_at > at)
);
CREATE INDEX discount_asking_order ON sale.discount_asking USING btree (at DESC, id DESC);
CREATE INDEX discount_asking_sale ON sale.discount_asking USING btree (sale_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.discount_asking FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.discount_decision (
  id uuid not null,
  fingerprint text not null,
  asking_id uuid not null,
  approves boolean not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  by_name text not null,
  asked_by_id uuid not null,
  expires_at timestamp with time zone not null,
  constraint discount_decision_pkey PRIMARY KEY (id),
  constraint discount_decision_asking_id_key UNIQUE (asking_id),
  constraint a_no_says_why CHECK (approves OR note <> ''::text),
  constraint another_person CHECK (by_id <> asked_by_id),
  constraint in_time CHECK (at < expires_at),
  constraint discount_decision_asking_id_asked_by_id_expires_at_fkey FOREIGN KEY (asking_id, asked_by_id, expires_at) REFERENCES sale.discount_asking(id, by_id, expires_at)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.discount_decision FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.discount_rule (
  seq bigint generated always as identity not null,
  id uuid not null,
  fingerprint text not null,
  branch_id uuid not null,
  most_bps integer,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint discount_rule_pkey PRIMARY KEY (seq),
  constraint discount_rule_id_key UNIQUE (id),
  constraint discount_rule_most_bps_check CHECK (most_bps >= 0 AND most_bps <= 10000)
);
CREATE INDEX discount_rule_branch ON sale.discount_rule USING btree (branch_id, seq DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.discount_rule FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.hand_discount (
  sale_id uuid not null,
  branch_id uuid not null,
  happened_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  listed_minor bigint not null,
  off_minor bigint not null,
  share_bps integer not null,
  most_bps integer,
  may boolean not null,
  allowance_id uuid,
  constraint hand_discount_pkey PRIMARY KEY (sale_id),
  constraint hand_discount_check CHECK (off_minor > 0 AND off_minor <= listed_minor),
  constraint hand_discount_listed_minor_check CHECK (listed_minor >= 0),
  constraint hand_discount_most_bps_check CHECK (most_bps >= 0 AND most_bps <= 10000),
  constraint hand_discount_share_bps_check CHECK (share_bps >= 0 AND share_bps <= 10000),
  constraint somebody_might CHECK (most_bps IS NULL OR share_bps <= most_bps OR may OR allowance_id IS NOT NULL),
  constraint hand_discount_allowance_id_fkey FOREIGN KEY (allowance_id) REFERENCES sale.discount_allowance(id),
  constraint hand_discount_sale_id_fkey FOREIGN KEY (sale_id) REFERENCES sale.sale(id)
);
CREATE INDEX hand_discount_branch ON sale.hand_discount USING btree (branch_id, happened_at DESC);
CREATE INDEX hand_discount_order ON sale.hand_discount USING btree (happened_at DESC, sale_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.hand_discount FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.line (
  sale_id uuid not null,
  no integer not null,
  product_code text not null,
  product_id uuid,
  name text not null,
  quantity numeric(14,3) not null,
  unit_price_minor bigint not null,
  listed_minor bigint not null,
  charged_minor bigint not null,
  deductions jsonb,
  seller text,
  pass_code text,
  pass_count integer default 0 not null,
  returned_no integer,
  earn_times integer default 10000 not null,
  constraint line_pkey PRIMARY KEY (sale_id, no),
  constraint charged_within_list CHECK (charged_minor >= 0 AND charged_minor <= listed_minor),
  constraint line_earn_times_check CHECK (earn_times >= 0),
  constraint line_pass_count_check CHECK (pass_count >= 0),
  constraint line_quantity_check CHECK (quantity > 0::numeric),
  constraint line_unit_price_minor_check CHECK (unit_price_minor >= 0)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.line FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER lines_sum_up AFTER INSERT ON sale.line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION sale.prove_lines();

create table sale.merit_telling (
  program_version integer not null,
  program_id uuid not null,
  after_member uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  asked_at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint merit_telling_pkey PRIMARY KEY (program_version)
);

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
  listed_minor bigint not null,
  rounding_minor bigint not null,
  change_minor bigint not null,
  points bigint not null,
  points_burned bigint not null,
  reason text,
  receipt json not null,
  person_id uuid,
  constraint sale_pkey PRIMARY KEY (id),
  constraint sale_change_minor_check CHECK (change_minor >= 0),
  constraint sale_kind_check CHECK (kind = ANY (ARRAY['sale'::text, 'return'::text])),
  constraint sale_sign CHECK (
CASE kind
    WHEN 'sale'::text THEN total_minor >= 0 AND points_burned >= 0
    ELSE total_minor <= 0 AND points_burned <= 0
END),
  constraint sale_returns_id_fkey FOREIGN KEY (returns_id) REFERENCES sale.sale(id)
);
CREATE INDEX sale_day ON sale.sale USING btree (day, branch_id);
CREATE INDEX sale_member ON sale.sale USING btree (sale.span(day), member_id, happened_at DESC) WHERE (member_id IS NOT NULL);
CREATE INDEX sale_person ON sale.sale USING btree (person_id, day) WHERE (person_id IS NOT NULL);
CREATE INDEX sale_receipt ON sale.sale USING btree (receipt_no) WHERE (receipt_no IS NOT NULL);
CREATE INDEX sale_returns ON sale.sale USING btree (returns_id) WHERE (returns_id IS NOT NULL);
CREATE INDEX sale_time ON sale.sale USING btree (happened_at, id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.sale FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table sale.tender (
  sale_id uuid not null,
  no smallint not null,
  kind text not null,
  amount_minor bigint not null,
  given_minor bigint,
  code text,
  count integer default 0 not null,
  points bigint default 0 not null,
  principal_minor bigint default 0 not null,
  bonus_minor bigint default 0 not null,
  returned_no smallint,
  constraint tender_pkey PRIMARY KEY (sale_id, no),
  constraint stored_value_in_parts CHECK (kind <> 'stored_value'::text OR (principal_minor + bonus_minor) = amount_minor),
  constraint tender_amount_minor_check CHECK (amount_minor >= 0),
  constraint tender_bonus_minor_check CHECK (bonus_minor >= 0),
  constraint tender_check CHECK (given_minor >= amount_minor),
  constraint tender_points_check CHECK (points >= 0),
  constraint tender_principal_minor_check CHECK (principal_minor >= 0)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON sale.tender FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER tenders_sum_up AFTER INSERT ON sale.tender REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION sale.prove_tenders();

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
  select 'S2 tenders sum to total', s.id::text,
         s.total_minor + s.rounding_minor || ' but tenders say ' || coalesce(t.total, 0)
    from sale.sale s
    left join (select sale_id, sum(amount_minor) as total from sale.tender group by sale_id) t on t.sale_id = s.id
   where abs(s.total_minor + s.rounding_minor) <> coalesce(t.total, 0)
  union all
  select 'S4 points on the ledger', s.id::text,
         s.points || ' and ' || s.points_burned || ' burned, but the ledger says ' || coalesce(l.issued, 0) ||
           ' and ' || coalesce(l.redeemed, 0)
    from sale.sale s
    left join (select t.cause_id, -sum(p.amount) filter (where a.purpose = 'issued') as issued,
                      sum(p.amount) filter (where a.purpose = 'redeemed') as redeemed
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.holder_id is null
                where t.kind in ('sale', 'return') group by t.cause_id) l on l.cause_id = s.id
   where s.points <> coalesce(l.issued, 0) or s.points_burned <> coalesce(l.redeemed, 0)
  union all
  select 'S8 value on the ledger', s.id::text, 'tenders say ' || t.total || ', the ledger says ' || coalesce(l.total, 0)
    from sale.sale s
    join (select sale_id, sum(amount_minor) as total from sale.tender where kind = 'stored_value' group by sale_id) t
      on t.sale_id = s.id
    left join (select t.cause_id, abs(sum(p.amount)) as total
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit in ('principal', 'bonus')
                 join ledger.account a on a.id = p.account_id and a.purpose = 'redeemed'
                where t.kind in ('sale', 'return') group by t.cause_id) l on l.cause_id = s.id
   where t.total <> coalesce(l.total, 0)
  union all
  select 'S9 claw-back within earned', s.id::text, 'took back ' || r.total || ' of ' || s.points
    from sale.sale s
    join (select x.returns_id, -sum(x.points) as total from sale.sale x
           where not exists (select from sale.voiding v where v.sale_id = x.id) group by x.returns_id) r
      on r.returns_id = s.id
   where r.total > s.points
  union all
  select 'S10 deductions explain the price', l.sale_id::text, 'line ' || l.no
    from sale.line l
   where l.listed_minor - l.charged_minor
           <> coalesce((select sum((d ->> 'minor')::bigint) from jsonb_array_elements(l.deductions) d), 0)
     and l.returned_no is null
  union all
  select 'S5 returns within line', s.id::text, 'line ' || l.no || ' of ' || l.quantity || ', back ' || r.total
    from sale.line l
    join sale.sale s on s.id = l.sale_id
    join (select x.returns_id, y.returned_no, sum(y.quantity) as total
            from sale.sale x join sale.line y on y.sale_id = x.id
           where y.returned_no is not null and not exists (select from sale.voiding v where v.sale_id = x.id)
           group by x.returns_id, y.returned_no) r on r.returns_id = s.id and r.returned_no = l.no
   where r.total > l.quantity
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

CREATE OR REPLACE FUNCTION sale.audit_discounts()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'S16 another person decides', d.asking_id::text, 'decided by ' || d.by_id || ', asked by ' || a.by_id
    from sale.discount_decision d join sale.discount_asking a on a.id = d.asking_id
   where d.by_id = a.by_id or d.at >= a.expires_at
  union all
  select 'S16 a yes is a word for what was asked', a.id::text, 'the word is ' || coalesce(w.id::text, 'missing')
    from sale.discount_asking a
    left join sale.discount_decision d on d.asking_id = a.id
    left join sale.discount_allowance w on w.asking_id = a.id
   where coalesce(d.approves, false) <> (w.id is not null)
      or (w.id is not null
          and (w.sale_id, w.sale_print, w.branch_id, w.off_minor, w.share_bps, w.by_id)
              is distinct from (a.sale_id, a.sale_print, a.branch_id, a.off_minor, a.share_bps, d.by_id))
  union all
  select 'S17 a discount by hand goes by a word for it', h.sale_id::text, h.off_minor || ' by ' || h.allowance_id
    from sale.hand_discount h
    join sale.sale s on s.id = h.sale_id
    join sale.discount_allowance w on w.id = h.allowance_id
   where w.sale_id <> h.sale_id or w.branch_id <> h.branch_id or w.by_id = h.by_id
      or h.off_minor > w.off_minor or h.share_bps > w.share_bps
      or w.sale_print <> s.fingerprint
$function$;

CREATE OR REPLACE FUNCTION sale.audit_discounts_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('S16 another person decides'), ('S16 a yes is a word for what was asked'),
         ('S17 a discount by hand goes by a word for it')
$function$;

CREATE OR REPLACE FUNCTION sale.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('S1 applied or refused'), ('S2 lines sum to total'), ('S2 tenders sum to total'), ('S4 points on the ledger'),
         ('S5 returns within sale'), ('S5 returns within line'), ('S6 voided is reversed'), ('S7 an event per sale'),
         ('S8 value on the ledger'), ('S9 claw-back within earned'), ('S10 deductions explain the price')
$function$;

CREATE OR REPLACE FUNCTION sale.prove_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  crooked record;
begin
  select a.sale_id, a.total, s.total_minor into crooked
    from (select sale_id, sum(charged_minor) as total from added group by sale_id) a
    left join sale.sale s on s.id = a.sale_id
   where a.total is distinct from abs(s.total_minor) limit 1;
  if found then
    raise exception 'S2: the lines of % sum to %, not to %', crooked.sale_id, crooked.total, crooked.total_minor
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION sale.prove_tenders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  crooked record;
begin
  select a.sale_id, a.total, s.total_minor + s.rounding_minor as due into crooked
    from (select sale_id, sum(amount_minor) as total from added group by sale_id) a
    left join sale.sale s on s.id = a.sale_id
   where a.total is distinct from abs(s.total_minor + s.rounding_minor) limit 1;
  if found then
    raise exception 'S2: the tenders of % sum to %, not to %', crooked.sale_id, crooked.total, crooked.due
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION sale.span(day date)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((day - '1970-01-01'::date) / 32);

CREATE OR REPLACE FUNCTION sale.spans(first date, last date)
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with recursive span as (
    (select sale.span(s.day) as no from sale.sale s
      where s.member_id is not null and sale.span(s.day) >= sale.span(first)
      order by sale.span(s.day) limit 1)
     union all
    select (select sale.span(s.day) from sale.sale s
             where s.member_id is not null and sale.span(s.day) > p.no order by sale.span(s.day) limit 1)
      from span p where p.no < sale.span(last))
  select coalesce(array_agg(no), '{}') from span where no <= sale.span(last)
$function$;

create schema standing;

create table standing.benefit_use (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  origin_id uuid not null,
  benefit text not null,
  tier text,
  branch_id uuid not null,
  day date not null,
  period_from date not null,
  period_to date not null,
  most bigint,
  minutes integer,
  cost_minor bigint not null,
  note text not null,
  state text not null,
  program_version integer not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint benefit_use_pkey PRIMARY KEY (id),
  constraint benefit_use_cost_minor_check CHECK (cost_minor >= 0),
  constraint benefit_use_most_check CHECK (most >= 0),
  constraint benefit_use_state_check CHECK (state = ANY (ARRAY['asked'::text, 'done'::text, 'cancelled'::text, 'void'::text])),
  constraint within_its_period CHECK (day >= period_from AND day <= period_to)
);
CREATE INDEX benefit_use_day ON standing.benefit_use USING btree (day DESC, id DESC);
CREATE INDEX benefit_use_member ON standing.benefit_use USING btree (member_id, benefit, period_from);
CREATE TRIGGER never_deleted BEFORE DELETE ON standing.benefit_use FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_state_changes BEFORE UPDATE OF id, fingerprint, origin_id, benefit, tier, branch_id, day, period_from, period_to, most, minutes, cost_minor, note, program_version, at, by_id, by_name ON standing.benefit_use FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table standing.benefit_use_change (
  id uuid not null,
  fingerprint text not null,
  use_id uuid not null,
  seq bigint generated always as identity not null,
  state text not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint benefit_use_change_pkey PRIMARY KEY (id),
  constraint benefit_use_change_state_check CHECK (state = ANY (ARRAY['done'::text, 'cancelled'::text, 'void'::text])),
  constraint benefit_use_change_use_id_fkey FOREIGN KEY (use_id) REFERENCES standing.benefit_use(id)
);
CREATE INDEX benefit_use_change_use ON standing.benefit_use_change USING btree (use_id, seq);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON standing.benefit_use_change FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table standing.carry (
  merge_id uuid not null,
  keep_id uuid not null,
  gone_id uuid not null,
  floor_before text,
  undone boolean default false not null,
  constraint carry_pkey PRIMARY KEY (merge_id)
);
CREATE INDEX carry_keep ON standing.carry USING btree (keep_id) WHERE (NOT undone);

create table standing.given (
  id uuid not null,
  fingerprint text not null,
  kind text not null,
  member_id uuid not null,
  tier text not null,
  day date not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint given_pkey PRIMARY KEY (id),
  constraint given_kind_check CHECK (kind = ANY (ARRAY['invitation'::text, 'hand'::text, 'joining'::text]))
);
CREATE INDEX given_member ON standing.given USING btree (member_id, day);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON standing.given FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table standing.known (
  here boolean default true not null,
  since date not null,
  constraint known_pkey PRIMARY KEY (here),
  constraint known_here_check CHECK (here)
);

create table standing.member (
  member_id uuid not null,
  joined_on date,
  tier text,
  since date,
  moves integer default 0 not null,
  floor_tier text,
  counts_from date,
  review_on date,
  warned_for date,
  grace_to date,
  looked_on date,
  last_bought_on date,
  archived_on date,
  left_on date,
  constraint member_pkey PRIMARY KEY (member_id),
  constraint member_moves_check CHECK (moves >= 0)
);
CREATE INDEX member_review ON standing.member USING btree (review_on) WHERE (review_on IS NOT NULL);
CREATE INDEX member_tier ON standing.member USING btree (tier) WHERE (tier IS NOT NULL);

create table standing.membership (
  id uuid not null,
  member_id uuid not null,
  origin_id uuid not null,
  from_on date not null,
  to_on date,
  way text not null,
  cause_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint membership_pkey PRIMARY KEY (id),
  constraint membership_cause_id_key UNIQUE (cause_id),
  constraint a_day_at_least CHECK (to_on IS NULL OR to_on >= from_on)
);
CREATE INDEX membership_member ON standing.membership USING btree (member_id);
CREATE TRIGGER never_deleted BEFORE DELETE ON standing.membership FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_merges_change BEFORE UPDATE OF id, origin_id, from_on, to_on, way, cause_id, at, by_id ON standing.membership FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table standing.membership_voiding (
  cause_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint membership_voiding_pkey PRIMARY KEY (cause_id),
  constraint membership_voiding_cause_id_fkey FOREIGN KEY (cause_id) REFERENCES standing.membership(cause_id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON standing.membership_voiding FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table standing.merit (
  origin_id uuid not null,
  day date not null,
  member_id uuid not null,
  spend_minor bigint default 0 not null,
  visits bigint default 0 not null,
  points bigint default 0 not null,
  top_up_minor bigint default 0 not null,
  constraint merit_pkey PRIMARY KEY (origin_id, day)
);
CREATE INDEX merit_member ON standing.merit USING btree (member_id, day);

create table standing.move (
  id uuid not null,
  member_id uuid not null,
  no integer not null,
  from_tier text not null,
  to_tier text not null,
  lowest boolean not null,
  up boolean not null,
  why text not null,
  day date not null,
  cause_kind text not null,
  cause_id uuid not null,
  reason text default ''::text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint move_pkey PRIMARY KEY (id),
  constraint one_after_another UNIQUE (member_id, no),
  constraint move_no_check CHECK (no > 0),
  constraint move_why_check CHECK (why = ANY (ARRAY['merit'::text, 'fee'::text, 'invitation'::text, 'joining'::text, 'hand'::text, 'return'::text, 'review'::text, 'merge'::text, 'merge_undone'::text, 'rebuilt'::text])),
  constraint moves_somewhere CHECK (from_tier <> to_tier)
);
CREATE INDEX move_cause ON standing.move USING btree (cause_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON standing.move FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table standing.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON standing.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table standing.single (
  origin_id uuid not null,
  day date not null,
  kind text not null,
  what text not null,
  member_id uuid not null,
  count bigint not null,
  constraint single_pkey PRIMARY KEY (origin_id, day, kind, what),
  constraint single_kind_check CHECK (kind = ANY (ARRAY['one_top_up'::text, 'fee'::text]))
);
CREATE INDEX single_member ON standing.single USING btree (member_id, day);

CREATE OR REPLACE FUNCTION standing.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'T1 tier is the last move', m.member_id::text, coalesce(m.tier, '-') || ' but ' || coalesce(l.to_tier, '-')
    from standing.member m
    left join lateral (select case when lowest then null else to_tier end as to_tier from standing.move v
                        where v.member_id = m.member_id order by no desc limit 1) l on true
   where m.tier is distinct from l.to_tier
  union all
  select 'T2 moves follow each other', id::text, from_tier || ' after ' || coalesce(before, '-')
    from (select id, no, from_tier, lag(case when lowest then null else to_tier end) over w as before,
                 lag(no, 1, 0) over w as last_no
            from standing.move window w as (partition by member_id order by no)) v
   -- What the lowest tier is called may change with the program.
   where from_tier <> before or no <> last_no + 1
  union all
  select 'T2 event per move', v.id::text, v.why
    from standing.move v
   where not exists (select from house.event e where e.subject_id = v.member_id and e.kind = 'standing.moved'
                                                and e.body ->> 'id' = v.id::text)
  union all
  select 'T9 not above its limit', member_id::text, benefit || ' ' || count(*) || ' since ' || period_from
    from standing.benefit_use
   where state in ('asked', 'done') and most is not null and member_id = origin_id
   group by member_id, benefit, period_from having count(*) > max(most)
  union all
  select 'T9 state is the last change', u.id::text, u.state
    from standing.benefit_use u
    left join lateral (select state from standing.benefit_use_change c where c.use_id = u.id order by seq desc
                        limit 1) l on true
   where case when l.state is null then u.state not in ('asked', 'done') else u.state <> l.state end
  union all
  select 'X3 applied or refused', r.id::text, r.code
    from standing.refusal r
   where exists (select from standing.given where id = r.id)
      or exists (select from standing.benefit_use where id = r.id)
      or exists (select from standing.benefit_use_change where id = r.id)
$function$;

CREATE OR REPLACE FUNCTION standing.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('T1 tier is the last move'), ('T2 moves follow each other'), ('T2 event per move'),
         ('T9 not above its limit'), ('T9 state is the last change'), ('X3 applied or refused')
$function$;

create schema survey;

create table survey.act (
  id uuid not null,
  fingerprint text not null,
  survey_id uuid not null,
  act text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint act_pkey PRIMARY KEY (id),
  constraint opened_once_and_closed_once UNIQUE (survey_id, act),
  constraint act_act_check CHECK (act = ANY (ARRAY['opened'::text, 'closed'::text])),
  constraint act_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES survey.survey(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON survey.act FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table survey.answer (
  survey_id uuid not null,
  member_id uuid not null,
  question smallint not null,
  id uuid not null,
  value smallint,
  words text,
  first_at timestamp with time zone not null,
  at timestamp with time zone not null,
  constraint answer_pkey PRIMARY KEY (survey_id, member_id, question),
  constraint answer_id_key UNIQUE (id),
  constraint answer_question_check CHECK (question >= 1),
  constraint says_one_thing CHECK (num_nonnulls(value, words) = 1 AND words <> ''::text),
  constraint answer_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES survey.survey(id)
);
CREATE INDEX answer_member ON survey.answer USING btree (member_id, at DESC);
CREATE TRIGGER while_open BEFORE INSERT OR DELETE OR UPDATE ON survey.answer FOR EACH ROW EXECUTE FUNCTION survey.refuse_late_answer();

create table survey.invitation (
  message_id uuid not null,
  survey_id uuid not null,
  member_id uuid not null,
  segment_id uuid,
  quarter date not null,
  enquiry boolean not null,
  undone boolean default false not null,
  at timestamp with time zone not null,
  campaign_id uuid,
  constraint invitation_pkey PRIMARY KEY (message_id),
  constraint invitation_quarter_check CHECK (quarter = date_trunc('quarter'::text, quarter::timestamp without time zone)::date),
  constraint invitation_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES survey.survey(id)
);
CREATE UNIQUE INDEX enquiry_once ON survey.invitation USING btree (member_id, quarter) WHERE (enquiry AND (NOT undone));
CREATE INDEX invitation_campaign ON survey.invitation USING btree (campaign_id, member_id) WHERE (NOT undone);
CREATE INDEX invitation_member ON survey.invitation USING btree (member_id, at DESC);
CREATE INDEX invitation_of ON survey.invitation USING btree (survey_id, member_id);
CREATE TRIGGER only_undone BEFORE DELETE OR UPDATE ON survey.invitation FOR EACH ROW EXECUTE FUNCTION survey.refuse_other_invitation();

create table survey.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON survey.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table survey.survey (
  id uuid not null,
  no bigint generated always as identity not null,
  fingerprint text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint survey_pkey PRIMARY KEY (id),
  constraint survey_no_key UNIQUE (no)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON survey.survey FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table survey.wording (
  id uuid not null,
  nth bigint generated always as identity not null,
  fingerprint text not null,
  survey_id uuid not null,
  purpose text not null,
  document jsonb not null,
  closes_on date not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint wording_pkey PRIMARY KEY (id),
  constraint wording_purpose_check CHECK (purpose = ANY (ARRAY['product_use'::text, 'benefit_preference'::text, 'event_feedback'::text, 'wishes'::text])),
  constraint wording_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES survey.survey(id)
);
CREATE INDEX wording_of ON survey.wording USING btree (survey_id, nth DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON survey.wording FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER words_before_opening BEFORE INSERT ON survey.wording FOR EACH ROW EXECUTE FUNCTION survey.refuse_other_words();

CREATE OR REPLACE FUNCTION survey.audit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'V3 an answer fits its question', a.id::text, 'question ' || a.question
    from survey.answer a
    cross join lateral (select document from survey.wording w where w.survey_id = a.survey_id
                         order by nth desc limit 1) w
    left join lateral (select w.document -> 'questions' -> (a.question - 1) as q) q on true
   where not coalesce(case q.q ->> 'kind'
                        when 'choice' then a.value between 1 and jsonb_array_length(q.q -> 'choices')
                        when 'score' then a.value between 0 and 10
                        when 'text' then a.words is not null
                      end, false)
$function$;

CREATE OR REPLACE FUNCTION survey.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('V3 an answer fits its question')
$function$;

CREATE OR REPLACE FUNCTION survey.refuse_late_answer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'V2: an answer is kept' using errcode = 'integrity_constraint_violation';
  end if;
  if not exists (select from survey.act where survey_id = new.survey_id and act = 'opened')
     or exists (select from survey.act where survey_id = new.survey_id and act = 'closed') then
    raise exception 'V2: only an open survey is answered' using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'UPDATE' and (new.survey_id, new.member_id, new.question, new.first_at)
     is distinct from (old.survey_id, old.member_id, old.question, old.first_at) then
    raise exception 'V2: an answer stays the one of its member and question'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION survey.refuse_other_invitation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE'
     or (new.message_id, new.survey_id, new.member_id, new.segment_id, new.enquiry, new.campaign_id)
        is distinct from (old.message_id, old.survey_id, old.member_id, old.segment_id, old.enquiry, old.campaign_id)
     or new.quarter < old.quarter then
    raise exception 'V4: who was asked stays' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION survey.refuse_other_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from survey.act where survey_id = new.survey_id) then
    raise exception 'V1: a survey that was opened stays as it is worded'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

create schema wallet;

create table wallet.account_payment (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  amount_minor bigint not null,
  tender text not null,
  branch_id uuid,
  at timestamp with time zone not null,
  by_id uuid,
  constraint account_payment_pkey PRIMARY KEY (id),
  constraint account_payment_amount_minor_check CHECK (amount_minor > 0),
  constraint account_payment_tender_check CHECK (tender = ANY (ARRAY['cash'::text, 'card'::text, 'wechat'::text, 'alipay'::text, 'other'::text]))
);
CREATE INDEX account_payment_member ON wallet.account_payment USING btree (member_id, at DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.account_payment FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.adjustment (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  unit text not null,
  amount bigint not null,
  expires_on date,
  reason text not null,
  way text not null,
  program_version integer not null,
  at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  by_name text not null,
  by_roles text[] not null,
  constraint adjustment_pkey PRIMARY KEY (id),
  constraint adjustment_id_way_key UNIQUE (id, way),
  constraint adjustment_amount_check CHECK (amount <> 0),
  constraint adjustment_by_kind_check CHECK (by_kind = ANY (ARRAY['staff'::text, 'key'::text, 'house'::text])),
  constraint adjustment_check CHECK (expires_on IS NULL OR amount > 0 AND unit <> 'principal'::text),
  constraint adjustment_reason_check CHECK (reason <> ''::text),
  constraint adjustment_way_check CHECK (way = ANY (ARRAY['own_limit'::text, 'alone'::text, 'second_person'::text])),
  constraint people_are_known CHECK (by_kind = 'house'::text OR by_id IS NOT NULL),
  constraint people_have_limits CHECK (by_kind = 'staff'::text OR way = 'second_person'::text)
);
CREATE INDEX adjustment_member ON wallet.adjustment USING btree (member_id, at DESC);
CREATE INDEX adjustment_order ON wallet.adjustment USING btree (at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.adjustment FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.adjustment_decision (
  id uuid not null,
  fingerprint text not null,
  adjustment_id uuid not null,
  way text default 'second_person'::text not null,
  approves boolean not null,
  note text not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  asked_by_id uuid,
  by_name text not null,
  constraint adjustment_decision_pkey PRIMARY KEY (id),
  constraint adjustment_decision_adjustment_id_key UNIQUE (adjustment_id),
  constraint adjustment_decision_way_check CHECK (way = 'second_person'::text),
  constraint another_person CHECK (by_id IS DISTINCT FROM asked_by_id),
  constraint adjustment_decision_adjustment_id_way_fkey FOREIGN KEY (adjustment_id, way) REFERENCES wallet.adjustment(id, way)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.adjustment_decision FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.coupon (
  id uuid not null,
  fingerprint text not null,
  code text not null,
  member_id uuid not null,
  cause_id uuid not null,
  secret_sha256 text,
  expires_on date,
  issued_at timestamp with time zone not null,
  by_id uuid,
  constraint coupon_pkey PRIMARY KEY (id),
  constraint coupon_secret_sha256_key UNIQUE (secret_sha256)
);
CREATE INDEX coupon_member ON wallet.coupon USING btree (member_id, issued_at DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.coupon FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.coupon_count (
  code text not null,
  scope text not null,
  used bigint not null,
  most bigint not null,
  constraint coupon_count_pkey PRIMARY KEY (code, scope),
  constraint coupon_count_used_check CHECK (used >= 0),
  constraint used_within_limit CHECK (used <= most)
);

create table wallet.coupon_return (
  use_id uuid not null,
  cause_id uuid not null,
  at timestamp with time zone not null,
  constraint coupon_return_pkey PRIMARY KEY (use_id),
  constraint coupon_return_use_id_fkey FOREIGN KEY (use_id) REFERENCES wallet.coupon_use(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.coupon_return FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.coupon_transfer (
  id uuid not null,
  fingerprint text not null,
  coupon_id uuid not null,
  to_coupon_id uuid not null,
  member_id uuid not null,
  to_member_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint coupon_transfer_pkey PRIMARY KEY (id),
  constraint coupon_transfer_to_coupon_id_key UNIQUE (to_coupon_id),
  constraint coupon_to_another CHECK (member_id <> to_member_id),
  constraint coupon_transfer_to_coupon_id_fkey FOREIGN KEY (to_coupon_id) REFERENCES wallet.coupon(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.coupon_transfer FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.coupon_use (
  id uuid not null,
  code text not null,
  coupon_id uuid,
  member_id uuid,
  branch_id uuid not null,
  day date not null,
  cause_id uuid not null,
  on_return text not null,
  at timestamp with time zone not null,
  constraint coupon_use_pkey PRIMARY KEY (id)
);
CREATE INDEX coupon_use_cause ON wallet.coupon_use USING btree (cause_id);
CREATE INDEX coupon_use_code ON wallet.coupon_use USING btree (code, member_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.coupon_use FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.coupon_voiding (
  coupon_id uuid not null,
  at timestamp with time zone not null,
  reason text not null,
  by_id uuid,
  constraint coupon_voiding_pkey PRIMARY KEY (coupon_id),
  constraint coupon_voiding_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES wallet.coupon(id)
);

create table wallet.credit_line (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  nth integer not null,
  most_minor bigint not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint credit_line_pkey PRIMARY KEY (id),
  constraint credit_line_member_id_nth_key UNIQUE (member_id, nth),
  constraint credit_line_most_minor_check CHECK (most_minor >= 0),
  constraint credit_line_nth_check CHECK (nth > 0),
  constraint credit_line_reason_check CHECK (reason <> ''::text)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.credit_line FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet."freeze" (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  lifted_by_id uuid,
  constraint freeze_pkey PRIMARY KEY (id)
);
CREATE INDEX freeze_member ON wallet."freeze" USING btree (member_id);
CREATE UNIQUE INDEX freeze_open ON wallet."freeze" USING btree (member_id) WHERE (lifted_by_id IS NULL);
CREATE TRIGGER lifted_once BEFORE UPDATE ON wallet."freeze" FOR EACH ROW WHEN ((old.lifted_by_id IS NOT NULL)) EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER never_deleted BEFORE DELETE ON wallet."freeze" FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER only_lifting_changes BEFORE UPDATE OF id, fingerprint, member_id, reason, at, by_id ON wallet."freeze" FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.freeze_lifting (
  id uuid not null,
  fingerprint text not null,
  freeze_id uuid not null,
  member_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint freeze_lifting_pkey PRIMARY KEY (id),
  constraint freeze_lifting_freeze_id_key UNIQUE (freeze_id),
  constraint freeze_lifting_freeze_id_fkey FOREIGN KEY (freeze_id) REFERENCES wallet."freeze"(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.freeze_lifting FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.hold_release (
  id uuid not null,
  fingerprint text not null,
  hold_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint hold_release_pkey PRIMARY KEY (id),
  constraint hold_release_hold_id_key UNIQUE (hold_id),
  constraint hold_release_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES wallet.hold_wish(id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.hold_release FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.hold_wish (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  unit text not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint hold_wish_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.hold_wish FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.moved_lot (
  transaction_id uuid not null,
  from_lot_id uuid not null,
  to_lot_id uuid,
  unit text not null,
  amount bigint not null,
  arrived bigint not null,
  constraint moved_lot_pkey PRIMARY KEY (transaction_id, from_lot_id),
  constraint moved_lot_to_lot_id_key UNIQUE (to_lot_id),
  constraint arrived_in_a_lot CHECK ((arrived = 0) = (to_lot_id IS NULL)),
  constraint moved_lot_amount_check CHECK (amount > 0),
  constraint moved_lot_check CHECK (arrived >= 0 AND arrived <= amount)
);
CREATE INDEX moved_lot_from ON wallet.moved_lot USING btree (from_lot_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.moved_lot FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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

create table wallet.refusal (
  id uuid not null,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  constraint refusal_pkey PRIMARY KEY (id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.refusal FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.top_up (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  branch_id uuid not null,
  day date not null,
  package_code text,
  tender text not null,
  seller text,
  paid_minor bigint not null,
  bonus_minor bigint not null,
  bonus_expires_on date,
  points bigint not null,
  points_expire_on date,
  gifts jsonb not null,
  pack text not null,
  cap_minor bigint,
  principal_after_minor bigint not null,
  bonus_after_minor bigint not null,
  points_after bigint not null,
  program_version integer not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint top_up_pkey PRIMARY KEY (id),
  constraint top_up_bonus_minor_check CHECK (bonus_minor >= 0),
  constraint top_up_pack_check CHECK (pack = ANY (ARRAY['none'::text, 'cn'::text])),
  constraint top_up_paid_minor_check CHECK (paid_minor > 0),
  constraint top_up_points_check CHECK (points >= 0),
  constraint top_up_tender_check CHECK (tender = ANY (ARRAY['cash'::text, 'card'::text, 'wechat'::text, 'alipay'::text, 'other'::text])),
  constraint within_the_cap CHECK (cap_minor IS NULL OR (principal_after_minor + bonus_after_minor) <= cap_minor)
);
CREATE INDEX top_up_day ON wallet.top_up USING btree (day, branch_id);
CREATE INDEX top_up_member ON wallet.top_up USING btree (member_id, recorded_at DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.top_up FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

create table wallet.top_up_refund (
  id uuid not null,
  fingerprint text not null,
  top_up_id uuid not null,
  branch_id uuid not null,
  day date not null,
  cause text not null,
  rule text not null,
  note text not null,
  used_minor bigint not null,
  listed_minor bigint not null,
  counted_minor bigint not null,
  refund_minor bigint not null,
  interest_bps integer not null,
  interest_days integer not null,
  interest_minor bigint not null,
  principal_refunded_minor bigint not null,
  principal_kept_minor bigint not null,
  bonus_refunded_minor bigint not null,
  bonus_void_minor bigint not null,
  points_taken bigint not null,
  gifts jsonb not null,
  principal_after_minor bigint not null,
  bonus_after_minor bigint not null,
  points_after bigint not null,
  points_debt_after bigint not null,
  recorded_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  constraint top_up_refund_pkey PRIMARY KEY (id),
  constraint top_up_refund_top_up_id_key UNIQUE (top_up_id),
  constraint no_interest_without_a_rate CHECK (interest_minor = 0 OR interest_bps > 0 AND interest_days > 0),
  constraint paid_out_of_lots CHECK (refund_minor = (principal_refunded_minor + bonus_refunded_minor)),
  constraint top_up_refund_bonus_refunded_minor_check CHECK (bonus_refunded_minor >= 0),
  constraint top_up_refund_bonus_void_minor_check CHECK (bonus_void_minor >= 0),
  constraint top_up_refund_cause_check CHECK (cause = ANY (ARRAY['trader'::text, 'consumer'::text, 'withdrawal_7_days'::text])),
  constraint top_up_refund_check CHECK (listed_minor >= used_minor),
  constraint top_up_refund_counted_minor_check CHECK (counted_minor >= 0),
  constraint top_up_refund_interest_bps_check CHECK (interest_bps >= 0 AND interest_bps <= 10000),
  constraint top_up_refund_interest_days_check CHECK (interest_days >= 0),
  constraint top_up_refund_interest_minor_check CHECK (interest_minor >= 0),
  constraint top_up_refund_points_debt_after_check CHECK (points_debt_after >= 0),
  constraint top_up_refund_points_taken_check CHECK (points_taken >= 0),
  constraint top_up_refund_principal_kept_minor_check CHECK (principal_kept_minor >= 0),
  constraint top_up_refund_principal_refunded_minor_check CHECK (principal_refunded_minor >= 0),
  constraint top_up_refund_refund_minor_check CHECK (refund_minor > 0),
  constraint top_up_refund_rule_check CHECK (rule = ANY (ARRAY['withdrawal'::text, 'gift_in_proportion'::text, 'undiscounted'::text, 'as_charged'::text])),
  constraint top_up_refund_used_minor_check CHECK (used_minor >= 0),
  constraint top_up_refund_top_up_id_fkey FOREIGN KEY (top_up_id) REFERENCES wallet.top_up(id)
);
CREATE INDEX top_up_refund_day ON wallet.top_up_refund USING btree (day, branch_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.top_up_refund FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();
CREATE TRIGGER refund_adds_up BEFORE INSERT ON wallet.top_up_refund FOR EACH ROW EXECUTE FUNCTION wallet.prove_refund();

create table wallet.transfer (
  id uuid not null,
  fingerprint text not null,
  member_id uuid not null,
  to_member_id uuid not null,
  unit text not null,
  amount bigint not null,
  bonus bigint not null,
  note text not null,
  program_version integer not null,
  at timestamp with time zone not null,
  by_id uuid,
  constraint transfer_pkey PRIMARY KEY (id),
  constraint points_have_no_bonus CHECK (unit = 'stored_value'::text OR bonus = 0),
  constraint to_another CHECK (member_id <> to_member_id),
  constraint transfer_amount_check CHECK (amount > 0),
  constraint transfer_check CHECK (bonus >= 0 AND bonus <= amount),
  constraint transfer_unit_check CHECK (unit = ANY (ARRAY['points'::text, 'stored_value'::text]))
);
CREATE INDEX transfer_from ON wallet.transfer USING btree (member_id, at DESC);
CREATE INDEX transfer_to ON wallet.transfer USING btree (to_member_id, at DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON wallet.transfer FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rewriting();

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
  union all
  select 'W50 coupon is a lot', c.id::text, c.code
    from wallet.coupon c
   where not exists (select from ledger.lot l join ledger.account a on a.id = l.account_id
                      where l.id = c.id and a.unit = 'coupon:' || c.code and l.amount = 1)
  union all
  select 'W51 count is uses', n.code || ' ' || n.scope, n.used || ' but uses say ' || u.used
    from wallet.coupon_count n
    join lateral (
      select count(*) as used
        from wallet.coupon_use u
       where u.code = n.code
         and n.scope in ('all', 'branch:' || u.branch_id, 'member:' || u.member_id,
                         'member:' || u.member_id || ':' || u.day, 'day:' || u.day)
         and not exists (select from wallet.coupon_return r where r.use_id = u.id)) u on true
   where n.scope <> 'issued' and n.used <> u.used
  union all
  select 'W51 within the limit', n.code || ' ' || n.scope, n.used || ' above ' || n.most
    from wallet.coupon_count n where n.used > n.most
  union all
  select 'W52 used once', u.coupon_id::text, count(*) || ' uses stand'
    from wallet.coupon_use u
   where u.coupon_id is not null and not exists (select from wallet.coupon_return r where r.use_id = u.id)
   group by u.coupon_id having count(*) > 1
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_adjustment()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with judged as (
    select a.*, a.way <> 'second_person' or coalesce(d.approves, false) as applied, p.times, p.total
      from wallet.adjustment a
      left join wallet.adjustment_decision d on d.adjustment_id = a.id
     cross join lateral (
       select count(distinct t.id) as times, coalesce(sum(p.amount), 0) as total
         from ledger.transaction t
         join ledger.posting p on p.transaction_id = t.id and p.unit = a.unit
         join ledger.account h on h.id = p.account_id and h.holder_id = a.member_id
        where t.cause_id = a.id and t.kind = 'adjust') p)
  select 'W10 applied adjustment is posted', id::text, amount || ' but posted ' || total || ' in ' || times
    from judged where applied and (times <> 1 or total <> amount)
  union all
  select 'W10 waiting adjustment is not posted', id::text, total || ' in ' || times
    from judged where not applied and times <> 0
  union all
  select 'W11 second person', d.adjustment_id::text, 'decided by ' || d.by_id || ', asked by ' || a.by_id
    from wallet.adjustment_decision d join wallet.adjustment a on a.id = d.adjustment_id
   where d.by_id = a.by_id or d.asked_by_id is distinct from a.by_id
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_adjustment_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W10 applied adjustment is posted'), ('W10 waiting adjustment is not posted'), ('W11 second person')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_coupon_transfer()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'W61 a coupon passed on is one', r.id::text, r.coupon_id || ' to ' || r.to_coupon_id
    from wallet.coupon_transfer r
   where not exists (select from wallet.moved_lot m
                      where m.from_lot_id = r.coupon_id and m.to_lot_id = r.to_coupon_id and m.amount = 1)
      or not exists (select from wallet.coupon c where c.id = r.to_coupon_id and c.member_id = r.to_member_id)
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_coupon_transfer_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W61 a coupon passed on is one')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_credit()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'W16 floor is the line', a.holder_id::text, a.floor || ' but the line is ' || coalesce(l.most_minor, 0)
    from ledger.account a
    left join (select distinct on (member_id) member_id, most_minor from wallet.credit_line
                order by member_id, nth desc) l on l.member_id = a.holder_id
   where a.unit = 'on_account' and a.purpose = 'credit' and a.floor is distinct from -coalesce(l.most_minor, 0)
  union all
  select 'W17 payment is posted', y.id::text, y.amount_minor || ' but posted ' || p.total
    from wallet.account_payment y
   cross join lateral (
     select coalesce(sum(p.amount), 0) as total
       from ledger.transaction t
       join ledger.posting p on p.transaction_id = t.id
       join ledger.account h on h.id = p.account_id and h.holder_id = y.member_id and h.unit = 'on_account'
      where t.cause_id = y.id and t.kind = 'account_payment') p
   where p.total <> y.amount_minor
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_credit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W16 floor is the line'), ('W17 payment is posted')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_freeze()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  select 'W20 freeze ends by a lifting', f.id::text, 'lifted by ' || f.lifted_by_id
    from wallet.freeze f
   where f.lifted_by_id is not null
     and not exists (select from wallet.freeze_lifting l where l.id = f.lifted_by_id and l.freeze_id = f.id)
  union all
  select 'W20 lifting ends its freeze', l.id::text,
         'freeze ' || f.id || ' lifted by ' || coalesce(f.lifted_by_id::text, '-')
    from wallet.freeze_lifting l join wallet.freeze f on f.id = l.freeze_id
   where f.lifted_by_id is distinct from l.id or f.member_id <> l.member_id
  union all
  select 'W22 applied or refused', r.id::text, r.code
    from wallet.refusal r
   where exists (select from wallet.freeze where id = r.id)
      or exists (select from wallet.freeze_lifting where id = r.id)
  union all
  select 'W22 event per freeze', c.id::text, c.kind
    from (select id, member_id, 'wallet.frozen' as kind from wallet.freeze
          union all select id, member_id, 'wallet.freeze_lifted' from wallet.freeze_lifting) c
   where not exists (select from house.event e
                      where e.subject_id = c.member_id and e.kind = c.kind and e.body ->> 'id' = c.id::text)
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_freeze_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W20 freeze ends by a lifting'), ('W20 lifting ends its freeze'), ('W22 applied or refused'),
         ('W22 event per freeze')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W1 opening is posted'), ('W2 voided opening is reversed'), ('W50 coupon is a lot'), ('W51 count is uses'),
         ('W51 within the limit'), ('W52 used once')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_merge()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with moved as (
    select t.id, t.kind, t.cause_id, p.unit, a.holder_id, sum(p.amount) as total
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id
     where t.kind in ('merge', 'merge_undo')
     group by t.id, t.kind, t.cause_id, p.unit, a.holder_id)
  select case kind when 'merge' then 'W18 merge conserves value' else 'W19 undoing conserves value' end, d.id::text,
         unit || ' of ' || coalesce(d.holder_id::text, 'the chain') || ' ' || total
    from moved d
   where not exists (
     select from member.merge m left join member.merge_undoing u on u.merge_id = m.id
      where d.cause_id = case d.kind when 'merge' then m.id else u.id end and d.holder_id in (m.keep_id, m.gone_id))
  union all
  select 'W18 gone member holds nothing', a.holder_id::text, a.unit || ' ' || a.purpose || ' ' || a.balance
    from member.merge m
    join ledger.account a on a.holder_id = m.gone_id and a.balance <> 0
   where m.undone_by_id is null
     and not exists (
       select from ledger.posting p join ledger.transaction t on t.id = p.transaction_id
        where p.account_id = a.id
          and t.recorded_at + interval '1 hour' > (select e.recorded_at from house.event e order by e.seq desc limit 1))
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_merge_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W18 merge conserves value'), ('W19 undoing conserves value'), ('W18 gone member holds nothing')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_top_up()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with posted as (
    -- What a transaction credited to or took from members, debts included.
    select t.cause_id, t.kind, p.unit, sum(p.amount) as amount
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id and a.holder_id is not null
     where t.kind in ('top_up', 'top_up_refund') group by t.cause_id, t.kind, p.unit),
  said as (
    select id, 'principal' as unit, paid_minor as amount from wallet.top_up
    union all select id, 'bonus', bonus_minor from wallet.top_up
    union all select id, 'points', points from wallet.top_up
    union all
    select u.id, g.kind || ':' || g.code, sum(g.count)
      from wallet.top_up u, jsonb_to_recordset(u.gifts) as g (kind text, code text, count bigint)
     group by u.id, g.kind, g.code),
  gone as (
    select id, 'principal' as unit, principal_refunded_minor + principal_kept_minor as amount from wallet.top_up_refund
    union all select id, 'points', points_taken from wallet.top_up_refund
    union all
    select r.id, g.kind || ':' || g.code, sum(g.count)
      from wallet.top_up_refund r, jsonb_to_recordset(r.gifts) as g (kind text, code text, count bigint)
     group by r.id, g.kind, g.code),
  refunded as (
    select t.cause_id, sum(p.amount) as amount
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id and a.holder_id is null and a.purpose = 'refunded'
     where t.kind = 'top_up_refund' group by t.cause_id)
  select 'W5 top-up posted once' as law, u.id::text as subject, count(t.id) || ' transactions' as detail
    from wallet.top_up u left join ledger.transaction t on t.cause_id = u.id and t.kind = 'top_up'
   group by u.id having count(t.id) <> 1
  union all
  select 'W5 posting has its top-up', t.id::text, t.cause_id::text
    from ledger.transaction t
   where t.kind = 'top_up' and not exists (select from wallet.top_up u where u.id = t.cause_id)
  union all
  select 'W5 row is postings', coalesce(s.id, p.cause_id)::text,
         coalesce(s.unit, p.unit) || ' ' || coalesce(s.amount, 0) || ' but postings say ' || coalesce(p.amount, 0)
    from (select * from said where amount <> 0) s
    full join (select * from posted where kind = 'top_up') p on p.cause_id = s.id and p.unit = s.unit
   where coalesce(s.amount, 0) <> coalesce(p.amount, 0)
  union all
  select 'W5 event per top-up', u.id::text, u.day::text
    from wallet.top_up u
   where not exists (select from house.event e where e.subject_id = u.id and e.kind = 'wallet.topped_up')
  union all
  -- Only where nothing but top-ups ever came in: goods brought back go to the card, however much is on it by then.
  select 'W6 card over its cap', a.holder_id::text, sum(a.balance) || ' above ' || max(u.most)
    from (select member_id, max(cap_minor) as most from wallet.top_up group by member_id
          having count(cap_minor) = count(*)) u
    join ledger.account a on a.holder_id = u.member_id and a.purpose = 'member' and a.unit in ('principal', 'bonus')
   where not exists (
         select from ledger.account o
           join ledger.posting p on p.account_id = o.id and p.amount > 0
           join ledger.transaction t on t.id = p.transaction_id and t.kind <> 'top_up'
          where o.holder_id = u.member_id and o.purpose = 'member' and o.unit in ('principal', 'bonus'))
   group by a.holder_id having sum(a.balance) > max(u.most)
  union all
  select 'W7 refund posted once', r.id::text, count(t.id) || ' transactions'
    from wallet.top_up_refund r left join ledger.transaction t on t.cause_id = r.id and t.kind = 'top_up_refund'
   group by r.id having count(t.id) <> 1
  union all
  select 'W7 refund posted once', t.id::text, 'no refund ' || t.cause_id
    from ledger.transaction t
   where t.kind = 'top_up_refund' and not exists (select from wallet.top_up_refund r where r.id = t.cause_id)
  union all
  select 'W7 event per refund', r.id::text, r.day::text
    from wallet.top_up_refund r
   where not exists (select from house.event e where e.subject_id = r.id and e.kind = 'wallet.top_up_refunded')
  union all
  select 'W8 refund is postings', r.id::text, r.refund_minor || ' but postings say ' || coalesce(p.amount, 0)
    from wallet.top_up_refund r left join refunded p on p.cause_id = r.id
   where r.refund_minor <> coalesce(p.amount, 0)
  union all
  select 'W8 refund is postings', g.id::text,
         g.unit || ' ' || g.amount || ' but postings say ' || -coalesce(p.amount, 0)
    from gone g
    left join posted p on p.cause_id = g.id and p.kind = 'top_up_refund' and p.unit = g.unit
   where g.amount <> -coalesce(p.amount, 0)
  union all
  select 'W8 refund within what was paid', r.id::text, r.refund_minor || ' of ' || u.paid_minor
    from wallet.top_up_refund r join wallet.top_up u on u.id = r.top_up_id
   where r.refund_minor <> greatest(0, u.paid_minor - r.counted_minor) or r.refund_minor > u.paid_minor
  union all
  select 'W9 named card with an end', l.id::text, l.expires_on::text
    from wallet.top_up u
    join ledger.transaction t on t.cause_id = u.id and t.kind = 'top_up'
    join ledger.lot l on l.origin_id = t.id and l.expires_on is not null
    join ledger.account a on a.id = l.account_id and a.unit = 'principal'
   where u.pack = 'cn'
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_top_up_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W5 top-up posted once'), ('W5 posting has its top-up'), ('W5 row is postings'), ('W5 event per top-up'),
         ('W6 card over its cap'), ('W7 refund posted once'), ('W7 event per refund'), ('W8 refund is postings'),
         ('W8 refund within what was paid'), ('W9 named card with an end')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_transfer()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with moved as (
    select r.id, h.holder_id, sum(p.amount) as total,
           coalesce(sum(p.amount) filter (where p.unit = 'bonus'), 0) as bonus
      from wallet.transfer r
      join ledger.transaction t on t.cause_id = r.id and t.kind = 'transfer'
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account h on h.id = p.account_id
     group by r.id, h.holder_id)
  select 'W12 transfer moves what it says', r.id::text, coalesce(f.total, 0) || ' and ' || coalesce(t.total, 0)
    from wallet.transfer r
    left join moved f on f.id = r.id and f.holder_id = r.member_id
    left join moved t on t.id = r.id and t.holder_id = r.to_member_id
   where f.total is distinct from -r.amount or t.total is distinct from r.amount
      or exists (select from moved o where o.id = r.id and o.holder_id is distinct from r.member_id
                                       and o.holder_id is distinct from r.to_member_id)
  union all
  select 'W13 bonus goes with principal', r.id::text, r.bonus || ' but posted ' || coalesce(t.bonus, 0)
    from wallet.transfer r left join moved t on t.id = r.id and t.holder_id = r.to_member_id
   where t.bonus is distinct from r.bonus
  union all
  select 'W12 moved lot keeps its last day', m.to_lot_id::text, n.expires_on || ' but came from ' || o.expires_on
    from wallet.moved_lot m join ledger.lot o on o.id = m.from_lot_id join ledger.lot n on n.id = m.to_lot_id
   where o.expires_on is distinct from n.expires_on
  union all
  select 'W12 moved lot is its posting', m.from_lot_id::text, m.amount || ' and ' || m.arrived
    from wallet.moved_lot m
   where not exists (select from ledger.posting p where p.transaction_id = m.transaction_id
                        and p.lot_id = m.from_lot_id and p.amount = -m.amount and p.unit = m.unit)
      or (m.to_lot_id is not null and not exists (
            select from ledger.posting p where p.transaction_id = m.transaction_id and p.lot_id = m.to_lot_id
               and p.amount = m.arrived and p.unit = m.unit))
  union all
  select 'W14 hold is in the ledger', w.id::text, w.unit
    from wallet.hold_wish w
   where not exists (select from ledger.hold h join ledger.account a on a.id = h.account_id
                      where h.id = w.id and a.holder_id = w.member_id and a.unit = w.unit)
  union all
  select 'W14 released once', r.hold_id::text, h.state
    from wallet.hold_release r join ledger.hold h on h.id = r.hold_id where h.state <> 'released'
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_transfer_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W12 transfer moves what it says'), ('W12 moved lot keeps its last day'), ('W12 moved lot is its posting'),
         ('W13 bonus goes with principal'), ('W14 hold is in the ledger'), ('W14 released once')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_value()
 RETURNS TABLE(law text, subject text, detail text)
 LANGUAGE sql
 STABLE
AS $function$
  with chain as (
    select a.unit, -sum(p.amount) as given
      from ledger.account a join ledger.posting p on p.account_id = a.id
     where a.holder_id is null group by a.unit),
  members as (
    select unit, sum(balance) as held from ledger.account where holder_id is not null group by unit)
  select 'W40 chain owes what members hold', coalesce(c.unit, m.unit),
         coalesce(c.given, 0) || ' given, ' || coalesce(m.held, 0) || ' held'
    from chain c full join members m on m.unit = c.unit
   where coalesce(c.given, 0) <> coalesce(m.held, 0)
  union all
  -- A side the report has no name for would appear under "other".
  select 'W40 only known sides', a.unit, a.purpose
    from ledger.account a
   where a.holder_id is null and a.unit <> 'on_account'
     and a.purpose not in ('issued', 'opening', 'redeemed', 'expired', 'adjusted', 'refunded')
$function$;

CREATE OR REPLACE FUNCTION wallet.audit_value_laws()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  values ('W40 chain owes what members hold'), ('W40 only known sides')
$function$;

CREATE OR REPLACE FUNCTION wallet.prove_refund()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  paid bigint;
begin
  select paid_minor into paid from wallet.top_up where id = new.top_up_id;
  if new.refund_minor <> greatest(0, paid - new.counted_minor) then
    raise exception 'W8: top-up % of % less % is not %', new.top_up_id, paid, new.counted_minor, new.refund_minor
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;
