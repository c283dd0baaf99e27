import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listRules, saveRule } from '#domain/care/contract/rule'
import { CALENDARS, OWNERS, REPEATS } from '#domain/care/model/rule'
import { TASK_KINDS } from '#domain/care/model/task'
import { QUADRANTS } from '#domain/insight/contract'
import { FESTIVALS } from '#domain/program/model/rewards'
import { newId, useCommand } from '#ui/call.ts'
import { ActForm } from '../members/act-form.tsx'
import { useMe } from '../me.ts'
import { useDone } from '../standing/act.tsx'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'
import { documentOf, START, TRIGGERS, valuesOf, type TriggerKind, type Values } from './rule-values.ts'

type Rule = Told<typeof listRules>['rows'][number]

/** C48: a rule of care, as questions; what is saved is its next version. */
type FormWords = Readonly<{ rule: Rule | null; start?: Partial<Values>; close: () => void }>

export function RuleForm({ rule, start = START, close }: FormWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const save = useCommand(saveRule, () => done(t('care.rule.saved')))
  return (
    <ActForm<Values>
      means={t('care.rule.noneWords')}
      label={t('shell.save')}
      why="none"
      start={rule === null ? start : { ...valuesOf(rule.document), active: rule.active }}
      pending={save.isPending}
      trouble={save.error}
      send={({ id, reason: _, ...values }, told) =>
        save.mutate(
          {
            id,
            ruleId: rule?.ruleId ?? newId(),
            active: values.active,
            document: documentOf(values, rule?.document ?? null),
          },
          told,
        )
      }
    >
      <Names />
      <Form.Item name="trigger" label={t('care.rule.when')}>
        <Select options={TRIGGERS.map((value) => ({ value, label: t(`care.rule.trigger.${value}`) }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['trigger']}>
        {({ getFieldValue }) => <TriggerFields of={getFieldValue('trigger') as TriggerKind} />}
      </Form.Item>
      <Whom />
      <TaskFields />
      <Form.Item name="active" label={t('care.rule.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </ActForm>
  )
}

function useRequired() {
  const { t } = useTranslation()
  return [{ required: true, message: t('shell.required') }]
}

function Names() {
  const { t } = useTranslation()
  const required = useRequired()
  return (
    <div className="form-pair">
      <Form.Item name="nameZh" label={t('care.rule.nameZh')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('care.rule.nameEn')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
    </div>
  )
}

const named = <T extends string>(list: readonly T[], say: (one: T) => string) =>
  list.map((value) => ({ value, label: say(value) }))

function TriggerFields({ of }: Readonly<{ of: TriggerKind }>) {
  const { t } = useTranslation()
  if (of === 'tier') return <TierField name="tier" label={t('care.rule.tier')} />
  if (of === 'standing') return <StandingFields />
  return (
    <>
      <DaysField />
      {of === 'birthday' ? (
        <ChoiceField
          name="calendar"
          label={t('care.rule.which.calendar')}
          options={named(CALENDARS, (one) => t(`care.rule.calendar.${one}`))}
        />
      ) : null}
      {of === 'festival' ? (
        <ChoiceField
          name="festival"
          label={t('care.rule.which.festival')}
          options={named(FESTIVALS, (one) => t(`care.rule.festival.${one}`))}
        />
      ) : null}
      {of === 'purchase' ? (
        <Form.Item name="least" label={t('care.rule.least')}>
          <InputNumber min={0} precision={2} />
        </Form.Item>
      ) : null}
    </>
  )
}

function DaysField() {
  const { t } = useTranslation()
  return (
    <Form.Item name="days" label={t('care.rule.days')} rules={useRequired()}>
      <InputNumber min={0} max={365} />
    </Form.Item>
  )
}

type ChoiceWords = Readonly<{ name: string; options: { value: string; label: string }[]; label: string }>

function ChoiceField({ name, options, label }: ChoiceWords) {
  return (
    <Form.Item name={name} label={label} rules={useRequired()}>
      <Select options={options} />
    </Form.Item>
  )
}

function StandingFields() {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="quadrants" label={t('care.rule.quadrants')} rules={useRequired()}>
        <Select mode="multiple" options={named(QUADRANTS, (one) => t(`parts.quadrantOne.${one}`))} />
      </Form.Item>
      <ChoiceField
        name="every"
        label={t('care.rule.repeat')}
        options={named(REPEATS, (one) => t(`care.rule.every.${one}`))}
      />
    </>
  )
}

function TierField({ name, label, many }: Readonly<{ name: string; label: string; many?: boolean }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const required = useRequired()
  const tiers = useLiveProgram()?.tiers.list ?? []
  const options = tiers.map((one) => ({ value: one.code, label: nameOf(one) }))
  return (
    <Form.Item name={name} label={label} rules={many ? [] : required}>
      <Select
        options={options}
        allowClear
        placeholder={t('care.rule.all')}
        {...(many && { mode: 'multiple' })}
      />
    </Form.Item>
  )
}

function Whom() {
  const { t } = useTranslation()
  const { branches } = useMe()
  return (
    <div className="form-pair">
      <TierField name="tiers" label={t('care.rule.tiers')} many />
      <Form.Item name="branchCodes" label={t('care.rule.branches')}>
        <Select
          mode="multiple"
          placeholder={t('care.rule.all')}
          options={branches.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
    </div>
  )
}

function TaskFields() {
  const { t } = useTranslation()
  const required = useRequired()
  return (
    <>
      <div className="form-pair">
        <Form.Item name="titleZh" label={t('care.rule.titleZh')} rules={required}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="titleEn" label={t('care.rule.titleEn')} rules={required}>
          <Input maxLength={120} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="kind" label={t('care.rule.kind')}>
          <Select options={TASK_KINDS.map((value) => ({ value, label: t(`care.task.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="owner" label={t('care.rule.owner')}>
          <Select
            options={OWNERS.filter((one) => one !== 'staff').map((value) => ({
              value,
              label: t(`care.rule.owners.${value}`),
            }))}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="productCode" label={t('care.task.product')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="scriptCode" label={t('care.rule.script')}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="restDays" label={t('care.rule.rest')}>
          <InputNumber min={0} max={365} />
        </Form.Item>
        <Form.Item name="windowDays" label={t('care.rule.window')}>
          <InputNumber min={1} max={180} />
        </Form.Item>
      </div>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) => <Control kind={String(getFieldValue('kind'))} />}
      </Form.Item>
    </>
  )
}

/** Only talks can be held back: nobody is denied a gift to measure it. */
function Control({ kind }: Readonly<{ kind: string }>) {
  const { t } = useTranslation()
  if (kind !== 'call' && kind !== 'visit') return null
  return (
    <Form.Item name="control" label={t('care.rule.control')} extra={t('care.rule.controlHint')}>
      <InputNumber min={0} max={50} />
    </Form.Item>
  )
}
