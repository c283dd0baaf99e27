import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { previewTopUp } from '#domain/wallet/contract/top-up'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useUnits } from './names.ts'

type Brought = Omit<Told<typeof previewTopUp>, 'roomMinor' | 'tierMove'> &
  Readonly<{ roomMinor?: number | null }>

/** Everything a top-up brings with the last day of each, and what the member holds then. */
export function ComesIn({ of }: Readonly<{ of: Brought }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const { roomMinor = null } = of
  const after = {
    principal: money(of.principalAfterMinor),
    bonus: money(of.bonusAfterMinor),
    points: number(of.pointsAfter),
  }
  return (
    <>
      <ul className="lines" aria-live="polite">
        {useRows(of).map((row) => (
          <li key={row.key}>
            <span className="lines-what">
              <span>{row.label}</span>
              {row.note ? <small className="quiet num">{row.note}</small> : null}
            </span>
            <span className="lines-numbers num">
              <strong>{row.value}</strong>
            </span>
          </li>
        ))}
      </ul>
      <p className="quiet num">
        {t('wallet.topUp.after', after)}{' '}
        {roomMinor === null ? '' : t('wallet.topUp.roomThen', { money: money(roomMinor) })}
      </p>
    </>
  )
}

type Row = Readonly<{ key: string; label: string; value: string; note: string }>

function useRows(of: Brought): readonly Row[] {
  const { t } = useTranslation()
  const { money, number, day } = useFormats()
  const units = useUnits()
  const until = (on: string | null) => (on === null ? '' : t('wallet.topUp.until', { day: day(on) }))
  const { paidMinor, bonusMinor, points } = of
  const row = (key: string, value: string, note = ''): Row => ({ key, label: units.name(key), value, note })
  return [
    row('principal', `+ ${money(paidMinor)}`),
    ...(bonusMinor > 0 ? [row('bonus', `+ ${money(bonusMinor)}`, until(of.bonusExpiresOn))] : []),
    ...(points > 0 ? [row('points', `+ ${number(points)}`, until(of.pointsExpireOn))] : []),
    ...of.gifts.map((gift) =>
      row(`${gift.kind}:${gift.code}`, `× ${number(gift.count)}`, until(gift.expiresOn)),
    ),
  ]
}
