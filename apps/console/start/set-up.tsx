import { useQueryClient } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked } from '#base/endpoint'
import { setUp } from '#domain/org/contract'
import { isProblem, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { pathOf, showFields } from '#ui/kit/problem-form.ts'
import { Wizard } from '#ui/kit/wizard.tsx'
import { spoken } from '#ui/kit/language.ts'
import { DemoDoor, DemoReady } from './demo-door.tsx'
import type { DemoKeys } from './demo-door.tsx'
import { Front } from './front.tsx'
import { BranchFields, ChainFields, OwnerFields } from './set-up-fields.tsx'

type Wish = Asked<typeof setUp>
const STEPS = ['chain', 'branch', 'owner'] as const

/** First run: one's own chain, or a tour with real data. */
export function SetUpPage() {
  const [keys, setKeys] = useState<DemoKeys | undefined>(undefined)
  return <Front>{keys ? <DemoReady {...keys} /> : <OwnChain onDemo={setKeys} />}</Front>
}

/** Chain, first branch, owner. All three are kept in one form, and sent once. */
function OwnChain({ onDemo }: Readonly<{ onDemo: (keys: DemoKeys) => void }>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const [at, setAt] = useState(0)
  const queries = useQueryClient()
  const go = useGo()
  const found = useCommand(setUp, () => {
    queries.clear()
    go('/', true)
  })
  const send = (values: Wish) =>
    found.mutate(values, {
      onError: (trouble) => {
        setAt(stepOf(trouble) ?? at)
        showFields(form, trouble)
      },
    })
  const next = async () => {
    await form.validateFields([STEPS[at] ?? 'chain'], { recursive: true })
    setAt(at + 1)
  }
  const bodies = [<ChainFields key="chain" />, <BranchFields key="branch" />, <OwnerFields key="owner" />]
  const titles = [t('start.setUp.chainStep'), t('start.setUp.branchStep'), t('start.setUp.ownerStep')]
  // Every step stays in the form, so that going back loses nothing; only the current one is seen.
  const body = bodies.map((fields, step) => (
    <div key={fields.key} hidden={step !== at}>
      {fields}
    </div>
  ))
  return (
    <Page title={t('start.setUp.title')} answer={t('start.setUp.answer')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        className="front-form"
        initialValues={usual()}
        onFinish={send}
      >
        <ErrorNotice of={found.error} />
        <Wizard at={at} onBack={setAt} steps={titles.map((title) => ({ key: title, title, body }))} />
        <StepButtons at={at} back={() => setAt(at - 1)} next={next} busy={found.isPending} />
      </Form>
      <DemoDoor onFounded={onDemo} />
    </Page>
  )
}

/** The step with the first field the host objects to. */
function stepOf(trouble: unknown): number | undefined {
  const path = isProblem(trouble) ? trouble.problem.fields[0]?.path : undefined
  const step = STEPS.findIndex((name) => name === pathOf(path ?? '')[0])
  return step >= 0 ? step : undefined
}

type StepWords = Readonly<{ at: number; back: () => void; next: () => Promise<void>; busy: boolean }>

function StepButtons({ at, back, next, busy }: StepWords) {
  const { t } = useTranslation()
  const last = at === STEPS.length - 1
  return (
    <div className="form-end">
      {at > 0 ? <Button onClick={back}>{t('start.setUp.back')}</Button> : null}
      {last ? (
        <Button key="send" type="primary" htmlType="submit" loading={busy}>
          {t('start.setUp.submit')}
        </Button>
      ) : (
        <Button key="next" type="primary" onClick={() => void next().catch(() => undefined)}>
          {t('start.setUp.next')}
        </Button>
      )}
    </div>
  )
}

/** What most who see this page will want: the device's zone, and the country and money of their language. */
function usual() {
  const language = spoken()
  const zh = language === 'zh-CN'
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
  // A device that says UTC was never told where it is.
  const zone = own && own !== 'UTC' ? own : zh ? 'Asia/Shanghai' : 'UTC'
  return {
    chain: { country: zh ? 'CN' : 'US', currency: zh ? 'CNY' : 'USD', zone, closingHour: 0, language },
    branch: { code: 'S1' },
    owner: { login: 'owner' },
  }
}
