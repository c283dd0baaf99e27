-- V5: a message that is offered again in the next quarter asks in that one: an enquiry counts where it arrives.
create or replace function survey.refuse_other_invitation() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.message_id, new.survey_id, new.member_id, new.segment_id, new.enquiry)
        is distinct from (old.message_id, old.survey_id, old.member_id, old.segment_id, old.enquiry)
     or new.quarter < old.quarter then
    raise exception 'V4: who was asked stays' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
