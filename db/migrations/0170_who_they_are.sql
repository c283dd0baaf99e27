-- Who members are is counted over everybody at once (C68): by gender and birth, and by the branch they buy at most
-- often. Both counts are read from these narrow indexes, a twentieth of the rows themselves; almost nobody's birth
-- changes, and where somebody buys most often seldom does.
create index member_age on member.member (gender, birth_on, age_years)
  where withdrawn_at is null and kind = 'person';
create index member_branch_preferred on insight.member_branch (branch_id) where preferred;
