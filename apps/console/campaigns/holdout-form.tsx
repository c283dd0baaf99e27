import { Form, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { keepHoldout, type showHoldout } from '#domain/campaign/contract/holdout'
import { LEAST_HOLDOUT_BPS, MOST_HOLDOUT_BPS, USUAL_HOLDOUT_BPS } from '#domain/campaign/model/holdout'
import { useCommand } from '#ui/call.ts'
import { ActForm } from '../members/act-form.tsx'
import { ActButton, useDone } from '../standing/act.tsx'

type Values = Readonly<{ measure: boolean; share: number | null; redraw?: boolean }>

/** Begin, change or stop the hold-out of everything. */
export function HoldoutForm({ holdout }: Readonly<{ holdout: Told<typeof showHoldout> }>) {
  const { t } = useTranslation()
  return (
    <ActButton label={t('holdout.change')} title={t('holdout.set')}>
      {(close) => <Inside holdout={holdout} close={close} />}
    </ActButton>
  )
}

type InsideWords = Readonly<{ holdout: Told<typeof showHoldout>; close: () => void }>

function Inside({ holdout, close }: InsideWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const keep = useCommand(keepHoldout, () => done(t('holdout.saved')))
  const last = holdout.periods[0]?.shareBps ?? USUAL_HOLDOUT_BPS
  return (
    <ActForm<Values>
      means={t('holdout.means')}
      label={t('shell.save')}
      why="none"
      start={{ measure: holdout.state !== 'off', share: last / 100, redraw: false }}
      pending={keep.isPending}
      trouble={keep.error}
      send={({ id, measure, share, redraw }, told) => {
        const shareBps = measure ? Math.round((share ?? 0) * 100) : 0
        keep.mutate({ id, shareBps, redraw: measure && redraw === true }, told)
      }}
    >
      <Form.Item
        name="measure"
        label={t('holdout.measure')}
        extra={t('holdout.measureHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <ShareFields isOn={holdout.state === 'on'} />
    </ActForm>
  )
}

/** Only for who measures. */
function ShareFields({ isOn }: Readonly<{ isOn: boolean }>) {
  const { t } = useTranslation()
  const measures = Form.useWatch<boolean | undefined>('measure', Form.useFormInstance()) ?? true
  if (!measures) return null
  return (
    <>
      <Form.Item
        name="share"
        label={t('holdout.share')}
        extra={t('holdout.shareHint')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <InputNumber min={LEAST_HOLDOUT_BPS / 100} max={MOST_HOLDOUT_BPS / 100} precision={0} suffix="%" />
      </Form.Item>
      {isOn ? (
        <Form.Item
          name="redraw"
          label={t('holdout.redraw')}
          extra={t('holdout.redrawHint')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      ) : null}
    </>
  )
}
