import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney, money } from '#base/money'
import type { Told } from '#base/endpoint'
import { listCarriers, type Carrier } from '#domain/campaign/contract/carrier'
import { channelStates } from '#domain/campaign/contract/channel'
import type { CHANNELS } from '#domain/campaign/contract'
import { useCall } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { ActButton } from '../standing/act.tsx'
import { CarrierForm } from './carrier-form.tsx'
import { HandOffs } from './hand-offs.tsx'
import { TestCarrier, TestMail } from './test-form.tsx'

type Channel = (typeof CHANNELS)[number]
type State = Told<typeof channelStates>['rows'][number]

/** Every way messages leave by: how it is set up, and how its last hand-offs went. */
export function WaysPart() {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(listCarriers, {})
  const { data: states } = useCall(channelStates, {}, { keep: true })
  const of = (channel: Channel | null, carrierId: string | null) =>
    (states?.rows ?? []).filter(
      (one) => one.carrierId === carrierId && (channel === null || one.channel === channel),
    )
  const add = may('org.manage') ? (
    <ActButton label={t('channels.ways.add')} title={t('channels.form.add')}>
      {(close) => <CarrierForm carrier={null} close={close} />}
    </ActButton>
  ) : null
  return (
    <Answered ask={ask}>
      {({ mailServer, rows }) => (
        <>
          <Section title={t('channels.ways.accounts')} note={t('channels.span')} actions={add}>
            {rows.length === 0 ? (
              <EmptyState title={t('channels.ways.none')}>{t('channels.ways.noneWords')}</EmptyState>
            ) : null}
            <ul className="lines">
              {rows.map((carrier) => (
                <CarrierRow key={carrier.id} carrier={carrier} states={of(null, carrier.id)} />
              ))}
              <MailRow ready={mailServer} states={of('email', null)} />
            </ul>
          </Section>
          <Section title={t('channels.ways.house')} note={t('channels.span')}>
            <ul className="lines">
              {(['sms_file', 'post', 'call', 'record'] as const).map((channel) => (
                <HouseRow key={channel} channel={channel} states={of(channel, null)} />
              ))}
            </ul>
          </Section>
        </>
      )}
    </Answered>
  )
}

type CarrierWords = Readonly<{ carrier: Carrier; states: readonly State[] }>

function CarrierRow({ carrier, states }: CarrierWords) {
  const { t } = useTranslation()
  const may = useMay()
  const { number } = useFormats()
  const { manner } = useSurroundings()
  const { message } = App.useApp()
  const { name, settings, medium, active, secretEnd, ratePerSecond, templates } = carrier
  const price = formatMoney(money(carrier.perThousandMinor), carrier.currency, manner.language)
  const copy = () =>
    void navigator.clipboard
      .writeText(new URL(carrier.hookPath, location.origin).href)
      .then(() => message.success(t('channels.ways.hookCopied')))
  const facts = [
    t(`channels.provider.${settings.provider}`),
    t(`parts.channel.${medium}`),
    t('channels.ways.price', { price }),
    t('channels.ways.rate', { n: number(ratePerSecond) }),
    templates.length === 0
      ? ''
      : t('channels.ways.templates', { count: templates.length, n: number(templates.length) }),
    t('channels.ways.secret', { end: secretEnd }),
  ]
  const acts = may('org.manage') ? (
    <>
      <ActButton label={t('channels.ways.test')} title={t('channels.test.title', { name })}>
        {() => <TestCarrier carrier={carrier} />}
      </ActButton>
      <ActButton label={t('channels.ways.change')} title={t('channels.form.change', { name })}>
        {(close) => <CarrierForm carrier={carrier} close={close} />}
      </ActButton>
      <Button type="link" size="small" onClick={copy}>
        {t('channels.ways.hook')}
      </Button>
    </>
  ) : null
  return (
    <Row
      title={name}
      tag={active ? null : <Tag>{t('channels.ways.off')}</Tag>}
      facts={facts.filter(Boolean).join(' · ')}
      states={states}
      acts={acts}
      way={{ channel: states[0]?.channel ?? channelOf(medium), carrierId: carrier.id }}
    />
  )
}

/** A carrier of a medium sends the channel of that name. */
const channelOf = (medium: Carrier['medium']): Channel => medium

function MailRow({ ready, states }: Readonly<{ ready: boolean; states: readonly State[] }>) {
  const { t } = useTranslation()
  const may = useMay()
  const test =
    ready && may('org.manage') ? (
      <ActButton
        label={t('channels.ways.test')}
        title={t('channels.test.title', { name: t('channels.ways.mail') })}
      >
        {() => <TestMail />}
      </ActButton>
    ) : null
  return (
    <Row
      title={t('channels.ways.mail')}
      tag={
        <Tag color={ready ? 'success' : 'warning'}>
          {t(ready ? 'channels.ways.mailReady' : 'channels.ways.mailMissing')}
        </Tag>
      }
      facts={t('channels.ways.mailHow')}
      states={states}
      acts={test}
      way={{ channel: 'email', carrierId: null }}
    />
  )
}

type HouseWords = Readonly<{
  channel: 'sms_file' | 'post' | 'call' | 'record'
  states: readonly State[]
}>

function HouseRow({ channel, states }: HouseWords) {
  const { t } = useTranslation()
  return (
    <Row
      title={t(`campaigns.channel.${channel}`)}
      tag={null}
      facts={t(`channels.ways.means.${channel}`)}
      states={states}
      acts={null}
      way={channel === 'record' ? null : { channel, carrierId: null }}
    />
  )
}

type RowWords = Readonly<{
  title: string
  tag: ReactNode
  facts: string
  states: readonly State[]
  acts: ReactNode
  way: Readonly<{ channel: Channel; carrierId: string | null }> | null
}>

function Row({ title, tag, facts, states, acts, way }: RowWords) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <li className="channel-row">
      <span className="lines-what">
        <strong>
          {title} {tag}
        </strong>
        <small className="quiet">{facts}</small>
        {way === null ? null : <Figures states={states} />}
      </span>
      <span className="reward-acts">
        {acts}
        {way === null ? null : (
          <Button type="link" size="small" onClick={() => setOpen(true)}>
            {t('channels.ways.last')}
          </Button>
        )}
      </span>
      {way === null ? null : (
        <Behind open={open} title={`${title} · ${t('channels.ways.last')}`} onClose={() => setOpen(false)}>
          {open ? <HandOffs {...way} /> : null}
        </Behind>
      )}
    </li>
  )
}

function Figures({ states }: Readonly<{ states: readonly State[] }>) {
  const { t } = useTranslation()
  const { number, moment } = useFormats()
  const sum = (read: (one: State) => number) => states.reduce((all, one) => all + read(one), 0)
  const [handed, failed, waiting] = [
    sum((one) => one.handed),
    sum((one) => one.failed),
    sum((one) => one.waiting),
  ]
  const heard = { arrived: sum((one) => one.arrived), lost: sum((one) => one.lost) }
  const last = states
    .flatMap((one) => one.lastAt ?? [])
    .toSorted()
    .at(-1)
  const trouble = states.find((one) => one.lastTrouble !== null)?.lastTrouble
  if (handed + failed + waiting === 0)
    return <small className="channel-figures quiet">{t('channels.ways.quiet')}</small>
  const said = [
    t('channels.ways.figures', { handed: number(handed), failed: number(failed), waiting: number(waiting) }),
    heard.arrived + heard.lost === 0
      ? ''
      : t('channels.ways.receipts', { arrived: number(heard.arrived), lost: number(heard.lost) }),
    last === undefined ? '' : moment(last),
  ]
  return (
    <>
      <small className="channel-figures num">{said.filter(Boolean).join(' · ')}</small>
      {trouble ? <small className="channel-trouble">{t('channels.ways.trouble', { trouble })}</small> : null}
    </>
  )
}
