-- N19: where a form hangs (C44): a table, a till, a window; its code stands in the address, its name on the member.
create table member.form_place (
  form_code text not null references member.form (code),
  tag text not null check (tag ~ '^[A-Za-z0-9_-]{1,40}$'),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  -- Whose members they become; null is the form's own branch.
  branch_id uuid,
  -- Taken down: who still has its code joins by it all the same.
  removed_at timestamptz,
  at timestamptz not null,
  primary key (form_code, tag)
);

create function member.refuse_other_place() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.form_code, new.tag) is distinct from (old.form_code, old.tag) then
    raise exception 'N19: a place that hung somewhere stays known'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger stays_known before update or delete on member.form_place for each row execute function
  member.refuse_other_place();

create index submission_member on member.submission (member_id) where member_id is not null;
