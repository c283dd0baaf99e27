import { Button } from 'antd'
import { NotificationOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listCampaigns } from '#domain/campaign/contract'
import { segmentMembers, showSegment } from '#domain/insight/contract'
import { wholeRule } from '#domain/insight/model/rule'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { useStandingColumns } from '../insight/standing-columns.tsx'
import { ALL_MONTHS } from '../insight/lens.ts'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { searchOf } from './rule-search.ts'
import { ByChannel } from './found.tsx'
import { useSegmentText } from './segment-text.ts'
import { Versions } from './versions.tsx'
import './segments.css'

type Segment = Told<typeof showSegment>
type Row = Told<typeof segmentMembers>['rows'][number]

/** One frozen list: who, how much they bring, who can be reached, and what was done for them. */
export function SegmentPage() {
  const { id = '' } = useParams({ strict: false })
  return <Answered ask={useCall(showSegment, { id })}>{(segment) => <Sheet segment={segment} />}</Answered>
}

function Sheet({ segment }: Readonly<{ segment: Segment }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const may = useMay()
  const segmentText = useSegmentText()
  const { windowMonths: months } = segment
  const window =
    months === ALL_MONTHS
      ? t('insight.lens.all')
      : t('insight.lens.months', { count: months, n: number(months) })
  return (
    <Page
      title={segment.name}
      answer={t('segments.page.answer', { rule: segmentText(segment), day: day(segment.asOf), window })}
      actions={<Acts segment={segment} />}
      back={{ to: paths.segments, label: t('segments.back') }}
    >
      <Reach segment={segment} />
      <ByChannel reachable={segment.reachable} />
      <Versions segment={segment} />
      {may('campaign.read') ? <Campaigns segmentId={segment.id} /> : null}
      <Section
        title={t('segments.page.list')}
        actions={<Go to={todayOf(segment)}>{t('segments.page.today')}</Go>}
      >
        <Members id={segment.id} />
      </Section>
    </Page>
  )
}

/** What can be done with a list: reach it, or change how it was found. */
function Acts({ segment }: Readonly<{ segment: Segment }>) {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  return (
    <>
      {may('segment.write') ? (
        <Button onClick={() => go(paths.builder({ from: segment.id }))}>
          {t('audience.versions.change')}
        </Button>
      ) : null}
      {may('campaign.write') ? (
        <Button
          type="primary"
          icon={<NotificationOutlined aria-hidden />}
          onClick={() => go(paths.newCampaign(segment.id))}
        >
          {t('segments.page.start')}
        </Button>
      ) : null}
    </>
  )
}

/** Who fits today: conditions are asked where they are written, lists and ends where they are chosen. */
const todayOf = ({ rule, conditions, windowMonths }: Segment): string =>
  conditions === null
    ? paths.audience(searchOf(rule))
    : paths.builder({ rule: wholeRule({ rule, conditions, windowMonths }), windowMonths })

function Reach({ segment }: Readonly<{ segment: Segment }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const { members, reachable } = segment
  const agreed = (n: number) =>
    t('segments.page.agreed', { share: percent(members === 0 ? 0 : n / members, 0) })
  return (
    <Figures>
      <Figure label={t('segments.page.members')} value={<NumberText of={members} />} />
      <Figure label={t('segments.page.money')} value={<MoneyText of={segment.spendMinor} />} />
      <Figure
        label={t('audience.count.reachable')}
        value={<NumberText of={reachable.any} />}
        note={agreed(reachable.any)}
      />
    </Figures>
  )
}

function Members({ id }: Readonly<{ id: string }>) {
  const columns = useStandingColumns(false)
  const also = useMemo(() => ({ id }), [id])
  return (
    <AskList
      name="segment-members"
      ask={segmentMembers}
      also={also}
      columns={columns}
      rowKey={(row: Row) => row.memberId}
      rowTo={(row) => paths.member(row.memberId)}
      empty={null}
    />
  )
}

type Campaign = Told<typeof listCampaigns>['rows'][number]

function CampaignRow({ campaign }: Readonly<{ campaign: Campaign }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const { startsOn, treated, control } = campaign
  const arms = t('overview.campaigns.arms', { treated: number(treated), control: number(control) })
  return (
    <Go to={paths.campaign(campaign.id)}>
      <span>{campaign.name}</span>
      <small>{startsOn === null ? t('overview.campaigns.draft') : `${day(startsOn)} · ${arms}`}</small>
    </Go>
  )
}

function Campaigns({ segmentId }: Readonly<{ segmentId: string }>) {
  const { t } = useTranslation()
  const ask = useCall(listCampaigns, { segmentId })
  return (
    <Section title={t('segments.page.campaigns')}>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('segments.page.none')}</p>
          ) : (
            <ul className="receipts">
              {rows.map((campaign) => (
                <li key={campaign.id}>
                  <CampaignRow campaign={campaign} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}
