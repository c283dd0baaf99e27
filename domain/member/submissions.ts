import { z } from 'zod'
import type { Wish } from '#base/endpoint'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { actOf, refuse, stayRefused } from '#db/once'
import type { Work } from '#db/work'
import { profile } from './contract.ts'
import type * as contract from './contract/form.ts'
import { enrolMany } from './enrol.ts'
import { formSubmitted, submissionDecided } from './form-events.ts'
import { askedOnly, isScreened, missingField } from './model/forms.ts'
import { plainPhone } from './model.ts'
import { placeAt } from './store/form-places.ts'
import { formByCode, type NewForm } from './store/forms.ts'
import * as members from './store/members.ts'
import * as store from './store/submissions.ts'

const words = z.object(profile)
type Words = z.output<typeof words>

/**
 * C05: takes a filled form once. The answer is the same whether its sender is a member already, waits or is enrolled:
 * a stranger who tries numbers learns nothing. Whoever is known waits, so that staff look at it.
 */
export async function submit(work: Work, wish: Wish<typeof contract.submitForm>) {
  const { id, code, tag, textVersion, channels } = wish
  const print = fingerprint(wish)
  const done = await store.submissionById(work.tx, id)
  if (done && done.fingerprint !== print) throw new Refusal('submission_id_reused')
  if (done) return { id, received: true as const }
  const form = await formByCode(work.tx, code)
  if (!form || form.closedAt !== null) throw new Refusal('form_unknown')
  if (form.consentVersion !== textVersion)
    throw new Refusal('consent_outdated', { consentVersion: form.consentVersion })
  const asked = askedOnly(form.fields, words.parse(wish))
  const missing = missingField(form.fields, asked)
  if (missing !== undefined) throw new Refusal('form_field_missing', { field: missing })

  const memberId = isScreened(form) ? null : await enrolledBy(work, form, { ...wish, ...asked })
  const state = memberId === null ? ('screening' as const) : ('enrolled' as const)
  await store.insertSubmission(work, {
    id,
    fingerprint: print,
    formCode: code,
    formVersion: form.version,
    tag,
    channels,
    memberId,
    state,
    consentVersion: textVersion,
    profile: memberId === null ? asked : null,
  })
  work.record(formSubmitted({ id, code, tag, state }))
  return { id, received: true as const }
}

type Applicant = Words & Readonly<{ channels: readonly ('email' | 'sms')[]; textVersion: string }>

/** N19: of the branch of the place where the form hung, else of the form's own. */
async function enrolmentOf(
  work: Work,
  form: NewForm,
  { tag, ...applicant }: Applicant & Readonly<{ tag: string }>,
  of: Readonly<{ id: string; number: string | null }>,
) {
  const { channels, textVersion } = applicant
  const consent = { channels: [...channels], textVersion }
  const { prefix, source } = form
  const place = await placeAt(work.tx, { code: form.code, tag })
  const branchId = place?.branchId ?? form.branchId
  return { ...words.parse(applicant), ...of, prefix, source, branchId, joinedOn: null, consent }
}

/** The new member, or null when somebody has to look first: its mobile is known, its branch has gone. */
async function enrolledBy(
  work: Work,
  form: NewForm,
  applicant: Applicant & Readonly<{ tag: string }>,
): Promise<string | null> {
  const id = work.newId()
  const [answer] = await enrolMany(work, [await enrolmentOf(work, form, applicant, { id, number: null })])
  return answer?.code === 'applied' ? id : null
}

/** N14: a form is decided once; approving enrols its sender, and a card is given only then. */
export async function decide(work: Work, wish: Wish<typeof contract.decideSubmission>) {
  const { id, submissionId, verdict, reason, number } = wish
  const act = actOf(wish, { room: 'member', kind: 'submission_decision' })
  // Lock first: two who decide at once queue here.
  const submission = await store.lockSubmission(work.tx, submissionId)
  const [done] = await store.decisions(work.tx, { ids: [id] })
  if (done && done.fingerprint !== act.fingerprint) throw new Refusal('submission_decision_id_reused')
  if (done) return { ...(await answerOf(work, done)), replayed: true }
  await stayRefused(work, act)
  const form = submission && (await formByCode(work.tx, submission.formCode))
  const mine = work.by.branchIds
  if (!submission || !form || (mine !== null && form.branchId !== null && !mine.includes(form.branchId)))
    return refuse(work, act, { code: 'submission_unknown' })
  if (submission.state !== 'screening') return refuse(work, act, { code: 'submission_decided' })

  let memberId: string | null = null
  if (verdict === 'approved') {
    memberId = work.newId()
    const applicant = { ...applicantOf(submission), tag: submission.tag }
    const enrolment = await enrolmentOf(work, form, applicant, { id: memberId, number })
    const [answer] = await enrolMany(work, [enrolment])
    const { code, details = {} } = present(answer, 'N5: every wish is answered')
    if (code !== 'applied') return refuse(work, act, { code, details })
  }
  const row = { id, submissionId, verdict, reason, memberId, fingerprint: act.fingerprint }
  await store.insertDecision(work, row)
  work.record(submissionDecided(row))
  return { ...(await answerOf(work, { ...row, at: work.at, byId: work.by.id })), replayed: false }
}

function applicantOf(row: store.SubmissionRow): Applicant {
  must(row.profile !== null, 'N14: a form that waits has its words')
  const channels = row.channels as ('email' | 'sms')[]
  return { ...words.parse(row.profile), channels, textVersion: row.consentVersion }
}

async function answerOf(work: Work, { fingerprint: _, ...row }: store.DecisionRow) {
  const [member] = row.memberId === null ? [] : await members.byIds(work.tx, [row.memberId])
  return { ...row, number: member?.number ?? null }
}

/** The queue; who is known by the mobile is told to staff alone. */
export async function list(work: Work, wish: Wish<typeof contract.listSubmissions>) {
  const { state, formCode = null, page, rows: most } = wish
  const asked = { state, formCode, branchIds: work.by.branchIds, from: (page - 1) * most, most }
  const { rows, total } = await store.submissions(work.tx, asked)
  const submissionIds = rows.map((row) => row.id)
  const decided = new Map(
    (await store.decisions(work.tx, { submissionIds })).map((one) => [one.submissionId, one]),
  )
  const waiting = rows.map((row) => (row.profile === null ? null : words.parse(row.profile)))
  const mobiles = waiting.flatMap((one) => (one?.mobile ? [plainPhone(one.mobile)] : []))
  const holders = new Map((await members.takenMobiles(work.tx, mobiles)).map((one) => [one.mobile, one]))
  return {
    total,
    rows: rows.map((row, at) => {
      const mobile = waiting[at]?.mobile
      const known = mobile ? holders.get(plainPhone(mobile)) : undefined
      return {
        ...row,
        profile: waiting[at] ?? null,
        channels: [...row.channels],
        knownMember: known ? { id: known.id, number: known.number } : null,
        decision: decided.get(row.id) ?? null,
      }
    }),
  }
}
