import { Checkbox, Form, Select } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked, Told } from '#base/endpoint'
import { joinAsMember, memberMemberships, previewMembership } from '#domain/joining/contract'
import { useCall, useCommand } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { useCodeName, useLiveProgram, useNameOf } from '../wallet/names.ts'
import { ActButton, BranchField, useDone, useOwnBranch } from './act.tsx'
import { Ground } from './join-ground.tsx'
import type { Joining } from './join-ground.tsx'
import type { Whom } from './member-standing.tsx'
import { useTierName } from './tier-name.ts'

type Wish = Asked<typeof previewMembership>
type Preview = Told<typeof previewMembership>
type Values = {
  branchCode: string
  way: string
  saleId?: string
  topUpId?: string
  proofCode?: string
  proofNote?: string
  terms?: boolean
}

/** C04, C11: begins or renews a membership, where the program of today asks for something. */
export function MembershipAct({ whom }: Readonly<{ whom: Whom }>) {
  const { t } = useTranslation()
  const may = useMay()
  const joining = useLiveProgram()?.joining ?? null
  const offered = joining !== null && may('member.write')
  const before = useCall(memberMemberships, { memberId: whom.memberId }, { enabled: offered })
  if (!offered || !before.data) return null
  const renews = before.data.rows.some((one) => one.undone === null)
  const label = t(renews ? 'standing.join.renew' : 'standing.join.begin')
  return (
    <ActButton label={label} title={label}>
      {(close) => <JoinMember whom={whom} joining={joining} label={label} close={close} />}
    </ActButton>
  )
}

type Words = Readonly<{ whom: Whom; joining: Joining; label: string; close: () => void }>

/** First what it would come to, then, when that is right, the act itself; another answer needs another look. */
function JoinMember({ whom, joining, label, close }: Words) {
  const { t } = useTranslation()
  const branchCode = useOwnBranch()
  const done = useDone(close)
  const [seen, setSeen] = useState<Preview | null>(null)
  const preview = useCommand(previewMembership, (told) => setSeen(told))
  const join = useCommand(joinAsMember, () => done(t('standing.join.done')))
  const forget = useCallback(() => setSeen(null), [])
  const first = joining.ways.length === 1 ? joining.ways[0]?.code : undefined
  return (
    <ActForm<Values>
      means={t('standing.join.means')}
      label={seen ? label : t('standing.join.look')}
      why="none"
      start={{ branchCode, ...(first ? { way: first } : {}) }}
      pending={preview.isPending || join.isPending}
      trouble={join.error ?? preview.error}
      send={({ id, ...values }, told) => {
        const wish = wishOf(whom, joining, values)
        if (seen) return join.mutate({ id, ...wish }, told)
        join.reset()
        preview.mutate(wish, told)
      }}
    >
      <BranchField />
      <WayField joining={joining} />
      <Ground whom={whom} joining={joining} />
      <Terms of={joining.terms} />
      <Changed told={forget} />
      {seen ? <Outcome of={seen} /> : null}
    </ActForm>
  )
}

function wishOf(whom: Whom, joining: Joining, values: Values): Wish {
  const { branchCode, way, saleId, topUpId, proofCode, proofNote, terms } = values
  return {
    memberNumber: whom.number,
    branchCode,
    way,
    saleId: (saleId ?? null) as Wish['saleId'],
    topUpId: (topUpId ?? null) as Wish['topUpId'],
    proof: proofCode ? { code: proofCode, note: proofNote ?? '' } : null,
    acceptedTerms: terms ? (joining.terms?.version ?? null) : null,
  }
}

/** Tells when anything was filled in otherwise: what was seen is true no longer. */
function Changed({ told }: Readonly<{ told: () => void }>) {
  const values: unknown = Form.useWatch([], Form.useFormInstance())
  const key = JSON.stringify(values)
  useEffect(told, [told, key])
  return null
}

function WayField({ joining }: Readonly<{ joining: Joining }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  return (
    <Form.Item
      name="way"
      label={t('standing.join.way')}
      rules={[{ required: true, message: t('shell.required') }]}
    >
      <Select options={joining.ways.map((one) => ({ value: one.code, label: nameOf(one) }))} />
    </Form.Item>
  )
}

/** Rights and obligations, accepted by their version; never ticked before. */
function Terms({ of }: Readonly<{ of: Joining['terms'] }>) {
  const { t, i18n } = useTranslation()
  if (!of) return null
  const words = i18n.language === 'zh-CN' ? of.zh : of.en
  return (
    <>
      {words === '' ? null : <p className="standing-terms">{words}</p>}
      <Form.Item name="terms" valuePropName="checked" initialValue={false}>
        <Checkbox>{t('standing.join.terms', { version: of.version })}</Checkbox>
      </Form.Item>
    </>
  )
}

function Outcome({ of }: Readonly<{ of: Preview }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const tierName = useTierName()
  const codeName = useCodeName()
  const { from, to, tier, kit, points, coupons } = of
  return (
    <ul className="lines" role="status">
      <li>
        {to === null
          ? t('standing.join.forEver', { from: day(from) })
          : t('standing.join.span', { from: day(from), to: day(to) })}
      </li>
      {tier === null ? null : <li>{t('standing.join.tier', { tier: tierName(tier) })}</li>}
      {points === 0 ? null : <li>{t('standing.join.points', { n: number(points), count: points })}</li>}
      {kit.map((one) => (
        <li key={one.productCode}>
          {t('standing.join.kit', { product: one.productCode, n: number(one.count) })}
        </li>
      ))}
      {coupons.map((one) => (
        <li key={one.code}>
          {t('standing.join.kit', { product: codeName('coupon', one.code), n: number(one.count) })}
        </li>
      ))}
    </ul>
  )
}
