import { App, Button, Form, Input, InputNumber, Segmented, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked, Told } from '#base/endpoint'
import { listStaff } from '#domain/org/contract'
import { FORMATS, listReports, listSchedules, RHYTHMS, scheduleReport } from '#domain/report/contract'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useMe } from '../me.ts'
import { useTitle } from './reports-page.tsx'

type Values = Readonly<{
  name: string
  report: Asked<typeof scheduleReport>['report']
  format: (typeof FORMATS)[number]
  rhythm: (typeof RHYTHMS)[number]
  weekday?: number
  monthDay?: number
  hour: number
  backDays?: number | null
  branchId?: string
  recipients: readonly Readonly<{ staffId: string; email: string }>[]
}>

/** Orders a report by e-mail. */
export function ScheduleForm({ done }: Readonly<{ done: () => void }>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [id] = useState(newId)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const order = useCommand(scheduleReport, async () => {
    await queries.invalidateQueries({ queryKey: [listSchedules.path] })
    void message.success(t('shell.saved'))
    done()
  })
  const reports = useCall(listReports, {})
  const send = ({ branchId, weekday, monthDay, backDays, ...values }: Values) =>
    order.mutate(
      {
        ...values,
        id,
        filters: branchId ? { branchId } : {},
        weekday: values.rhythm === 'weekly' ? (weekday ?? 1) : null,
        monthDay: values.rhythm === 'monthly' ? (monthDay ?? 1) : null,
        backDays: backDays ?? null,
        recipients: values.recipients.map(({ staffId, email }) => ({ staffId, email })),
      },
      { onError: (trouble: unknown) => void showFields(form, trouble) },
    )
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ format: 'xlsx', rhythm: 'daily', hour: 8, backDays: 1, recipients: [{}] }}
      onFinish={send}
    >
      <ErrorNotice of={order.error} />
      <What rows={reports.data?.rows ?? []} />
      <When />
      <Who />
      <Button type="primary" htmlType="submit" loading={order.isPending}>
        {t('reports.schedule.save')}
      </Button>
    </Form>
  )
}

const useRequired = () => {
  const { t } = useTranslation()
  return [{ required: true, message: t('shell.required') }]
}

function What({ rows }: Readonly<{ rows: Told<typeof listReports>['rows'] }>) {
  const { t } = useTranslation()
  const title = useTitle()
  const required = useRequired()
  const { branches, branchIds } = useMe()
  const whole = branchIds === null ? [{ value: '', label: t('reports.place.all') }] : []
  return (
    <>
      <Form.Item name="name" label={t('reports.schedule.name')} rules={required}>
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="report" label={t('reports.schedule.report')} rules={required}>
          <Select
            options={rows.filter((row) => row.mayFile).map((row) => ({ value: row.code, label: title(row) }))}
          />
        </Form.Item>
        <Form.Item name="format" label={t('reports.schedule.format')}>
          <Select
            options={FORMATS.map((format) => ({ value: format, label: t(`reports.save.${format}`) }))}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="branchId" label={t('reports.schedule.branch')} initialValue={whole[0]?.value}>
          <Select options={[...whole, ...branches.map((one) => ({ value: one.id, label: one.name }))]} />
        </Form.Item>
        <Form.Item
          name="backDays"
          label={t('reports.schedule.backDays')}
          extra={t('reports.schedule.backDaysWords')}
        >
          <InputNumber min={1} max={366} precision={0} />
        </Form.Item>
      </div>
    </>
  )
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

function When() {
  const { t } = useTranslation()
  const rhythm = Form.useWatch<Values['rhythm'] | undefined>('rhythm')
  const required = useRequired()
  return (
    <>
      <Form.Item name="rhythm" label={t('reports.schedule.rhythm')}>
        <Segmented options={RHYTHMS.map((one) => ({ value: one, label: t(`reports.schedule.${one}`) }))} />
      </Form.Item>
      <div className="form-pair">
        {rhythm === 'weekly' ? (
          <Form.Item name="weekday" label={t('reports.schedule.weekday')} initialValue={1} rules={required}>
            <Select options={WEEKDAYS.map((day) => ({ value: day, label: t(`reports.weekday.${day}`) }))} />
          </Form.Item>
        ) : null}
        {rhythm === 'monthly' ? (
          <Form.Item
            name="monthDay"
            label={t('reports.schedule.monthDay')}
            extra={t('reports.schedule.monthDayWords')}
            initialValue={1}
            rules={required}
          >
            <InputNumber min={1} max={31} precision={0} />
          </Form.Item>
        ) : null}
        <Form.Item name="hour" label={t('reports.schedule.hour')} rules={required}>
          <InputNumber min={0} max={23} precision={0} />
        </Form.Item>
      </div>
    </>
  )
}

function Who() {
  const { t } = useTranslation()
  const required = useRequired()
  const staff = useCall(listStaff, {})
  const people = (staff.data?.rows ?? []).filter((one) => one.disabledAt === null)
  return (
    <Form.List name="recipients">
      {(fields, { add }) => (
        <>
          {fields.map((field) => (
            <div className="form-pair" key={field.key}>
              <Form.Item
                name={[field.name, 'staffId']}
                label={t('reports.schedule.recipient')}
                rules={required}
              >
                <Select
                  options={people.map((one) => ({ value: one.id, label: `${one.name} (${one.login})` }))}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'email']} label={t('reports.schedule.email')} rules={required}>
                <Input type="email" autoComplete="off" />
              </Form.Item>
            </div>
          ))}
          <Form.Item>
            <Button onClick={() => add({})}>{t('reports.schedule.addRecipient')}</Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  )
}
