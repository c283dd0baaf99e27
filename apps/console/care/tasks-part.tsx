import { Button, Form, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { careDays, listTasks, showTask, type Task } from '#domain/care/contract/task'
import { TASK_KINDS, type TaskKind } from '#domain/care/model/task'
import { addDays, type BusinessDay } from '#base/instant'
import { useCall } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton } from '../standing/act.tsx'
import { StepLines } from './steps.tsx'
import { AddTask, Steps } from './task-acts.tsx'
import { useOwnWords } from './words.ts'

const SHOWN = ['open', 'mine', 'done', 'all'] as const
type Shown = (typeof SHOWN)[number]
const MOST = 100

/** C97: what is to be done, by day; everybody sees what belongs to their branches. */
export function TasksPart() {
  const { t } = useTranslation()
  const may = useMay()
  const [shown, setShown] = useState<Shown>('open')
  const [kind, setKind] = useState<TaskKind | undefined>(undefined)
  const add = may('care.write') ? (
    <ActButton label={t('care.task.add')} title={t('care.task.add')}>
      {(close) => <AddTask close={close} />}
    </ActButton>
  ) : null
  return (
    <>
      <div className="care-tools">
        <Radio.Group
          aria-label={t('care.part.tasks')}
          optionType="button"
          value={shown}
          onChange={({ target }) => setShown(target.value as Shown)}
          options={SHOWN.map((one) => ({ value: one, label: t(`care.task.show.${one}`) }))}
        />
        <Select
          className="list-choice"
          allowClear
          placeholder={t('care.task.every')}
          value={kind ?? null}
          options={TASK_KINDS.map((value) => ({ value, label: t(`care.task.kind.${value}`) }))}
          onChange={(value: TaskKind | undefined) => setKind(value)}
        />
        {add}
      </div>
      <TaskList shown={shown} kind={kind} />
    </>
  )
}

const FIRST = '2000-01-01' as BusinessDay

function wishOf(shown: Shown, kind: TaskKind | undefined) {
  const own = kind === undefined ? {} : { kind }
  if (shown === 'mine') return { ...own, owner: 'mine' as const }
  if (shown === 'done') return { ...own, state: 'done' as const, from: FIRST }
  return shown === 'all' ? { ...own, from: FIRST } : own
}

function TaskList({ shown, kind }: Readonly<{ shown: Shown; kind: TaskKind | undefined }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [behind, setBehind] = useState<string | null>(null)
  const ask = useCall(listTasks, { ...wishOf(shown, kind), rows: MOST }, { keep: true })
  return (
    <Answered ask={ask}>
      {({ rows, total, today }) => (
        <>
          {shown === 'done' ? null : <Calendar today={today as BusinessDay} />}
          {rows.length === 0 ? (
            <EmptyState title={t(shown === 'done' ? 'care.task.noneDone' : 'care.task.none')}>
              {t('care.task.noneWords')}
            </EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.id} of={one} today={today} look={() => setBehind(one.id)} />
              ))}
            </ul>
          )}
          {total > MOST ? (
            <p className="quiet num">{t('care.first', { n: number(MOST), total: number(total) })}</p>
          ) : null}
          <Behind open={behind !== null} title={t('care.task.history')} onClose={() => setBehind(null)}>
            {behind === null ? null : <History id={behind} />}
          </Behind>
        </>
      )}
    </Answered>
  )
}

const CALENDAR_DAYS = 28

/** Four weeks from today: how much is to be done on each day, and what of it is done. */
function Calendar({ today }: Readonly<{ today: BusinessDay }>) {
  const { t } = useTranslation()
  const { number, shortDay } = useFormats()
  const { data } = useCall(careDays, { from: today, to: addDays(today, CALENDAR_DAYS - 1) }, { keep: true })
  if (!data || data.rows.length === 0) return null
  const found = new Map(data.rows.map((row) => [row.day, row]))
  const days = Array.from({ length: CALENDAR_DAYS }, (_, n) => addDays(today, n))
  return (
    <ol className="care-days" aria-label={t('care.task.calendar')}>
      {days.map((one) => {
        const on = found.get(one)
        return (
          <li key={one} className={one === today ? 'care-today' : undefined}>
            <span className="quiet num">{one === today ? t('care.task.today') : shortDay(one)}</span>
            {on === undefined ? null : (
              <>
                <strong className="num">{number(on.open)}</strong>
                {on.done > 0 ? (
                  <span className="quiet num">
                    {t('care.task.doneOf', { done: number(on.done), all: number(on.open + on.done) })}
                  </span>
                ) : null}
                {on.gifts > 0 ? (
                  <span className="quiet num">
                    {t('care.task.gifts', { count: on.gifts, n: number(on.gifts) })}
                  </span>
                ) : null}
              </>
            )}
          </li>
        )
      })}
    </ol>
  )
}

type RowWords = Readonly<{ of: Task; today: string; look: () => void }>

function Row({ of, today, look }: RowWords) {
  const { t } = useTranslation()
  const own = useOwnWords()
  const { branches } = useMe()
  const where = branches.find((one) => one.id === of.branchId)?.name
  const { day } = useFormats()
  const late = of.state === 'open' && of.dueOn < today
  const words = [
    of.eventOn === null ? '' : t('care.task.about', { day: day(of.eventOn) }),
    where,
    of.agentCode === null ? '' : t('care.task.agent', { code: of.agentCode }),
    of.productCode,
    of.details,
  ]
  return (
    <li>
      <span className="lines-what">
        <strong>{own(of.titleZh, of.titleEn)}</strong>
        {of.memberId === null ? null : (
          <span>
            <Go to={paths.member(of.memberId)}>{of.memberName || of.memberNumber}</Go>{' '}
            {of.mobile === null ? null : <a href={`tel:${of.mobile}`}>{of.mobile}</a>}
          </span>
        )}
        <small className="quiet num">
          <span className={late ? 'care-late' : undefined}>
            {day(of.dueOn)}
            {late ? ` ${t('care.task.late')}` : ''}
          </span>
          {' · '}
          {[t(`care.task.kind.${of.kind}`), ...words].filter(Boolean).join(' · ')}
        </small>
      </span>
      <span className="reward-acts">
        {of.outcome === null ? null : <span className="quiet">{t(`care.task.outcome.${of.outcome}`)}</span>}
        <Steps of={of} />
        <Button type="link" size="small" onClick={look}>
          {t('care.task.history')}
        </Button>
      </span>
    </li>
  )
}

type Step = Told<typeof showTask>['steps'][number]

function History({ id }: Readonly<{ id: string }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const own = useOwnWords()
  const ask = useCall(showTask, { id })
  const says = ({ step, outcome, dueOn }: Step) =>
    [
      t(`care.task.step.${step}`),
      outcome === null ? '' : t(`care.task.outcome.${outcome}`),
      dueOn === null ? '' : day(dueOn),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Answered ask={ask}>
      {(task) => (
        <>
          <Form.Item>
            <strong>{own(task.titleZh, task.titleEn)}</strong>
          </Form.Item>
          {task.details === '' ? null : <p className="care-text">{task.details}</p>}
          {task.scriptCode === null ? null : (
            <p>
              {t('care.task.script')}: <Go to={paths.care({ part: 'board' })}>{task.scriptCode}</Go>
            </p>
          )}
          <StepLines
            steps={[
              { id: task.id, byName: task.byName, says: '', note: '', at: task.createdAt },
              ...task.steps.map((step) => ({ ...step, says: says(step) })),
            ]}
          />
        </>
      )}
    </Answered>
  )
}
