import { Button, Form, Input, InputNumber, Radio } from 'antd'
import type { FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { currencyDigits } from '#base/money'
import { CHANNELS } from '#domain/campaign/contract'
import { segmentMembers } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { CarrierFields } from './carrier-fields.tsx'
import { forumInvitation } from './forum-invitation.ts'
import { surveyWords, useSurveyLook } from './survey-words.ts'
import { firstLook, LINKED, VARIABLES, variablesFor } from './words.ts'
import type { CampaignForm, Channel } from './words.ts'

/** How members are reached, and with which words. */
export function MessageStep({ segmentId }: Readonly<{ segmentId: string | undefined }>) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<CampaignForm>()
  const channel = Form.useWatch('channel', { form, preserve: true }) ?? 'email'
  const surveyId = Form.useWatch('surveyId', { form, preserve: true })
  return (
    <div className="message-step">
      <div>
        <Form.Item name="channel" label={t('campaigns.message.channel')}>
          <Radio.Group className="ways">
            {CHANNELS.filter((value) => !surveyId || LINKED.includes(value)).map((value) => (
              <Radio key={value} value={value}>
                {t(`campaigns.channel.${value}`)}
                <small>{t(`campaigns.channelMeans.${value}`)}</small>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <CarrierFields channel={channel} />
        {channel === 'record' ? null : <WordFields form={form} channel={channel} surveyId={surveyId} />}
        <OfferFields />
        <CostFields />
      </div>
      {channel === 'record' ? (
        <p className="quiet">{t('campaigns.message.nothing')}</p>
      ) : (
        <FirstLook form={form} segmentId={segmentId} channel={channel} surveyId={surveyId} />
      )}
    </div>
  )
}

type WordWords = Readonly<{
  form: FormInstance<CampaignForm>
  channel: Channel
  surveyId: string | undefined
}>

function WordFields({ form, channel, surveyId }: WordWords) {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  const insert = (variable: string) =>
    form.setFieldValue('body', `${form.getFieldValue('body') ?? ''}{{ ${variable} }}`)
  const invite = () => form.setFieldsValue(forumInvitation(channel, t))
  const asks = surveyId !== undefined
  return (
    <>
      {channel === 'email' ? (
        <Form.Item name="subject" label={t('campaigns.message.subject')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="body"
        label={t('campaigns.message.body')}
        rules={required}
        extra={
          <span className="insert">
            {t('campaigns.message.insert')}
            {variablesFor(channel, asks).map((name) => (
              <Button key={name} size="small" onClick={() => insert(VARIABLES[name])}>
                {t(`campaigns.message.variable.${name}`)}
              </Button>
            ))}
            {asks ? (
              <Button size="small" type="dashed" onClick={() => form.setFieldsValue(surveyWords(channel, t))}>
                {t('surveys.send.put')}
              </Button>
            ) : variablesFor(channel).includes('club') ? (
              <Button size="small" type="dashed" onClick={invite}>
                {t('campaigns.message.invitation.put')}
              </Button>
            ) : null}
          </span>
        }
      >
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 16 }} maxLength={4000} />
      </Form.Item>
    </>
  )
}

/** What it offers and by what it brings newcomers; the report counts both. */
function OfferFields() {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      <Form.Item
        name="couponCode"
        label={t('campaigns.message.coupon')}
        extra={t('campaigns.message.couponHint')}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="joinTag"
        label={t('campaigns.message.joinTag')}
        extra={t('campaigns.message.joinTagHint')}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </div>
  )
}

/** What one message costs, and what goes with it. */
function CostFields() {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const fields = [
    ['messageCost', 'cost', 'costHint', '10000'],
    ['giftCost', 'gift', 'giftHint', '1000000'],
  ] as const
  return (
    <div className="form-pair">
      {fields.map(([name, label, hint, most]) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`campaigns.message.${label}`)}
          extra={t(`campaigns.message.${hint}`)}
        >
          <InputNumber
            stringMode
            min="0"
            max={most}
            precision={currencyDigits(manner.currency)}
            prefix={manner.currency}
            style={{ width: 180 }}
          />
        </Form.Item>
      ))}
    </div>
  )
}

const FEW = 3
/** As long as real ones, so that the letters of an SMS are counted right; whose they are, is not known yet. */
const previewLink = (page: string): string => `${location.origin}/${page}/${'…'.repeat(43)}`
const SURVEY_LINK = previewLink('survey/1')
const PREVIEW_LINKS = {
  preferences: previewLink('preferences'),
  club: previewLink('forum'),
  own: previewLink('own'),
}

type LookWords = WordWords & Readonly<{ segmentId: string | undefined }>

/** The words as the first members of the segment will read them. */
function FirstLook({ form, segmentId, channel, surveyId }: LookWords) {
  const survey = useSurveyLook(surveyId, SURVEY_LINK)
  const { t } = useTranslation()
  const { number } = useFormats()
  const { chain } = useMe()
  const withSubject = channel === 'email'
  const link = variablesFor(channel).includes('preferences') ? PREVIEW_LINKS : {}
  const subject = Form.useWatch('subject', form) ?? ''
  const body = Form.useWatch('body', form) ?? ''
  const { data } = useCall(
    segmentMembers,
    { id: segmentId ?? '', rows: FEW },
    { enabled: segmentId !== undefined },
  )
  return (
    <aside className="first-look">
      <h3>{t('campaigns.message.preview')}</h3>
      <p className="quiet">{t('campaigns.message.previewHint')}</p>
      {(data?.rows ?? []).map((member) => {
        const blanks = { name: member.name, number: member.number, chain: chain.name, ...link, ...survey }
        const text = firstLook(body, blanks)
        return (
          <Letter
            key={member.memberId}
            subject={withSubject ? firstLook(subject, blanks) : ''}
            body={text}
            note={
              withSubject
                ? ''
                : t('campaigns.message.letters', { count: text.length, n: number(text.length) })
            }
          />
        )
      })}
    </aside>
  )
}

/** A message as it will be read. */
export function Letter({ subject, body, note }: Readonly<{ subject: string; body: string; note: string }>) {
  return (
    <article className="letter">
      {subject ? <strong>{subject}</strong> : null}
      <p>{body || '…'}</p>
      {note ? <small>{note}</small> : null}
    </article>
  )
}
