import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { MoneyText, MomentText } from '#ui/kit/texts.tsx'
import type { Shift } from './shifts.tsx'
import { Difference } from './shifts.tsx'
import { useTender } from './told.ts'

const byTender = z.array(z.object({ tender: z.string(), receipts: z.number(), minor: z.number() })).catch([])
/** The sums as the till wrote them at the close; what an older till left out is left out here. */
const figuresSchema = z.object({ sales: byTender, topUps: byTender, returns: byTender })
const SUMS = ['sales', 'topUps', 'returns'] as const

/** One shift as its paper says it: how the sum in the drawer came about, and what else was taken. */
export function ShiftPaper({ of }: Readonly<{ of: Shift }>) {
  const { t } = useTranslation()
  const read = figuresSchema.safeParse(of.figures ?? {})
  const money = (minor: number | null) => (minor === null ? '–' : <MoneyText of={minor} />)
  const rows: readonly (readonly [label: string, value: ReactNode])[] = [
    [t('devices.column.name'), of.deviceName],
    [t('devices.shift.cashier'), of.cashierName],
    [t('devices.shift.opened'), <MomentText key="opened" of={of.openedAt} />],
    [
      t('devices.shift.closed'),
      of.closedAt === null ? t('devices.shift.open') : <MomentText key="closed" of={of.closedAt} />,
    ],
    [t('devices.shift.receipts'), of.receipts ?? '–'],
    [t('devices.shift.float'), money(of.floatMinor)],
    [t('devices.shift.cashIn'), money(of.cashInMinor)],
    [t('devices.shift.cashOut'), money(of.cashOutMinor)],
    [t('devices.shift.expected'), money(of.expectedMinor)],
    [t('devices.shift.counted'), money(of.countedMinor)],
    [t('devices.shift.difference'), <Difference key="difference" of={of.differenceMinor} />],
  ]
  return (
    <>
      <dl className="device-paper">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {read.success
        ? SUMS.map((name) => <Sums key={name} title={t(`devices.shift.${name}`)} of={read.data[name]} />)
        : null}
      <p className="quiet">{t('devices.shiftWords')}</p>
    </>
  )
}

function Sums({ title, of }: Readonly<{ title: string; of: z.output<typeof byTender> }>) {
  const { t } = useTranslation()
  const named = useTender()
  if (of.length === 0) return null
  return (
    <>
      <h3 className="device-paper-head">{title}</h3>
      <dl className="device-paper">
        {of.map((one) => (
          <div key={one.tender}>
            <dt>{t('devices.shift.byTender', { tender: named(one.tender), count: one.receipts })}</dt>
            <dd>
              <MoneyText of={one.minor} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
