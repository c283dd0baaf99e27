import { Form, InputNumber, Slider } from 'antd'
import { useTranslation } from 'react-i18next'
import { segmentHabits } from '#domain/insight/contract/trial'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { LearnAnswer } from './learn-answer.tsx'
import { learning } from './learn-sums.ts'
import { FEWEST_PER_ARM, splitOf, usualShare } from './words.ts'
import type { CampaignForm } from './words.ts'

/** How many are held back, how long sales count, and what they are judged by. */
export function ControlStep({ members }: Readonly<{ members: number }>) {
  return (
    <>
      <Share members={members} />
      <Measured />
    </>
  )
}

/** What would show with this share held back, before anything is planned; the page behind it says more. */
function Learnable({ share }: Readonly<{ share: number }>) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<CampaignForm>()
  const segmentId = Form.useWatch('segmentId', { form, preserve: true })
  const days = Form.useWatch('windowDays', { form, preserve: true })
  const known = segmentId !== undefined && Number.isInteger(days)
  const ask = useCall(segmentHabits, { id: segmentId ?? '', days }, { enabled: known, keep: true })
  if (!known || !ask.data) return null
  return (
    <p className="learn">
      <LearnAnswer told={ask.data} found={learning(ask.data, share)} share={share} />{' '}
      <Go to={paths.learn({ segmentId, share, days })}>{t('learn.link')}</Go>
    </p>
  )
}

/** How long sales count, and what part of them is earned. */
function Measured() {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      <Form.Item
        name="windowDays"
        label={t('campaigns.control.window')}
        extra={t('campaigns.control.windowHint')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <InputNumber
          min={1}
          max={366}
          precision={0}
          suffix={t('campaigns.control.days')}
          style={{ width: '100%' }}
        />
      </Form.Item>
      <Form.Item
        name="marginShare"
        label={t('campaigns.control.margin')}
        extra={t('campaigns.control.marginHint')}
      >
        <InputNumber min={1} max={100} precision={0} suffix="%" style={{ width: '100%' }} />
      </Form.Item>
    </div>
  )
}

/** Who is held out, and what that allows to be seen. */
function Share({ members }: Readonly<{ members: number }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const form = Form.useFormInstance<CampaignForm>()
  const share = Form.useWatch('controlShare', { form, preserve: true }) ?? usualShare(members)
  const { treated, control } = splitOf(members, share)
  const few = Math.min(treated, control) < FEWEST_PER_ARM
  const people = (count: number) => t('insight.members', { count, n: number(count) })
  return (
    <>
      <p>{t('campaigns.control.why')}</p>
      <Form.Item name="controlShare" label={t('campaigns.control.share')}>
        <Slider
          min={0}
          max={50}
          marks={{ 0: '0%', 10: '10%', 20: '20%', 50: '50%' }}
          tooltip={{ formatter: (v) => percent((v ?? 0) / 100, 0) }}
        />
      </Form.Item>
      <p className="num">
        <strong>{percent(share / 100, 0)}</strong> ·{' '}
        {t('campaigns.control.split', { treated: people(treated), control: people(control) })}
      </p>
      {few ? (
        <p className="teach">
          {t(share === 0 ? 'campaigns.control.unmeasured' : 'campaigns.control.fewest')}
        </p>
      ) : null}
      {share === 0 ? null : <Learnable share={share} />}
    </>
  )
}
