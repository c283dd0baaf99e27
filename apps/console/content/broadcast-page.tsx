import { App, Button } from 'antd'
import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showBroadcast, turnBroadcast } from '#domain/content/contract'
import { MOST_A_MONTH, type BroadcastAct } from '#domain/content/model/broadcast'
import { isProblem, newId, useCall, useCommand } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { pictureAddress } from './picture.ts'
import { StateTag } from './state-tag.tsx'
import './content.css'

type Shown = Told<typeof showBroadcast>
const LOOKS_MS = 5_000

/** One broadcast: what it says, whom it is for, and what the platform said of it. */
export function BroadcastPage() {
  const { id = '' } = useParams({ strict: false })
  const everyMs = (told: Shown | undefined) =>
    told?.state === 'sending' || told?.state === 'scheduled' ? LOOKS_MS : (false as const)
  const ask = useCall(showBroadcast, { broadcastId: id }, { everyMs })
  return <Answered ask={ask}>{(told) => <Sheet of={told} />}</Answered>
}

function Sheet({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const { moment, number } = useFormats()
  const whom = of.segmentId === null ? t('content.everybody') : of.segmentName
  const isFull = (of.state === 'draft' || of.state === 'scheduled') && of.othersInMonth >= MOST_A_MONTH
  return (
    <Page
      title={of.title}
      answer={
        <>
          <StateTag of={of.state} />{' '}
          {t('content.page.plan', { when: moment(of.dueAt), account: of.carrierName, whom })}
        </>
      }
      back={{ to: paths.content(), label: t('content.title') }}
      actions={<Acts of={of} />}
    >
      {isFull ? <p role="alert">{t('content.page.fifth', { n: number(of.othersInMonth) })}</p> : null}
      {of.trouble === null ? null : <p role="alert">{t('content.page.trouble', { trouble: of.trouble })}</p>}
      <Counts of={of} />
      <Calls of={of} />
      <Post of={of} />
    </Page>
  )
}

/** As a follower sees it: in the list of posts, and opened. */
function Post({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const picture = pictureAddress(of.pictureId)
  return (
    <Section title={t('content.page.words')} note={t('content.page.wordsNote')}>
      <div className="content-looks">
        <figure>
          <figcaption className="quiet">{t('content.page.inList')}</figcaption>
          <div className="content-post content-card">
            <img src={picture} alt="" />
            <strong>{of.title}</strong>
            {of.digest === '' ? null : <span className="quiet">{of.digest}</span>}
          </div>
        </figure>
        <figure>
          <figcaption className="quiet">{t('content.page.opened')}</figcaption>
          <article className="content-post">
            <h3>{of.title}</h3>
            {of.author === '' ? null : <p className="quiet">{of.author}</p>}
            <img className="content-picture" src={picture} alt={t('content.form.picture')} />
            <p className="content-words">{of.body}</p>
            {of.sourceUrl === '' ? null : (
              <a href={of.sourceUrl} target="_blank" rel="noopener noreferrer">
                {t('content.page.source')}
              </a>
            )}
          </article>
        </figure>
      </div>
    </Section>
  )
}

function Acts({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const may = useMay()
  const queries = useQueryClient()
  const turn = useCommand(turnBroadcast, async () => {
    await queries.invalidateQueries()
    void message.success(t('content.page.done'))
  })
  const act = (what: BroadcastAct, fifthKnown = false) =>
    turn.mutate(
      { id: newId(), broadcastId: of.id, act: what, fifthKnown },
      { onError: (trouble) => isFifth(trouble) && ask(what, true) },
    )
  const ask = (what: BroadcastAct, fifthKnown = false) =>
    void modal.confirm({
      title: t(`content.act.${what}`),
      content: t(fifthKnown ? 'content.means.fifth' : `content.means.${what}`),
      okText: t(`content.act.${what}`),
      cancelText: t('shell.cancel'),
      onOk: () => act(what, fifthKnown),
    })
  const edits = may('campaign.write')
  const sends = may('campaign.send')
  const alive = of.state === 'draft' || of.state === 'scheduled' || of.state === 'sending'
  return (
    <>
      <ErrorNotice of={isFifth(turn.error) ? null : turn.error} />
      {edits ? <Go to={paths.newBroadcast({ from: of.id })}>{t('content.page.copy')}</Go> : null}
      {edits && of.state === 'draft' ? (
        <Go to={paths.newBroadcast({ of: of.id })}>{t('content.form.change')}</Go>
      ) : null}
      {sends && alive ? <Button onClick={() => ask('withdrawn')}>{t('content.act.withdrawn')}</Button> : null}
      {sends && of.state === 'scheduled' ? (
        <Button onClick={() => ask('drafted')}>{t('content.act.drafted')}</Button>
      ) : null}
      {sends && of.state === 'draft' ? (
        <Button type="primary" loading={turn.isPending} onClick={() => ask('scheduled')}>
          {t('content.act.scheduled')}
        </Button>
      ) : null}
    </>
  )
}

const isFifth = (trouble: unknown): boolean =>
  isProblem(trouble) && trouble.problem.code === 'broadcast_fifth'

function Counts({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { counts, kept, state } = of
  if (state === 'draft' || state === 'scheduled') return null
  return (
    <>
      <Figures>
        {(['sent', 'waiting', 'withheld', 'unreachable', 'failed'] as const).map((key) => (
          <Figure key={key} label={t(`content.count.${key}`)} value={<NumberText of={counts[key]} />} />
        ))}
      </Figures>
      {kept.length === 0 ? null : (
        <ul className="lines">
          {kept.map((one) => (
            <li key={`${one.state} ${one.trouble}`}>
              <span className="lines-what">
                {t('content.page.kept', {
                  n: number(one.members),
                  why: t(`content.why.${one.trouble}`, { defaultValue: one.trouble }),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Calls({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  if (of.calls.length === 0) return null
  const head = ['nth', 'members', 'state', 'said', 'arrived'] as const
  const rows = of.calls.map(({ nth, members, state, attempts, trouble, ref, finish }) => ({
    key: String(nth),
    cells: [
      number(nth),
      number(members),
      t(`content.call.${state}`, { n: number(attempts) }),
      trouble ?? finish?.status ?? (ref === null ? '–' : t('content.call.ref', { ref })),
      finish === null ? '–' : `${number(finish.sent)} / ${number(finish.total)}`,
    ],
  }))
  return (
    <Section title={t('content.page.calls')} note={t('content.page.callsNote')}>
      <NumbersTable
        caption={t('content.page.calls')}
        head={head.map((key) => t(`content.column.${key}`))}
        words={[2, 3]}
        rows={rows}
      />
    </Section>
  )
}
