import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { memberCards } from '#domain/member/contract/card'
import { memberFreezes } from '#domain/wallet/contract/freeze'
import { useCall } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'

/** What whoever serves this member must know before anything else: the card is lost, the value is frozen. */
export function GuardNotices({ memberId }: Readonly<{ memberId: string }>) {
  const may = useMay()
  return (
    <>
      {may('wallet.read') ? <FrozenNotice memberId={memberId} /> : null}
      <LostNotice memberId={memberId} />
    </>
  )
}

function FrozenNotice({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const { data } = useCall(memberFreezes, { memberId })
  const standing = data?.rows.find((row) => row.lifting === null)
  if (!standing) return null
  const { reason } = standing
  return (
    <Alert
      className="notice"
      type="error"
      showIcon
      title={t('members.freeze.notice', { moment: moment(standing.at) })}
      description={reason}
    />
  )
}

function LostNotice({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const { data } = useCall(memberCards, { memberId })
  if (data?.state !== 'lost') return null
  // The newest loss of the card in force is the one that is open.
  const loss = data.history.find((one) => one.kind === 'loss' && one.number === data.number)
  return (
    <Alert
      className="notice"
      type="warning"
      showIcon
      title={t('members.card.lostNotice', { number: data.number, moment: loss ? moment(loss.at) : '' })}
      description={loss?.reason}
    />
  )
}
