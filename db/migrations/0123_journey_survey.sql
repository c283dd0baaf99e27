-- K22, V4: which campaign of the outbox asked, so that a step of a journey says what came of its asking.
alter table survey.invitation add column campaign_id uuid;
update survey.invitation i set campaign_id = m.campaign_id from campaign.message m where m.id = i.message_id;
create index invitation_campaign on survey.invitation (campaign_id, member_id) where not undone;

create or replace function survey.refuse_other_invitation() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.message_id, new.survey_id, new.member_id, new.segment_id, new.enquiry, new.campaign_id)
        is distinct from (old.message_id, old.survey_id, old.member_id, old.segment_id, old.enquiry, old.campaign_id)
     or new.quarter < old.quarter then
    raise exception 'V4: who was asked stays' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
