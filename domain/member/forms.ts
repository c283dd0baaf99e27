import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { actOf, again } from '#db/once'
import type { Work } from '#db/work'
import { branches } from '#domain/org/index'
import type * as contract from './contract/form.ts'
import { formKept, formsIssued } from './form-events.ts'
import { returnedBps, unknownField } from './model/forms.ts'
import type { FIELD_KINDS } from './model.ts'
import * as store from './store/forms.ts'
import { fields as ownFields } from './store/members.ts'

/**
 * N14: a form is changed for those who fill it in from now on. Other words of consent need another version, so that a
 * consent always leads to what was read.
 */
export async function keepForm(work: Work, wish: Wish<typeof contract.keepForm>) {
  const before = await store.lockForm(work.tx, wish.code)
  const version = before?.version ?? 0
  if (version !== wish.version) throw new Refusal('changed_meanwhile', { version })
  if (wish.branchId !== null && !(await branches(work)).some((one) => one.id === wish.branchId))
    throw new Refusal('branch_unknown')
  const own = (await ownFields(work.tx)).map((one) => one.key)
  const unknown = unknownField(wish.fields, own)
  if (unknown !== undefined) throw new Refusal('field_unknown', { field: unknown })
  if (before?.consentVersion === wish.consentVersion && otherWords(before, wish))
    throw new Refusal('consent_version_same', { consentVersion: wish.consentVersion })
  const { closed, ...words } = wish
  const closedAt = closed ? (before?.closedAt ?? work.at) : null
  await store.keepForm(work, { ...words, version: version + 1, closedAt })
  work.record(formKept({ code: wish.code, version: version + 1 }))
  return formOf(work, wish.code)
}

type Consent = Readonly<{ consentZh: string; consentEn: string }>
const otherWords = (a: Consent, b: Consent) => a.consentZh !== b.consentZh || a.consentEn !== b.consentEn

const told = (row: store.FormRow) => ({
  ...row,
  fields: [...row.fields],
  closed: row.closedAt !== null,
  link: `/join/${row.code}`,
  returnedBps: returnedBps(row.issued, row.returned),
})

async function formOf(work: Work, code: string) {
  const [form] = await store.forms(work.tx, code)
  if (!form) throw new Refusal('form_unknown')
  return told(form)
}

export async function listForms(work: Work) {
  return { rows: (await store.forms(work.tx, null)).map(told) }
}

export async function showForm(work: Work, { code }: Wish<typeof contract.showForm>) {
  const form = await formOf(work, code)
  return { ...form, tags: await store.tagsOf(work.tx, code) }
}

/** C05: what went out is noted once per id; what was refused may be asked again, for nothing was done. */
export async function issueForms(work: Work, wish: Wish<typeof contract.issueForms>) {
  const act = actOf(wish, { room: 'member', kind: 'form_issue' })
  const form = await store.lockForm(work.tx, wish.code)
  const done = await store.issueById(work.tx, wish.id)
  if (done) return again(done, act)
  if (!form) throw new Refusal('form_unknown')
  await store.insertIssue(work, { ...wish, fingerprint: act.fingerprint })
  work.record(formsIssued({ id: wish.id, code: wish.code, quantity: wish.quantity }))
  return { ...wish, at: work.at, replayed: false }
}

/** What anybody may see of a form: never its figures, its source or whether it is screened. */
export async function publicForm(work: Work, { code }: Wish<typeof contract.publicForm>) {
  const form = await store.formByCode(work.tx, code)
  if (!form || form.closedAt !== null) throw new Refusal('form_unknown')
  const own = new Map((await ownFields(work.tx)).map((one) => [`extra.${one.key}`, one]))
  const { nameZh, nameEn, consentZh, consentEn, consentVersion } = form
  const fields = form.fields.map(({ field, required }) => {
    const one = own.get(field)
    if (!field.startsWith('extra.'))
      return { field, required, kind: 'standard' as const, labelZh: null, labelEn: null, choices: [] }
    const { kind, labelZh, labelEn, choices } = present(one, 'N14: a form asks only fields there are')
    return { field, required, kind: kind as (typeof FIELD_KINDS)[number], labelZh, labelEn, choices }
  })
  return { code, nameZh, nameEn, fields, consentZh, consentEn, consentVersion }
}
