import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { replaceCard, reportCardFinding, reportCardLoss, resetPin } from '#domain/member/contract/card'
import { useCommand } from '#ui/call.ts'
import { ActForm } from './act-form.tsx'

export type CardAct = 'loss' | 'finding' | 'replacement' | 'pin'
type Of = Readonly<{ memberId: string; number: string; done: () => void }>

/** What happens to a card or its PIN. */
export function CardActForm({ act, ...of }: Of & Readonly<{ act: CardAct }>) {
  if (act === 'loss') return <LossForm {...of} />
  if (act === 'finding') return <FindingForm {...of} />
  return act === 'replacement' ? <ReplacementForm {...of} /> : <PinForm {...of} />
}

/** The number of a member stands on many pages, so everything is asked again. */
function useDone(done: () => void): (words: string) => Promise<void> {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return async (words) => {
    await queries.invalidateQueries()
    void message.success(words)
    done()
  }
}

function LossForm({ memberId, number, done }: Of) {
  const { t } = useTranslation()
  const kept = useDone(done)
  const report = useCommand(reportCardLoss, () => kept(t('members.card.lossDone')))
  return (
    <ActForm
      means={t('members.card.lossMeans', { number })}
      label={t('members.card.act.loss')}
      danger
      why="needed"
      pending={report.isPending}
      trouble={report.error}
      send={({ id, reason }, told) => report.mutate({ memberId, id, number, reason }, told)}
    />
  )
}

function FindingForm({ memberId, number, done }: Of) {
  const { t } = useTranslation()
  const kept = useDone(done)
  const report = useCommand(reportCardFinding, () => kept(t('members.card.findingDone')))
  return (
    <ActForm
      means={t('members.card.findingMeans', { number })}
      label={t('members.card.act.finding')}
      why="welcome"
      pending={report.isPending}
      trouble={report.error}
      send={({ id, reason }, told) => report.mutate({ memberId, id, number, reason }, told)}
    />
  )
}

function ReplacementForm({ memberId, number, done }: Of) {
  const { t } = useTranslation()
  const kept = useDone(done)
  const replace = useCommand(replaceCard, (told) =>
    kept(t('members.card.replacementDone', { number: told.newNumber })),
  )
  return (
    <ActForm<{ newNumber?: string }>
      means={t('members.card.replacementMeans', { number })}
      label={t('members.card.act.replacement')}
      why="needed"
      pending={replace.isPending}
      trouble={replace.error}
      send={({ id, newNumber, reason }, told) =>
        replace.mutate({ memberId, id, number, newNumber: newNumber?.trim() || null, reason }, told)
      }
    >
      <Form.Item name="newNumber" label={t('members.form.number')} extra={t('members.card.newNumberHint')}>
        <Input maxLength={40} autoComplete="off" spellCheck={false} />
      </Form.Item>
    </ActForm>
  )
}

/** Typed twice, because nobody can read it back. */
function PinForm({ memberId, done }: Of) {
  const { t } = useTranslation()
  const kept = useDone(done)
  const reset = useCommand(resetPin, () => kept(t('members.card.pinDone')))
  return (
    <ActForm<{ pin: string }>
      means={t('members.card.pinMeans')}
      label={t('members.card.act.pin')}
      why="welcome"
      pending={reset.isPending}
      trouble={reset.error}
      send={({ id, pin, reason }, told) => reset.mutate({ memberId, id, pin, reason }, told)}
    >
      <PinFields />
    </ActForm>
  )
}

function PinFields() {
  const { t } = useTranslation()
  const digits = { inputMode: 'numeric', autoComplete: 'new-password', maxLength: 12 } as const
  return (
    <>
      <Form.Item
        name="pin"
        label={t('members.card.pin')}
        extra={t('members.card.pinHint')}
        rules={[{ required: true, pattern: /^\d{4,12}$/, message: t('members.card.pinDigits') }]}
      >
        <Input.Password {...digits} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('members.card.pinAgain')}
        dependencies={['pin']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              value === getFieldValue('pin')
                ? Promise.resolve()
                : Promise.reject(new Error(t('members.card.pinDiffers'))),
          }),
        ]}
      >
        <Input.Password {...digits} />
      </Form.Item>
    </>
  )
}
