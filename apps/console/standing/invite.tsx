import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { inviteToTier } from '#domain/standing/contract'
import { useCommand } from '#ui/call.ts'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'
import { ActButton, useDone } from './act.tsx'
import type { Standing, Whom } from './member-standing.tsx'
import { useTierName } from './tier-name.ts'

type Option = Readonly<{ value: string; label: string }>

/** C15: offers the tiers above this one that the program gives by invitation, to who may decide on members. */
export function TierInvitation({ whom, of }: Readonly<{ whom: Whom; of: Standing }>) {
  const { t } = useTranslation()
  const may = useMay()
  const nameOf = useNameOf()
  const tiers = useLiveProgram()?.tiers.list ?? []
  const here = tiers.findIndex((one) => one.code === of.tier?.code)
  const options = tiers
    .filter((one, at) => at > here && one.ways.some((way) => way.by === 'invitation'))
    .map((one) => ({ value: one.code, label: nameOf(one) }))
  if (!may('member.screen') || options.length === 0) return null
  return (
    <ActButton label={t('standing.invite.act')} title={t('standing.invite.act')}>
      {(close) => <InviteForm whom={whom} options={options} close={close} />}
    </ActButton>
  )
}

type Words = Readonly<{ whom: Whom; options: Option[]; close: () => void }>

function InviteForm({ whom, options, close }: Words) {
  const { t } = useTranslation()
  const done = useDone(close)
  const tierName = useTierName()
  const invite = useCommand(inviteToTier, ({ tier }) =>
    done(t('standing.invite.done', { tier: tierName(tier) })),
  )
  return (
    <ActForm<{ tier: string }>
      means={t('standing.invite.means')}
      label={t('standing.invite.send')}
      why="needed"
      start={options.length === 1 ? { tier: options[0]?.value ?? '' } : {}}
      pending={invite.isPending}
      trouble={invite.error}
      send={({ id, reason, tier }, told) =>
        invite.mutate({ id, memberId: whom.memberId, tier, reason }, told)
      }
    >
      <Form.Item
        name="tier"
        label={t('standing.tier')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <Select options={options} />
      </Form.Item>
    </ActForm>
  )
}
