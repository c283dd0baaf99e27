import { CloudSyncOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { MomentText, Unknown } from '#ui/kit/texts.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useKeys, useSync, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { isBalanced, WHERE } from './heaps.ts'
import { AsidePart } from './aside-part.tsx'
import { StickPart } from './stick-part.tsx'
import './outbox.css'

/** What was written down here, where it is, and how it travels: by the line or by a stick. */
export function SyncPage() {
  const say = useWords()
  const { number } = useFormats()
  const { syncNow } = useTill()
  const { busy, pending } = useSync()
  useKeys({ F5: () => void syncNow() })
  return (
    <article className="till-page">
      <header className="till-page-head">
        <div>
          <h1>{say('sync.title')}</h1>
          <p className="till-page-answer">
            {pending === 0
              ? say('sync.answer.sent')
              : say('sync.answer.pending', { count: pending, n: number(pending) })}
          </p>
        </div>
        <Button
          size="large"
          type="primary"
          icon={<CloudSyncOutlined aria-hidden />}
          loading={busy}
          onClick={() => void syncNow()}
        >
          {say(busy ? 'sync.busy' : 'sync.now')} <kbd>F5</kbd>
        </Button>
      </header>
      <LineFacts />
      <ConservationPart />
      <StickPart />
      <AsidePart />
    </article>
  )
}

function LineFacts() {
  const say = useWords()
  const { online, lastAnswerAt, nextTryAt, trouble } = useSync()
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{say('sync.line')}</dt>
          <dd>{say(online ? 'shell.status.online' : 'shell.status.offline')}</dd>
        </div>
        <div>
          <dt>{say('sync.lastAnswer')}</dt>
          <dd>{lastAnswerAt === null ? say('sync.never') : <MomentText of={lastAnswerAt} />}</dd>
        </div>
        <div>
          <dt>{say('sync.nextTry')}</dt>
          <dd>{nextTryAt === null ? <Unknown /> : <MomentText of={nextTryAt} />}</dd>
        </div>
      </dl>
      {trouble === null ? null : (
        <p className="sync-trouble" role="status">
          {isOurs(trouble) ? say(`sync.trouble.${trouble}`) : say('sync.trouble.refused', { code: trouble })}
        </p>
      )}
    </>
  )
}

const OURS = ['unreachable', 'answer_signature_wrong', 'answer_unreadable', 'signed_out'] as const
const isOurs = (code: string): code is (typeof OURS)[number] => OURS.some((one) => one === code)

function ConservationPart() {
  const say = useWords()
  const { money, number } = useFormats()
  const { conservation, forgotten, unproven } = useSync()
  const sound = isBalanced(conservation) && !unproven
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('sync.conservation.title')}</h2>
      </header>
      <table className="sync-heaps">
        <thead>
          <tr>
            <td />
            <th scope="col">{say('sync.conservation.records')}</th>
            <th scope="col">{say('sync.conservation.money')}</th>
            <th scope="col">{say('sync.conservation.points')}</th>
          </tr>
        </thead>
        <tbody>
          {(['created', ...WHERE] as const).map((where) => (
            <tr key={where} className={`sync-heap-${where}`}>
              <th scope="row">{say(`sync.conservation.${where}`)}</th>
              <td>{number(conservation[where].events)}</td>
              <td>{money(conservation[where].minor)}</td>
              <td>{number(conservation[where].points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={sound ? 'quiet' : 'sync-trouble'} role={sound ? undefined : 'alert'}>
        {say(sound ? 'sync.conservation.balanced' : 'sync.conservation.unbalanced')}{' '}
        {say('sync.conservation.how')}
        {forgotten > 0 ? ` ${say('sync.conservation.forgotten', { n: number(forgotten) })}` : null}
      </p>
    </section>
  )
}
