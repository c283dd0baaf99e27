import { Radio, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stopList } from '#domain/campaign/contract/channel'
import { listReplies } from '#domain/campaign/contract/respect'
import { MEDIA, type Medium } from '#domain/member/model/consent'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { RowOf } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go } from '#ui/kit/go.tsx'
import { MomentText, Unknown } from '#ui/kit/texts.tsx'
import { useConsentSource } from '../members/consent-source.ts'
import { paths } from '../paths.ts'

type Reply = RowOf<typeof listReplies>
type Stopped = RowOf<typeof stopList>
const SHOWN = ['replies', 'stop'] as const
type Shown = (typeof SHOWN)[number]

/** What members wrote back, and who is sent nothing any more. */
export function RepliesPart() {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shown>('replies')
  return (
    <>
      <div className="care-tools">
        <Radio.Group
          aria-label={t('channels.part.replies')}
          optionType="button"
          value={shown}
          onChange={({ target }) => setShown(target.value as Shown)}
          options={SHOWN.map((one) => ({ value: one, label: t(`channels.replies.show.${one}`) }))}
        />
      </div>
      {shown === 'replies' ? <Replies /> : <StopList />}
    </>
  )
}

type Named = Readonly<{ memberId: string | null; name: string; number: string }>

function Person({ of }: Readonly<{ of: Named }>) {
  const { t } = useTranslation()
  if (of.memberId === null) return <>{t('channels.replies.stranger')}</>
  return <Go to={paths.member(of.memberId)}>{of.name || <span className="num">{of.number}</span>}</Go>
}

function Replies() {
  const { t } = useTranslation()
  const columns: readonly Column<Reply>[] = [
    {
      key: 'member',
      title: t('channels.replies.member'),
      card: 'title',
      render: (row) => <Person of={row} />,
    },
    { key: 'text', title: t('channels.replies.text'), render: (row) => row.text },
    {
      key: 'stopped',
      title: t('channels.replies.obeyed'),
      render: (row) => (row.stopped.length === 0 ? <Unknown /> : <Media of={row.stopped} />),
    },
    { key: 'at', title: t('channels.replies.at'), card: 'end', render: (row) => <MomentText of={row.at} /> },
  ]
  return (
    <AskList
      name="replies"
      ask={listReplies}
      columns={columns}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('channels.replies.none')}>{t('channels.replies.noneWords')}</EmptyState>}
    />
  )
}

function Media({ of }: Readonly<{ of: readonly string[] }>) {
  const { t } = useTranslation()
  const words = MEDIA.filter((one) => of.includes(one)).map((one) => t(`parts.channel.${one}`))
  return <>{words.join(' · ')}</>
}

function StopList() {
  const { t } = useTranslation()
  const source = useConsentSource()
  const [channel, setChannel] = useState<Medium | undefined>(undefined)
  const also = useMemo(() => (channel === undefined ? {} : { channel }), [channel])
  const choice = (
    <Select
      className="list-choice"
      allowClear
      placeholder={t('channels.replies.every')}
      value={channel ?? null}
      options={MEDIA.map((value) => ({ value, label: t(`parts.channel.${value}`) }))}
      onChange={(value: Medium | undefined) => setChannel(value)}
    />
  )
  const columns: readonly Column<Stopped>[] = [
    {
      key: 'member',
      title: t('channels.replies.member'),
      card: 'title',
      render: (row) => <Person of={row} />,
    },
    {
      key: 'what',
      title: t('channels.replies.what'),
      render: (row) => `${t(`parts.channel.${row.channel}`)} · ${t(`history.wishes.purpose.${row.purpose}`)}`,
    },
    { key: 'by', title: t('channels.replies.by'), render: (row) => source(row) },
    { key: 'at', title: t('channels.replies.at'), card: 'end', render: (row) => <MomentText of={row.at} /> },
  ]
  return (
    <AskList
      name="stop-list"
      ask={stopList}
      also={also}
      columns={columns}
      rowKey={(row) => row.id}
      tools={choice}
      empty={
        <>
          {choice}
          <EmptyState title={t('channels.replies.stopNone')}>
            {t('channels.replies.stopNoneWords')}
          </EmptyState>
        </>
      }
    />
  )
}
