import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { showWallet } from '#domain/wallet/contract'
import { decideAdjustment } from '#domain/wallet/contract/adjustment'
import { useCall, useCommand } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Facts } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { balanceOf } from '../members/wallet-balance.ts'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { MemberName, StateTag } from './corrections-page.tsx'
import type { Correction } from './corrections-page.tsx'
import { DecideForm, Decision, ForAnother } from './decide-form.tsx'
import { useUnits } from './names.ts'

/** One correction: who asked, why, what the balance is and would be; and the decision of a second person. */
export function CorrectionSheet({ of, done }: Readonly<{ of: Correction; done: () => void }>) {
  const { t } = useTranslation()
  const may = useMay()
  const { day } = useFormats()
  const units = useUnits()
  const rows = [
    {
      label: t('wallet.receipt.member'),
      value: (
        <Go to={paths.wallet(of.memberId)}>
          <MemberName id={of.memberId} />
        </Go>
      ),
    },
    { label: units.name(of.unit), value: <Change of={of} /> },
    ...(of.expiresOn ? [{ label: t('wallet.adjust.ends'), value: day(of.expiresOn) }] : []),
    { label: t('members.card.reason'), value: of.reason },
    { label: t('wallet.corrections.by'), value: of.byName },
    { label: t('wallet.corrections.at'), value: <MomentText of={of.at} /> },
    { label: t('wallet.corrections.way'), value: t(`wallet.corrections.ways.${of.way}`) },
    { label: t('wallet.corrections.stateTitle'), value: <StateTag of={of} /> },
  ]
  return (
    <>
      <Facts rows={rows} />
      {of.decision ? <Decision decision={of.decision} /> : null}
      {of.state === 'waiting' ? (
        <ForAnother askedById={of.byId} may={may('wallet.approve')}>
          <Say of={of} done={done} />
        </ForAnother>
      ) : null}
    </>
  )
}

/** While it waits, the balance now and then; afterwards the change alone, because the balance has moved on. */
function Change({ of }: Readonly<{ of: Correction }>) {
  const { t } = useTranslation()
  const units = useUnits()
  const wallet = useCall(showWallet, { memberId: of.memberId }, { enabled: of.state === 'waiting' }).data
  const change = (
    <strong className={of.amount < 0 ? 'num num-below' : 'num'}>{units.signed(of.unit, of.amount)}</strong>
  )
  if (!wallet) return change
  const now = balanceOf(wallet, of.unit)
  const then = now + of.amount
  return (
    <>
      {change}{' '}
      <span className="quiet num">
        {t('wallet.corrections.change', {
          now: units.write(of.unit, now),
          after: units.write(of.unit, then),
        })}
      </span>
    </>
  )
}

function Say({ of, done }: Readonly<{ of: Correction; done: () => void }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const decide = useCommand(decideAdjustment, async ({ state }) => {
    await queries.invalidateQueries()
    void message.success(t(state === 'applied' ? 'wallet.corrections.yesDone' : 'wallet.corrections.noDone'))
    done()
  })
  return (
    <DecideForm
      pending={decide.isPending}
      trouble={decide.error}
      send={(said, told) => decide.mutate({ ...said, adjustmentId: of.id }, told)}
    />
  )
}
