export const orgRefusals = {
  already_set_up: {
    status: 409,
    en: 'This chain is already set up. Please sign in.',
    zh: '系统已完成初始设置，请登录。',
  },
  password_weak: {
    status: 422,
    en: 'Choose a longer password that is not a common one and does not contain the sign-in name.',
    zh: '密码太容易猜到：至少 8 位，不要用常见密码，也不要包含登录名。',
  },
  sign_in_throttled: {
    status: 429,
    en: 'Too many failed attempts. Please wait a while and try again.',
    zh: '登录失败次数过多，请稍候再试。',
  },
  sign_in_wrong: {
    status: 401,
    en: 'The sign-in name or the password is wrong.',
    zh: '登录名或密码不正确。',
  },
  password_wrong: { status: 422, en: 'The current password is wrong.', zh: '当前密码不正确。' },
  staff_only: {
    status: 403,
    en: 'Only a person who is signed in can do this.',
    zh: '此操作只能由登录的员工进行。',
  },
  branch_id_reused: {
    status: 409,
    en: 'This id already names another branch.',
    zh: '该编号已用于另一家门店。',
  },
  branch_code_taken: { status: 409, en: 'Another branch has this code.', zh: '门店代码已被使用。' },
  branch_unknown: { status: 422, en: 'There is no such branch.', zh: '没有这家门店。' },
  changed_meanwhile: {
    status: 409,
    en: 'Somebody else changed this meanwhile. Reload and look again.',
    zh: '内容刚被他人修改，请刷新后再试。',
  },
  closed_before_opening: {
    status: 422,
    en: 'A branch cannot close before it opened.',
    zh: '闭店日期不能早于开店日期。',
  },
  last_open_branch: {
    status: 409,
    en: 'The last open branch cannot be closed.',
    zh: '至少要保留一家营业中的门店。',
  },
  staff_id_reused: {
    status: 409,
    en: 'This id already names another person.',
    zh: '该编号已用于另一位员工。',
  },
  staff_unknown: { status: 404, en: 'There is no such person.', zh: '没有这位员工。' },
  login_taken: { status: 409, en: 'Another person has this sign-in name.', zh: '登录名已被使用。' },
  beyond_own_rights: {
    status: 403,
    en: 'You cannot give or take rights that you do not have.',
    zh: '不能授予或更改超出您自身权限的权限。',
  },
  role_needs_whole_chain: {
    status: 422,
    en: 'Owners, marketers and auditors work for the whole chain.',
    zh: '老板、营销和审计岗位须面向整个连锁。',
  },
  branch_needed: {
    status: 422,
    en: 'Choose at least one branch, or the whole chain.',
    zh: '请至少选择一家门店，或选择整个连锁。',
  },
  last_owner: { status: 409, en: 'The last owner must stay.', zh: '至少要保留一位老板账号。' },
  key_id_reused: { status: 409, en: 'This id already names a key.', zh: '该编号已用于另一个密钥。' },
  key_unknown: { status: 404, en: 'There is no such key.', zh: '没有这个密钥。' },
} as const
