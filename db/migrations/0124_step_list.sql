-- K23: what journeys have for a provider or a printer to carry on, handed over as a list at the push of a button.
create table campaign.step_list (
  id uuid primary key,
  fingerprint text not null,
  channel text not null check (channel in ('sms_file', 'post')),
  -- Of one journey alone; null where it is of all.
  journey_id uuid,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index step_list_newest on campaign.step_list (at desc, id desc);
create trigger append_only before update or delete on campaign.step_list for each statement execute function
  house.refuse_rewriting();

-- Each message stands in one list, which says what became of it (K5 keeps it there).
alter table campaign.message
  add column list_id uuid references campaign.step_list (id),
  add constraint listed_is_settled check (list_id is null or state <> 'queued');
create index message_listed on campaign.message (list_id, campaign_id, id) where list_id is not null;
