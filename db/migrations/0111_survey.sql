create schema survey;

-- V1: a survey (C40). What it asks is said by its last wording, how it stands by its acts.
create table survey.survey (
  id uuid primary key,
  -- Short, so that the links in a message are.
  no bigint generated always as identity unique,
  fingerprint text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on survey.survey for each statement execute function
  house.refuse_rewriting();

create table survey.act (
  id uuid primary key,
  fingerprint text not null,
  survey_id uuid not null references survey.survey (id),
  act text not null check (act in ('opened', 'closed')),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint opened_once_and_closed_once unique (survey_id, act)
);
create trigger append_only before update or delete on survey.act for each statement execute function
  house.refuse_rewriting();

create table survey.wording (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  survey_id uuid not null references survey.survey (id),
  purpose text not null check (purpose in ('product_use', 'benefit_preference', 'event_feedback', 'wishes')),
  document jsonb not null,
  closes_on date not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index wording_of on survey.wording (survey_id, nth desc);
create trigger append_only before update or delete on survey.wording for each statement execute function
  house.refuse_rewriting();

-- V1: what members were asked stays as they were asked it.
create function survey.refuse_other_words() returns trigger language plpgsql as $$
begin
  if exists (select from survey.act where survey_id = new.survey_id) then
    raise exception 'V1: a survey that was opened stays as it is worded'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger words_before_opening before insert on survey.wording for each row execute function
  survey.refuse_other_words();

-- V4, V5: who was asked, by the message that asked; written when it leaves.
create table survey.invitation (
  message_id uuid primary key,
  survey_id uuid not null references survey.survey (id),
  -- Who was asked; after a merge still the one who was.
  member_id uuid not null,
  segment_id uuid,
  -- First day of the quarter of the chain.
  quarter date not null check (quarter = date_trunc('quarter', quarter::timestamp)::date),
  -- Asks after the use of products.
  enquiry boolean not null,
  -- The message came to nothing; asks nobody then.
  undone boolean not null default false,
  at timestamptz not null
);
create index invitation_of on survey.invitation (survey_id, member_id);
create index invitation_member on survey.invitation (member_id, at desc);
-- V5: at most one product-use enquiry per member and quarter.
create unique index enquiry_once on survey.invitation (member_id, quarter) where enquiry and not undone;

create function survey.refuse_other_invitation() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.message_id, new.survey_id, new.member_id, new.segment_id, new.quarter, new.enquiry)
        is distinct from (old.message_id, old.survey_id, old.member_id, old.segment_id, old.quarter, old.enquiry) then
    raise exception 'V4: who was asked stays' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_undone before update or delete on survey.invitation for each row execute function
  survey.refuse_other_invitation();

-- V2: once per member and question; may say otherwise until the survey closes.
create table survey.answer (
  survey_id uuid not null references survey.survey (id),
  member_id uuid not null,
  question smallint not null check (question >= 1),
  -- Made anew whenever it says otherwise, so that what was said before can be told from it.
  id uuid not null unique,
  -- The number of the choice, or the score.
  value smallint,
  words text,
  first_at timestamptz not null,
  at timestamptz not null,
  primary key (survey_id, member_id, question),
  constraint says_one_thing check (num_nonnulls(value, words) = 1 and words <> '')
);
create index answer_member on survey.answer (member_id, at desc);

create function survey.refuse_late_answer() returns trigger language plpgsql as $$
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
end $$;
create trigger while_open before insert or update or delete on survey.answer for each row execute function
  survey.refuse_late_answer();

create table survey.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on survey.refusal for each statement execute function
  house.refuse_rewriting();

-- V6: the survey that the messages of a campaign ask.
alter table campaign.campaign
  add column survey_id uuid references survey.survey (id),
  add constraint surveys_are_sent_to_be_answered check (
    survey_id is null or (purpose = 'survey' and channel in ('email', 'sms', 'wechat')));

create function survey.audit_laws() returns setof text language sql stable as $$
  values ('V3 an answer fits its question')
$$;

create function survey.audit() returns table (law text, subject text, detail text) language sql stable as $$
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
$$;
