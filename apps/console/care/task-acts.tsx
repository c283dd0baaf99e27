import { Button, DatePicker, Form, Input, Select } from 'antd'
import type dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { BusinessDay } from '#base/instant'
import { addTask, stepTask, type Task } from '#domain/care/contract/task'
import { OUTCOMES, TASK_KINDS, type Outcome, type TaskKind } from '#domain/care/model/task'
import { newId, useCommand } from '#ui/call.ts'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { MemberField } from './member-field.tsx'

/** A day of the picker as the host writes days. */
export const dayOf = (of: dayjs.Dayjs): BusinessDay => of.format('YYYY-MM-DD') as BusinessDay

type Adding = {
  kind: TaskKind
  title: string
  details?: string
  memberId?: string
  branchId?: string | null
  productCode?: string
  due: dayjs.Dayjs
}

export function AddTask({ close }: Readonly<{ close: () => void }>) {
  const { t } = useTranslation()
  const { branches, branchIds } = useMe()
  const done = useDone(close)
  const add = useCommand(addTask, () => done(t('care.task.added')))
  return (
    <ActForm<Adding>
      means={t('care.task.addMeans')}
      label={t('care.task.add')}
      why="none"
      start={{ kind: 'other', branchId: branchIds === null ? '' : (branches[0]?.id ?? null) }}
      pending={add.isPending}
      trouble={add.error}
      send={({ id, due, branchId, productCode, title, kind, details, memberId }, told) =>
        add.mutate(
          {
            id,
            title,
            kind,
            details: details ?? '',
            memberId: memberId ?? null,
            dueOn: dayOf(due),
            branchId: branchId || null,
            productCode: productCode || null,
          },
          told,
        )
      }
    >
      <AddFields />
    </ActForm>
  )
}

function AddFields() {
  const { t } = useTranslation()
  const { branches, branchIds } = useMe()
  const required = [{ required: true, message: t('shell.required') }]
  // Who is bound to branches makes tasks for one of them.
  const offices = branchIds === null ? [{ value: '', label: t('care.task.anyBranch') }] : []
  return (
    <>
      <Form.Item name="title" label={t('care.task.title')} rules={required}>
        <Input maxLength={120} autoFocus />
      </Form.Item>
      <Form.Item name="kind" label={t('care.rule.kind')}>
        <Select options={TASK_KINDS.map((value) => ({ value, label: t(`care.task.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="due" label={t('care.task.due')} rules={required}>
        <DatePicker />
      </Form.Item>
      <MemberField label={t('care.task.member')} />
      <Form.Item name="branchId" label={t('care.task.branch')}>
        <Select options={[...offices, ...branches.map(({ id, name }) => ({ value: id, label: name }))]} />
      </Form.Item>
      <Form.Item name="productCode" label={t('care.task.product')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="details" label={t('care.task.details')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </>
  )
}

/** What makes sense now: an open task is done, moved, cancelled or taken; an ended one can be opened again. */
export function Steps({ of }: Readonly<{ of: Task }>) {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('care.write')) return null
  const acts = of.state === 'open' ? (['done', 'moved', 'cancelled'] as const) : (['reopened'] as const)
  return (
    <>
      {of.state === 'open' && of.ownerId === null ? <Take of={of} /> : null}
      {acts.map((step) => (
        <ActButton key={step} label={t(`care.task.act.${step}`)} title={t(`care.task.act.${step}`)}>
          {(close) => <StepForm of={of} step={step} close={close} />}
        </ActButton>
      ))}
    </>
  )
}

function Take({ of }: Readonly<{ of: Task }>) {
  const { t } = useTranslation()
  const { id: ownerId, kind } = useMe()
  const done = useDone(() => undefined)
  const take = useCommand(stepTask, () => done(t('care.task.told.given')))
  if (kind !== 'staff') return null
  return (
    <Button
      size="small"
      loading={take.isPending}
      onClick={() => take.mutate({ id: newId(), taskId: of.id, step: 'given', ownerId })}
    >
      {t('care.task.act.mine')}
    </Button>
  )
}

/** What can come of a task: gifts are sent or handed over, talks reach somebody or not. */
const fits = (of: Task, outcome: Outcome): boolean => {
  const talks = of.kind === 'call' || of.kind === 'visit'
  if (of.kind === 'gift') return outcome === 'sent' || outcome === 'handed_over' || outcome === 'not_reached'
  if (talks) return outcome !== 'sent' && outcome !== 'handed_over' && outcome !== 'done'
  return outcome === 'done' || outcome === 'reached' || outcome === 'not_reached'
}

type StepWords = Readonly<{ of: Task; step: 'done' | 'moved' | 'cancelled' | 'reopened'; close: () => void }>
type Stepping = { outcome?: Outcome; due?: dayjs.Dayjs }

function StepForm({ of, step, close }: StepWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const take = useCommand(stepTask, () => done(t(`care.task.told.${step}`)))
  const required = [{ required: true, message: t('shell.required') }]
  const outcomes = OUTCOMES.filter((one) => fits(of, one))
  return (
    <ActForm<Stepping>
      means={t(`care.task.means.${step}`)}
      label={t(`care.task.act.${step}`)}
      danger={step === 'cancelled'}
      why="welcome"
      pending={take.isPending}
      trouble={take.error}
      send={({ id, reason, outcome, due }, told) =>
        take.mutate(
          {
            id,
            taskId: of.id,
            step,
            note: reason,
            outcome: outcome ?? null,
            dueOn: due === undefined ? null : dayOf(due),
          },
          told,
        )
      }
    >
      {step === 'done' ? (
        <Form.Item name="outcome" label={t('care.task.act.done')} rules={required}>
          <Select options={outcomes.map((value) => ({ value, label: t(`care.task.outcome.${value}`) }))} />
        </Form.Item>
      ) : null}
      {step === 'moved' ? (
        <Form.Item name="due" label={t('care.task.due')} rules={required}>
          <DatePicker />
        </Form.Item>
      ) : null}
    </ActForm>
  )
}
