import { Button, Form } from 'antd'
import type { FormInstance } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currencyDigits } from '#base/money'
import { listCampaigns, planCampaign, showCampaign } from '#domain/campaign/contract'
import { listSegments } from '#domain/insight/contract'
import { showSurvey } from '#domain/survey/contract/survey'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useSurroundings } from '#ui/kit/surroundings.tsx'
import { Wizard } from '#ui/kit/wizard.tsx'
import { paths } from '../paths.ts'
import { ControlStep } from './control-step.tsx'
import { MessageStep } from './message-step.tsx'
import { surveyForm } from './survey-words.ts'
import { useStepTitles } from './step-titles.ts'
import { WhoStep } from './who-step.tsx'
import { emptyForm, formOf, planOf, usualShare } from './words.ts'
import type { CampaignForm } from './words.ts'
import './campaigns.css'

/** The fields of each step; a step is left when its own are in order. */
const FIELDS: readonly (readonly (keyof CampaignForm)[])[] = [
  ['name', 'segmentId'],
  ['channel', 'carrierId', 'templateCode', 'subject', 'body', 'messageCost', 'giftCost'],
  ['controlShare', 'windowDays', 'marginShare'],
]
const MOST_SEGMENTS = 200

/** A new campaign: empty, to the segment in the address, or with the words of an earlier one. */
export function NewCampaignPage() {
  const { manner } = useSurroundings()
  const { t } = useTranslation()
  const { segmentId, from, survey } = useRouterState({
    select: (state) => state.location.search as Readonly<Record<string, unknown>>,
  })
  const copied = typeof from === 'string' ? from : ''
  const ask = useCall(showCampaign, { id: copied }, { enabled: copied !== '' })
  const surveyId = typeof survey === 'string' ? survey : ''
  const asked = useCall(showSurvey, { surveyId }, { enabled: surveyId !== '' })
  const toSegment = typeof segmentId === 'string' ? segmentId : undefined
  if (surveyId !== '')
    return (
      <Answered ask={asked}>
        {(found) => <CampaignWizard start={surveyForm(found, { segmentId: toSegment, t })} />}
      </Answered>
    )
  if (copied === '') return <CampaignWizard start={emptyForm(toSegment)} />
  return (
    <Answered ask={ask}>
      {(campaign) => <CampaignWizard start={formOf(campaign, currencyDigits(manner.currency))} copied />}
    </Answered>
  )
}

type WizardWords = Readonly<{ start: CampaignForm; copied?: boolean }>

/** Segment, message, control group; the fourth step is the draft's own page. */
function CampaignWizard({ start, copied = false }: WizardWords) {
  const { t } = useTranslation()
  const titles = useStepTitles()
  const [at, setAt] = useState(0)
  const [form] = Form.useForm<CampaignForm>()
  const segments = useCall(listSegments, { rows: MOST_SEGMENTS })
  const { plan, save } = usePlan(form)
  const segmentId = Form.useWatch('segmentId', { form, preserve: true })
  const segment = segments.data?.rows.find((one) => one.id === segmentId)
  // The usual share depends on the list; what was chosen or copied for this list stays.
  const [shareFor, setShareFor] = useState(copied ? start.segmentId : undefined)
  const next = async () => {
    await form.validateFields([...(FIELDS[at] ?? [])])
    if (at === 0 && segmentId !== shareFor && start.surveyId === undefined) {
      form.setFieldValue('controlShare', usualShare(segment?.members ?? 0))
      setShareFor(segmentId)
    }
    if (at === FIELDS.length - 1) save()
    else setAt(at + 1)
  }
  const bodies = [
    <WhoStep key="who" segments={segments.data?.rows} />,
    <MessageStep key="message" segmentId={segmentId} />,
    <ControlStep key="control" members={segment?.members ?? 0} />,
    null,
  ]
  const steps = titles.map((step, index) => ({ ...step, body: bodies[index] }))
  return (
    <Page title={t('campaigns.add')} back={{ to: paths.campaigns, label: t('campaigns.back') }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={start}
        className="campaign-form"
        onFinish={() => void next()}
      >
        <Wizard at={at} onBack={setAt} steps={steps} />
        <ErrorNotice of={plan.error} />
        <div className="form-end">
          {at > 0 ? <Button onClick={() => setAt(at - 1)}>{t('campaigns.previous')}</Button> : null}
          <Button type="primary" htmlType="submit" loading={plan.isPending}>
            {at === FIELDS.length - 1 ? t('campaigns.control.save') : t('campaigns.next')}
          </Button>
        </div>
      </Form>
    </Page>
  )
}

/** Saves the draft once, however often the button is pressed; other words after a refusal are another wish. */
function usePlan(form: FormInstance<CampaignForm>) {
  const go = useGo()
  const queries = useQueryClient()
  const { manner } = useSurroundings()
  const [id, setId] = useState(newId)
  const plan = useCommand(planCampaign, async (campaign) => {
    await queries.invalidateQueries({ queryKey: [listCampaigns.path] })
    go(paths.campaign(campaign.id))
  })
  const save = () =>
    plan.mutate(planOf(id, form.getFieldsValue(true) as CampaignForm, currencyDigits(manner.currency)), {
      onError: () => setId(newId()),
    })
  return { plan, save }
}
