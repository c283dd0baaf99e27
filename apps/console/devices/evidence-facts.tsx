import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { BURN_WAYS } from '#domain/device/model/bodies'
import { EVENT_KINDS } from '#domain/device/model/event'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { isOneOf, useTender } from './told.ts'

/** What evidence may say that people understand, in the order in which they ask for it, and how it is written. */
const FACTS = {
  deviceName: 'text',
  short: 'text',
  lossMinor: 'money',
  kind: 'kind',
  receiptNo: 'text',
  cashier: 'cashier',
  allowedBy: 'cashier',
  name: 'text',
  mobile: 'text',
  memberNumber: 'text',
  tillNumber: 'text',
  number: 'text',
  olderId: 'member',
  lines: 'lines',
  totalMinor: 'money',
  minor: 'money',
  tenders: 'tenders',
  packageCode: 'text',
  giftCode: 'text',
  gift: 'text',
  count: 'number',
  paidMinor: 'money',
  creditedMinor: 'money',
  tender: 'tender',
  burned: 'burned',
  way: 'way',
  points: 'number',
  floatMinor: 'money',
  cashInMinor: 'money',
  cashOutMinor: 'money',
  expectedMinor: 'money',
  countedMinor: 'money',
  reason: 'text',
  otherId: 'sale',
  otherAt: 'moment',
  otherDevice: 'device',
  returnsSaleId: 'sale',
  wall: 'moment',
  happenedAt: 'moment',
  anchor: 'moment',
  receivedAt: 'moment',
  trouble: 'text',
  epoch: 'number',
  seq: 'number',
} as const
type Name = keyof typeof FACTS
type How = (typeof FACTS)[Name]
const NAMES = Object.keys(FACTS) as readonly Name[]

const inner = z.record(z.string(), z.unknown())
const line = z.object({
  productCode: z.string(),
  name: z.string().default(''),
  quantity: z.number(),
  unitPriceMinor: z.number().optional(),
})
const tender = z.object({ kind: z.string(), amountMinor: z.number() })
const units = z.object({ minor: z.number(), points: z.number() })

/** A body with what lies within it laid beside it: a sale's wish, a new member's form. */
function flat(of: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const within = ['wish', 'enrolment'].flatMap((name) => {
    const read = inner.safeParse(of[name])
    return read.success ? [read.data] : []
  })
  // A wish's own kind is a word of its room; what the log calls it stands outside.
  return Object.assign({}, ...within, { kind: undefined }, of) as Record<string, unknown>
}

/** The facts of some evidence with their names in words; what says nothing is left out. */
export function Facts({ of }: Readonly<{ of: Readonly<Record<string, unknown>> }>) {
  const { t } = useTranslation()
  const write = useWriting()
  const all = flat(of)
  const rows = NAMES.flatMap((name) => {
    const told = write(FACTS[name], all[name])
    return told === null ? [] : [[name, told] as const]
  })
  return (
    <dl className="device-paper">
      {rows.map(([name, told]) => (
        <div key={name}>
          <dt>{t(`devices.fact.${name}`)}</dt>
          <dd className="num">{told}</dd>
        </div>
      ))}
    </dl>
  )
}

/** How each kind of fact is written; null where there is nothing to say, or not what was expected. */
function useWriting(): (how: How, value: unknown) => ReactNode {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const named = useTender()
  const lists = useLists()
  const texts: Partial<Record<How, (value: string) => ReactNode>> = {
    text: (value) => value,
    cashier: (value) => value,
    moment: (value) => <MomentText of={value} />,
    member: (value) => <Go to={paths.member(value)}>{t('devices.look')}</Go>,
    sale: (value) => <Go to={paths.sale(value)}>{t('devices.look')}</Go>,
    device: (value) => <Go to={paths.device(value)}>{t('devices.look')}</Go>,
    tender: named,
    way: (value) => (isOneOf(BURN_WAYS, value) ? t(`devices.way.${value}`) : null),
    kind: (value) => (isOneOf(EVENT_KINDS, value) ? t(`devices.event.${value}`) : t('devices.event.sale')),
  }
  return (how, value) => {
    if (typeof value === 'string') return value === '' ? null : (texts[how]?.(value) ?? null)
    if (typeof value === 'number' && how === 'money') return money(value)
    if (typeof value === 'number' && how === 'number') return value === 0 ? null : number(value)
    return lists(how, value)
  }
}

/** Facts of several parts. */
function useLists(): (how: How, value: unknown) => ReactNode {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const named = useTender()
  return (how, value) => {
    if (how === 'cashier') return z.object({ name: z.string() }).safeParse(value).data?.name ?? null
    if (how === 'lines')
      return listed(
        (z.array(line).safeParse(value).data ?? []).map((one) => {
          const price = one.unitPriceMinor === undefined ? '' : ` ${money(one.unitPriceMinor)}`
          return `${one.name || one.productCode} × ${number(one.quantity)}${price}`
        }),
      )
    if (how === 'tenders')
      return listed(
        (z.array(tender).safeParse(value).data ?? []).map(
          (one) => `${named(one.kind)} ${money(one.amountMinor)}`,
        ),
      )
    const burned = how === 'burned' ? units.safeParse(value).data : undefined
    if (burned === undefined || (burned.minor === 0 && burned.points === 0)) return null
    return listed([
      ...(burned.minor > 0 ? [money(burned.minor)] : []),
      ...(burned.points > 0 ? [t('devices.points', { n: number(burned.points) })] : []),
    ])
  }
}

const listed = (all: readonly string[]): ReactNode =>
  all.length === 0 ? null : all.map((one, at) => <div key={at}>{one}</div>)
