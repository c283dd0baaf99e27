import { useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { memberInsight } from '#domain/insight/contract'
import { showMember } from '#domain/member/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Beside, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Heartbeat } from '#ui/parts/heartbeat.tsx'
import { MemberOutlook } from '../insight/member-outlook.tsx'
import { MemberTrend } from '../insight/member-trend.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { Completeness } from '../standing/completeness.tsx'
import { Household } from '../standing/household.tsx'
import { OrganisationPart } from '../standing/organisation.tsx'
import { MemberStanding } from '../standing/member-standing.tsx'
import { MemberCards } from './cards.tsx'
import { Consents } from './consents.tsx'
import { MemberFreezes } from './freezes.tsx'
import { GuardNotices } from './guard-notices.tsx'
import { MemberHistory } from './history.tsx'
import { Holdings } from './holdings.tsx'
import { MemberSales } from './member-sales.tsx'
import { ProfileFacts } from './profile-facts.tsx'
import './members.css'

type Member = Told<typeof showMember>
type Standing = Told<typeof memberInsight>

/** One member: who, what they hold, what they bought; every number opens what is behind it. */
export function MemberPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(showMember, { id })
  return (
    <Answered ask={ask}>
      {(member) => (
        <MemberSheet
          key={member.id}
          member={member}
          back={{ to: paths.members(), label: t('members.page.back') }}
        />
      )}
    </Answered>
  )
}

function MemberSheet({ member, back }: Readonly<{ member: Member; back: { to: string; label: string } }>) {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  const { day } = useFormats()
  const insight = useCall(memberInsight, { memberId: member.id }, { enabled: may('insight.read') })
  const title = member.name || t('members.page.nameless', { number: member.number })
  const change = <Button onClick={() => go(paths.changeMember(member.id))}>{t('members.form.change')}</Button>
  return (
    <Page
      title={title}
      answer={<Answer member={member} told={insight.data} />}
      back={back}
      actions={may('member.write') ? change : null}
    >
      {member.withdrawnAt ? (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={t('members.page.gone', { day: day(member.withdrawnAt.slice(0, 10)) })}
        />
      ) : null}
      <GuardNotices memberId={member.id} />
      {may('wallet.read') ? <Holdings memberId={member.id} told={insight.data} /> : null}
      <MemberStanding whom={{ memberId: member.id, number: member.number }} />
      {insight.data && insight.data.days.length > 0 ? (
        <Section title={t('members.page.pulse')}>
          <Heartbeat beats={insight.data.days} asOf={insight.data.asOf} />
          <MemberTrend told={insight.data} />
        </Section>
      ) : null}
      <MemberOutlook memberId={member.id} />
      <Beside>
        <div>
          {may('sale.read') ? <MemberSales memberId={member.id} /> : null}
          <MemberHistory memberId={member.id} active={member.withdrawnAt === null} />
        </div>
        <Aside member={member} />
      </Beside>
    </Page>
  )
}

/** What a member carries and what we know of them. */
function Aside({ member }: Readonly<{ member: Member }>) {
  const may = useMay()
  return (
    <div>
      <MemberCards memberId={member.id} active={member.withdrawnAt === null} />
      {may('wallet.read') ? <MemberFreezes memberId={member.id} /> : null}
      {member.kind === 'organisation' ? (
        <OrganisationPart memberId={member.id} />
      ) : (
        <>
          <Completeness memberId={member.id} />
          <Household memberId={member.id} />
        </>
      )}
      <ProfileFacts member={member} />
      <Consents member={member} />
    </div>
  )
}

function Answer({ member, told }: Readonly<{ member: Member; told: Standing | undefined }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const standing = told?.standing
  if (!standing) {
    // Who may not see insight, or looks before it answered, is told no more than what is known.
    const words = told?.days.length === 0 ? 'quiet' : 'joined'
    return <>{t(`members.page.${words}`, { day: day(member.joinedOn) })}</>
  }
  return (
    <>
      {t('members.page.answer', {
        quadrant: t(`parts.quadrantOne.${standing.quadrant}`),
        means: t(`parts.quadrantMeans.${standing.quadrant}`),
        purchases: number(standing.purchases),
        money: money(standing.spendMinor),
        day: day(standing.lastDay),
      })}
    </>
  )
}
