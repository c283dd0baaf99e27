-- Where somebody joined, beside the rest of the profile: reports of one branch ask for its people, however many they
-- are.
alter table insight.member_fact add column branch_id text generated always as (profile ->> 'branchId') stored;
create index member_fact_branch on insight.member_fact (branch_id, member_id);
