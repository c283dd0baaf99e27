-- The state of a channel is that of its last hand-offs; a message that was never offered to anybody is none.
create index message_handed on campaign.message (settled_at desc, id desc)
 where attempts > 0 and settled_at is not null;

-- Who said no, the latest first: the list of those who get nothing.
create index consent_refused on member.consent (at desc, id desc) where not granted;
