-- The birthday calendar asks for some days of the year: they are found without writing out the day of everybody.
create index member_birthday on member.member (((extract(month from birth_on) * 100 + extract(day from birth_on))::int))
  where withdrawn_at is null;
