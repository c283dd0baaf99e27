import { Form, Input, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { answerPost, moderatePost, type clubPosts } from '#domain/club/contract/moderation'
import type { Act } from '#domain/club/model/post'
import { useCommand } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Post = Told<typeof clubPosts>['rows'][number]

/** One post with who it was and what may be done about it. */
export function PostRow({ of }: Readonly<{ of: Post }>) {
  const { t } = useTranslation()
  const head = of.kind === 'review' ? of.productName : of.title
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Tag>{t(`club.kind.${of.kind}`)}</Tag>
          {of.pinned ? <Tag color="gold">{t('club.pinned')}</Tag> : null}
          {of.hidden ? <Tag color="red">{t('club.state.hidden')}</Tag> : null}
          {head}
          {of.stars === null ? null : (
            <span role="img" aria-label={t('club.stars', { n: of.stars })}>
              {' '}
              {'★'.repeat(of.stars)}
            </span>
          )}
        </strong>
        {of.onTitle === null ? null : (
          <small className="quiet">{t('club.under', { title: of.onTitle })}</small>
        )}
        <span className="care-text">{of.body}</span>
        <Who of={of} />
        {of.hidden ? (
          <small className="quiet">{t('club.hiddenWhy', { reason: of.reason, name: of.hiddenBy })}</small>
        ) : null}
      </span>
      <Acts of={of} />
    </li>
  )
}

/** Staff sees who it is; and by which name members read it, where that is another one. */
function Who({ of }: Readonly<{ of: Post }>) {
  const { t } = useTranslation()
  const name =
    of.author.kind === 'house' ? (
      t('club.house', { name: of.byName })
    ) : of.memberId === null ? (
      t('club.former')
    ) : (
      <Go to={paths.member(of.memberId)}>{of.memberName || of.memberNumber}</Go>
    )
  return (
    <small className="quiet num">
      {name}
      {of.author.kind === 'member' && of.author.name !== '' ? ` (${of.author.name})` : ''} ·{' '}
      <MomentText of={of.at} />
      {of.replies > 0 ? ` · ${t('club.replies', { count: of.replies, n: of.replies })}` : ''}
    </small>
  )
}

function Acts({ of }: Readonly<{ of: Post }>) {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('club.manage')) return null
  const acts: readonly Act[] = [
    of.hidden ? 'shown' : 'hidden',
    ...(of.kind !== 'topic' ? [] : [of.pinned ? ('unpinned' as const) : ('pinned' as const)]),
  ]
  return (
    <span className="reward-acts">
      {of.kind === 'reply' ? null : (
        <ActButton label={t('club.answer')} title={t('club.answer')}>
          {(close) => <AnswerForm of={of} close={close} />}
        </ActButton>
      )}
      {acts.map((act) => (
        <ActButton key={act} label={t(`club.act.${act}`)} title={t(`club.act.${act}`)}>
          {(close) => <ModerateForm of={of} act={act} close={close} />}
        </ActButton>
      ))}
    </span>
  )
}

type Words = Readonly<{ of: Post; close: () => void }>

function ModerateForm({ of, act, close }: Words & Readonly<{ act: Act }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const moderate = useCommand(moderatePost, () => done(t('club.done')))
  return (
    <ActForm
      means={t(`club.means.${act}`)}
      label={t(`club.act.${act}`)}
      danger={act === 'hidden'}
      why={act === 'hidden' ? 'needed' : 'welcome'}
      pending={moderate.isPending}
      trouble={moderate.error}
      send={({ id, reason }, told) => moderate.mutate({ id, postId: of.id, act, reason }, told)}
    />
  )
}

function AnswerForm({ of, close }: Words) {
  const { t } = useTranslation()
  const done = useDone(close)
  const answer = useCommand(answerPost, () => done(t('club.answered')))
  return (
    <ActForm<{ body: string }>
      means={t('club.answerMeans')}
      label={t('club.answer')}
      why="none"
      pending={answer.isPending}
      trouble={answer.error}
      send={({ id, body }, told) => answer.mutate({ id, postId: of.id, body }, told)}
    >
      <p className="care-text">{of.body}</p>
      <Form.Item
        name="body"
        label={t('club.words')}
        rules={[{ required: true, whitespace: true, message: t('shell.required') }]}
      >
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </ActForm>
  )
}
