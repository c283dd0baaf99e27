import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { leaveHousehold, showHousehold } from '#domain/member/contract/household'
import { useCall, useCommand } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from './act.tsx'
import { JoinForm } from './join-household.tsx'

type Household = Told<typeof showHousehold>
type Person = Household['persons'][number]

/** Whose account it is and who shares it: what is bought with any of these cards counts on one account. */
export function Household({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(showHousehold, { memberId })
  if (!ask.data) return null
  const { owner, persons } = ask.data
  const alone = persons.length === 0
  return (
    <Section title={t('standing.household.title')}>
      {alone ? <p className="quiet">{t('standing.household.alone')}</p> : null}
      {owner.id === memberId ? null : (
        <p>
          {t('standing.household.of')} <Go to={paths.member(owner.id)}>{owner.name || owner.number}</Go>
        </p>
      )}
      <ul className="lines">
        {persons.map((one) => (
          <PersonRow key={one.id} of={one} self={one.id === memberId} />
        ))}
      </ul>
      {may('insight.read') ? (
        <p>
          <Go to={paths.financeOf(memberId)}>{t('finance.open')}</Go>
        </p>
      ) : null}
      {alone && may('member.write') ? (
        <div className="member-acts">
          <ActButton label={t('standing.household.join')} title={t('standing.household.join')}>
            {(close) => <JoinForm memberId={memberId} close={close} />}
          </ActButton>
        </div>
      ) : null}
    </Section>
  )
}

function PersonRow({ of, self }: Readonly<{ of: Person; self: boolean }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const may = useMay()
  const name = of.name || of.number
  const most =
    of.monthMostMinor === null
      ? t('standing.household.noLimit')
      : t('standing.household.limit', { money: money(of.monthMostMinor) })
  return (
    <li>
      <span className="lines-what">
        {self ? <strong>{name}</strong> : <Go to={paths.member(of.id)}>{name}</Go>}
        <small className="quiet num">{[of.relation, most].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="standing-act">
        {may('member.write') ? (
          <ActButton label={t('standing.household.leave')} title={t('standing.household.leave')}>
            {(close) => <LeaveForm memberId={of.id} close={close} />}
          </ActButton>
        ) : null}
      </span>
    </li>
  )
}

function LeaveForm({ memberId, close }: Readonly<{ memberId: string; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const leave = useCommand(leaveHousehold, () => done(t('standing.household.left')))
  return (
    <ActForm
      means={t('standing.household.leaveMeans')}
      label={t('standing.household.leave')}
      why="welcome"
      pending={leave.isPending}
      trouble={leave.error}
      send={({ id, reason }, told) => leave.mutate({ id, memberId, reason }, told)}
    />
  )
}
