import { Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { decideSubmission, listSubmissions } from '#domain/member/contract/form'
import { PROFILE_FIELDS } from '#domain/member/model'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useExtraFields } from '../members/fields.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Submission = Told<typeof listSubmissions>['rows'][number]
const STATES = ['screening', 'enrolled', 'rejected'] as const
const MOST = 100

/** Applications to be looked at, the longest waiting first; or those that were decided. */
export function Queue() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [state, setState] = useState<Submission['state']>('screening')
  const ask = useCall(listSubmissions, { state, page: 1, rows: MOST }, { keep: true })
  const choice = (
    <Radio.Group
      aria-label={t('applications.queue')}
      optionType="button"
      size="small"
      value={state}
      onChange={({ target }) => setState(target.value as Submission['state'])}
      options={STATES.map((one) => ({ value: one, label: t(`applications.state.${one}`) }))}
    />
  )
  return (
    <Section title={t('applications.queue')} actions={choice}>
      <Answered ask={ask}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <EmptyState title={t(`applications.none.${state}`)}>{t('applications.noneWords')}</EmptyState>
          ) : (
            <>
              <ul className="queue">
                {rows.map((one) => (
                  <Row key={one.id} of={one} />
                ))}
              </ul>
              {total > rows.length ? (
                <p className="quiet num">
                  {t('applications.first', { n: number(MOST), total: number(total) })}
                </p>
              ) : null}
            </>
          )
        }
      </Answered>
    </Section>
  )
}

function Row({ of }: Readonly<{ of: Submission }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  return (
    <li>
      <div className="queue-who">
        <strong>{of.profile?.name || of.profile?.mobile || t('applications.nameless')}</strong>
        <small className="quiet num">
          {[of.formCode, of.tag].filter(Boolean).join(' · ')} · <MomentText of={of.at} />
        </small>
        {of.knownMember ? (
          <small className="num-below">
            {t('applications.known')}{' '}
            <Go to={paths.member(of.knownMember.id)} className="num">
              {of.knownMember.number}
            </Go>
          </small>
        ) : null}
        {of.memberId ? <Go to={paths.member(of.memberId)}>{t('applications.toMember')}</Go> : null}
        {of.decision ? (
          <small className="quiet num">
            {[moment(of.decision.at), of.decision.reason].filter(Boolean).join(' · ')}
          </small>
        ) : null}
      </div>
      {of.profile ? <Filled of={of.profile} channels={of.channels} /> : null}
      {of.state === 'screening' ? (
        <div className="queue-acts">
          <ActButton label={t('applications.approve')} title={t('applications.approve')}>
            {(close) => <DecideForm of={of} verdict="approved" close={close} />}
          </ActButton>
          <ActButton label={t('applications.reject')} title={t('applications.reject')}>
            {(close) => <DecideForm of={of} verdict="rejected" close={close} />}
          </ActButton>
        </div>
      ) : null}
    </li>
  )
}

type Profile = NonNullable<Submission['profile']>

/** What the applicant filled in. */
function Filled({ of, channels }: Readonly<{ of: Profile; channels: readonly string[] }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const extras = useExtraFields()
  const write = (key: (typeof PROFILE_FIELDS)[number]): string => {
    const value = of[key]
    if (value === null || value === '') return ''
    if (key === 'gender') return of.gender === null ? '' : t(`parts.gender.${of.gender}`)
    return key === 'birthOn' ? day(String(value)) : String(value)
  }
  const plain = PROFILE_FIELDS.filter((key) => key !== 'name').map(
    (key) => [t(`members.field.${key}`), write(key)] as const,
  )
  const own = extras.map((one) => [one.label, String(of.extra[one.key] ?? '')] as const)
  const filled = [...plain, ...own].filter(([, value]) => value !== '')
  return (
    <dl className="queue-filled">
      {filled.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('applications.marketing')}</dt>
        <dd>
          {channels.length === 0
            ? t('applications.noMarketing')
            : channels.map((one) => t(`parts.channel.${one as 'email' | 'sms'}`)).join(' · ')}
        </dd>
      </div>
    </dl>
  )
}

type DecideWords = Readonly<{ of: Submission; verdict: 'approved' | 'rejected'; close: () => void }>

function DecideForm({ of, verdict, close }: DecideWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const decide = useCommand(decideSubmission, ({ number }) =>
    done(number === null ? t('applications.rejected') : t('applications.approved', { number })),
  )
  const approves = verdict === 'approved'
  return (
    <ActForm<{ number?: string }>
      means={t(approves ? 'applications.approveMeans' : 'applications.rejectMeans')}
      label={t(approves ? 'applications.approve' : 'applications.reject')}
      danger={!approves}
      why={approves ? 'welcome' : 'needed'}
      pending={decide.isPending}
      trouble={decide.error}
      send={({ id, reason, number }, told) =>
        decide.mutate({ submissionId: of.id, id, verdict, reason, number: number?.trim() || null }, told)
      }
    >
      {approves ? (
        <Form.Item name="number" label={t('members.form.number')} extra={t('members.form.numberHint')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
      ) : null}
    </ActForm>
  )
}
