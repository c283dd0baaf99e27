-- Consent by channel and purpose, given by the member or a guardian; and the wish for no sales calls.

alter table member.consent
  drop constraint consent_channel_check,
  add constraint consent_channel_check check (channel in ('email', 'sms', 'wechat', 'post', 'call')),
  add column purpose text not null default 'marketing' check (purpose in ('marketing', 'greeting', 'survey')),
  add column given_by text not null default 'member' check (given_by in ('member', 'guardian'));
drop index member.consent_latest;
create index consent_latest on member.consent (member_id, channel, purpose, at desc, id desc);

-- N18: who wants no sales calls still gets greetings; a history like consent, the last row counts.
create table member.sales_call_wish (
  id uuid primary key,
  member_id uuid not null references member.member (id),
  refused boolean not null,
  source text not null,
  at timestamptz not null
);
create index sales_call_wish_latest on member.sales_call_wish (member_id, at desc, id desc);
create trigger append_only before update or delete on member.sales_call_wish
  for each statement execute function house.refuse_rewriting();

-- Who a WeChat follower is: found by a field of the chain's own.
create index member_extra on member.member using gin (extra jsonb_path_ops) where extra <> '{}'::jsonb;
