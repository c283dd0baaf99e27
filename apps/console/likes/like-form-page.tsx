import { Button, DatePicker, Form, Input, InputNumber, Select, Switch } from 'antd'
import type { Dayjs } from 'dayjs'
import dayjs from 'dayjs'
import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makeLikeOffer, showLikeOffer, type LikeOffer } from '#domain/club/contract/likes'
import { FEWEST_LIKES, MOST_LIKES } from '#domain/club/model/likes'
import { listForms } from '#domain/member/contract/form'
import { isProblem, newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { paths } from '../paths.ts'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'

type Values = Pick<
  LikeOffer,
  'titleZh' | 'titleEn' | 'wordsZh' | 'wordsEn' | 'needed' | 'most' | 'membersOnly'
> & { couponCode?: string; formCode?: string; span: [Dayjs, Dayjs] }

const USUAL_DAYS = 14
const FRESH = {
  titleZh: '',
  titleEn: '',
  wordsZh: '',
  wordsEn: '',
  needed: 10,
  most: 100,
  membersOnly: false,
} as const

/** An offer to be made: empty, or with the words of another one. */
export function LikeFormPage() {
  const from = useRouterState({
    select: (state) => (state.location.search as Readonly<Record<string, unknown>>)['from'],
  })
  const source = typeof from === 'string' ? from : ''
  const ask = useCall(showLikeOffer, { offerId: source }, { enabled: source !== '' })
  if (source === '') return <LikeForm />
  return <Answered ask={ask}>{(before) => <LikeForm before={before} />}</Answered>
}

function LikeForm({ before }: Readonly<{ before?: LikeOffer }>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const { make, send, beside } = useMake((trouble) => showFields(form, trouble))
  const span: Values['span'] = [dayjs(), dayjs().add(USUAL_DAYS, 'day')]
  const { titleZh, titleEn, wordsZh, wordsEn, needed, most, membersOnly } = before ?? FRESH
  const also = before ? { couponCode: before.couponCode, formCode: before.formCode ?? undefined } : {}
  return (
    <Page
      title={t('likes.add')}
      answer={t('likes.form.answer')}
      back={{ to: paths.likeOffers, label: t('likes.title') }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxWidth: 880 }}
        initialValues={{ titleZh, titleEn, wordsZh, wordsEn, needed, most, membersOnly, span, ...also }}
        onFinish={send}
      >
        <WordFields />
        <RuleFields />
        <FriendFields />
        <ErrorNotice of={beside ? null : make.error} />
        <Button type="primary" size="large" htmlType="submit" loading={make.isPending}>
          {t('likes.form.make')}
        </Button>
      </Form>
    </Page>
  )
}

function WordFields() {
  const { t } = useTranslation()
  const form = Form.useFormInstance<Values>()
  const titled = {
    validator: async () => {
      const { titleZh, titleEn } = form.getFieldsValue(['titleZh', 'titleEn'])
      if (!titleZh?.trim() && !titleEn?.trim()) throw new Error(t('likes.form.oneLanguage'))
    },
  }
  return (
    <Section title={t('likes.form.about')}>
      <div className="form-pair">
        <Form.Item name="titleZh" label={t('likes.form.titleZh')} rules={[titled]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="titleEn" label={t('likes.form.titleEn')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="wordsZh" label={t('likes.form.wordsZh')}>
          <Input.TextArea rows={3} maxLength={400} />
        </Form.Item>
        <Form.Item name="wordsEn" label={t('likes.form.wordsEn')}>
          <Input.TextArea rows={3} maxLength={400} />
        </Form.Item>
      </div>
    </Section>
  )
}

function RuleFields() {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const coupons = (useLiveProgram()?.coupons ?? []).filter((one) => !one.open)
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Section title={t('likes.form.rules')}>
      <div className="form-pair">
        <Form.Item name="needed" label={t('likes.form.needed')} rules={required}>
          <InputNumber min={FEWEST_LIKES} max={MOST_LIKES} precision={0} />
        </Form.Item>
        <Form.Item
          name="couponCode"
          label={t('likes.form.coupon')}
          rules={required}
          extra={coupons.length === 0 ? <Go to={paths.program}>{t('likes.form.noCoupon')}</Go> : null}
        >
          <Select options={coupons.map((one) => ({ value: one.code, label: nameOf(one) }))} />
        </Form.Item>
        <Form.Item name="span" label={t('likes.form.span')} rules={required}>
          <DatePicker.RangePicker allowClear={false} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="most" label={t('likes.form.most')} extra={t('likes.form.mostHint')} rules={required}>
          <InputNumber min={1} max={1_000_000} precision={0} />
        </Form.Item>
      </div>
    </Section>
  )
}

function FriendFields() {
  const { t, i18n } = useTranslation()
  const { data } = useCall(listForms, {})
  const isZh = i18n.language.startsWith('zh')
  const forms = (data?.rows ?? []).filter((one) => !one.closed)
  return (
    <Section title={t('likes.form.friends')}>
      <Form.Item
        name="membersOnly"
        label={t('likes.form.membersOnly')}
        extra={t('likes.form.membersOnlyHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item name="formCode" label={t('likes.form.form')} extra={t('likes.form.formHint')}>
        <Select
          allowClear
          style={{ maxWidth: 420 }}
          placeholder={t('likes.form.noForm')}
          options={forms.map(({ code, nameZh, nameEn }) => ({ value: code, label: isZh ? nameZh : nameEn }))}
        />
      </Form.Item>
    </Section>
  )
}

/** Makes once, however often the button is pressed; after a no the words are another wish. */
function useMake(show: (trouble: unknown) => boolean) {
  const go = useGo()
  const queries = useQueryClient()
  const [id, setId] = useState(newId)
  const [beside, setBeside] = useState(false)
  const make = useCommand(makeLikeOffer, async (made) => {
    await queries.invalidateQueries()
    go(paths.likeOffer(made.id))
  })
  const send = ({ span, couponCode = '', formCode, ...words }: Values) => {
    const [firstOn, lastOn] = span.map((one) => one.format('YYYY-MM-DD'))
    const wish = { id, ...words, couponCode, formCode: formCode ?? null }
    make.mutate(
      { ...wish, firstOn: firstOn ?? '', lastOn: lastOn ?? '' },
      {
        onError: (trouble) => {
          setBeside(show(trouble))
          if (isProblem(trouble) && trouble.problem.status < 500) setId(newId())
        },
      },
    )
  }
  return { make, send, beside }
}
