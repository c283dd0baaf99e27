-- What a campaign offers and by what it brings newcomers: the coupon whose use its report counts, the tag of the
-- application forms that lead to it. Nobody need be held out; the report says what it cannot say then.
alter table campaign.campaign
  add column coupon_code text,
  add column join_tag text,
  -- Whether the arms were drawn elsewhere and told to us, as for an action of the past.
  add column arms_told boolean not null default false,
  drop constraint campaign_control_share_bps_check,
  add constraint campaign_control_share_bps_check check (control_share_bps between 0 and 5000),
  add constraint arms_told_of_what_is_recorded check (not arms_told or channel = 'record');

create index submission_tag on member.submission (tag, at) where tag <> '';
