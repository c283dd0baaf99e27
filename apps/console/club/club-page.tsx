import { Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clubPosts, openHouseTopic, sayClubRules, showClubRules } from '#domain/club/contract/moderation'
import { POST_KINDS, type PostKind } from '#domain/club/model/post'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { PostRow } from './post-row.tsx'
import '../standing/standing.css'
import '../rewards/rewards.css'
import '../care/care.css'

const MOST = 100
type State = 'hidden' | 'shown'

/** C46: what members write, as staff reads it: who it was, what is hidden and why; answers, pins and hides. */
export function ClubPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [kind, setKind] = useState<PostKind>()
  const [state, setState] = useState<State>()
  const [q, setQ] = useState('')
  const wish = { q, rows: MOST, ...(kind && { kind }), ...(state && { state }) }
  const ask = useCall(clubPosts, wish, { keep: true })
  return (
    <Page
      title={t('club.title')}
      answer={<Limits />}
      actions={<Go to={paths.likeOffers}>{t('likes.title')}</Go>}
    >
      <div className="care-tools">
        {may('club.manage') ? (
          <>
            <ActButton label={t('club.open')} title={t('club.open')}>
              {(close) => <OpenTopic close={close} />}
            </ActButton>
            <ActButton label={t('club.limits')} title={t('club.limits')}>
              {(close) => <SayLimits close={close} />}
            </ActButton>
          </>
        ) : null}
        <Filters setKind={setKind} setState={setState} setQ={setQ} />
      </div>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('club.none')}>{t('club.noneWords')}</EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <PostRow key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

type FilterWords = Readonly<{
  setKind: (kind: PostKind | undefined) => void
  setState: (state: State | undefined) => void
  setQ: (q: string) => void
}>

function Filters({ setKind, setState, setQ }: FilterWords) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        allowClear
        placeholder={t('club.everyKind')}
        aria-label={t('club.everyKind')}
        style={{ minWidth: 120 }}
        onChange={setKind}
        options={POST_KINDS.map((value) => ({ value, label: t(`club.kind.${value}`) }))}
      />
      <Select
        allowClear
        placeholder={t('club.everyState')}
        aria-label={t('club.everyState')}
        style={{ minWidth: 120 }}
        onChange={setState}
        options={(['shown', 'hidden'] as const).map((value) => ({
          value,
          label: t(`club.state.${value}`),
        }))}
      />
      <Input.Search allowClear placeholder={t('club.search')} onSearch={setQ} style={{ maxWidth: 240 }} />
    </>
  )
}

function Limits() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(showClubRules, {})
  if (!data) return null
  return <>{t('club.limitsNow', { posts: number(data.postsADay), reviews: number(data.reviewsADay) })}</>
}

type Close = Readonly<{ close: () => void }>

function OpenTopic({ close }: Close) {
  const { t } = useTranslation()
  const done = useDone(close)
  const open = useCommand(openHouseTopic, () => done(t('club.opened')))
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <ActForm<{ title: string; body: string }>
      means={t('club.openMeans')}
      label={t('club.open')}
      why="none"
      pending={open.isPending}
      trouble={open.error}
      send={({ id, title, body }, told) => open.mutate({ id, title, body }, told)}
    >
      <Form.Item name="title" label={t('club.topicTitle')} rules={required}>
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name="body" label={t('club.words')} rules={required}>
        <Input.TextArea rows={6} maxLength={4000} />
      </Form.Item>
    </ActForm>
  )
}

function SayLimits({ close }: Close) {
  const { t } = useTranslation()
  const done = useDone(close)
  const ask = useCall(showClubRules, {})
  const say = useCommand(sayClubRules, () => done(t('club.limitsSaid')))
  return (
    <Answered ask={ask}>
      {(now) => (
        <ActForm<{ postsADay: number; reviewsADay: number }>
          means={t('club.limitsMeans')}
          label={t('shell.save')}
          why="none"
          start={now}
          pending={say.isPending}
          trouble={say.error}
          send={({ id, postsADay, reviewsADay }, told) => say.mutate({ id, postsADay, reviewsADay }, told)}
        >
          {(['postsADay', 'reviewsADay'] as const).map((name) => (
            <Form.Item key={name} name={name} label={t(`club.${name}`)} rules={[{ required: true }]}>
              <InputNumber min={1} max={200} precision={0} />
            </Form.Item>
          ))}
        </ActForm>
      )}
    </Answered>
  )
}
