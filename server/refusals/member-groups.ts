/** Refusals of forms, households and organisations. */
export const memberGroupRefusals = {
  form_unknown: {
    status: 404,
    en: 'There is no such form, or it is closed.',
    zh: '没有这张申请表，或已停止收表。',
  },
  form_issue_id_reused: {
    status: 409,
    en: 'This id was used for another issue of forms.',
    zh: '该编号已用于另一次发表记录。',
  },
  consent_version_same: {
    status: 409,
    en: 'Other words of consent need another version.',
    zh: '修改了授权文本，请同时更换文本版本号。',
  },
  submission_id_reused: {
    status: 409,
    en: 'This id was used for another filled form.',
    zh: '该编号已用于另一份申请表。',
  },
  consent_outdated: {
    status: 409,
    en: 'The words of consent have changed. Please read them again.',
    zh: '授权文本已更新，请重新阅读后再提交。',
  },
  form_field_missing: { status: 422, en: 'A required field is empty.', zh: '有必填项未填写。' },
  submission_unknown: { status: 404, en: 'There is no such filled form.', zh: '没有这份申请表。' },
  submission_decided: {
    status: 409,
    en: 'This form has already been decided.',
    zh: '这份申请表已审核，无需重复处理。',
  },
  submission_decision_id_reused: {
    status: 409,
    en: 'This id was used for another decision.',
    zh: '该编号已用于另一次审核。',
  },
  household_joining_id_reused: {
    status: 409,
    en: 'This id was used for another joining of a household.',
    zh: '该编号已用于另一次加入家庭账户。',
  },
  household_leaving_id_reused: {
    status: 409,
    en: 'This id was used for another leaving of a household.',
    zh: '该编号已用于另一次退出家庭账户。',
  },
  household_of_persons: {
    status: 422,
    en: 'Only people share a household; an organisation has contact persons.',
    zh: '家庭账户只能由个人会员组成；单位客户请添加联系人。',
  },
  household_already: {
    status: 409,
    en: 'This member shares an account already.',
    zh: '该会员已加入一个家庭账户。',
  },
  household_owner_shares: {
    status: 409,
    en: 'The owner shares somebody else’s account.',
    zh: '该户主已加入他人的家庭账户，不能再做户主。',
  },
  household_has_persons: {
    status: 409,
    en: 'Others share the account of this member.',
    zh: '该会员是家庭账户的户主，不能加入他人的家庭账户。',
  },
  household_none: { status: 404, en: 'This member shares nobody’s account.', zh: '该会员没有加入家庭账户。' },
  organisation_id_reused: {
    status: 409,
    en: 'This id was used for another organisation.',
    zh: '该编号已用于另一家单位。',
  },
  organisation_unknown: { status: 404, en: 'There is no such organisation.', zh: '没有这家单位客户。' },
  tax_number_taken: {
    status: 409,
    en: 'Another organisation has this tax number.',
    zh: '该税号已属于另一家单位。',
  },
  contact_id_reused: {
    status: 409,
    en: 'This id was used for another contact person.',
    zh: '该编号已用于另一位联系人。',
  },
  contact_unknown: { status: 404, en: 'There is no such contact person.', zh: '没有这位联系人。' },
} as const
