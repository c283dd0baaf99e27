import { useTranslation } from 'react-i18next'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import type { Told } from './sums.ts'

const KINDS = ['winners', 'same', 'losers'] as const

/** Who is better off and who is worse off: how many, and who by the most. */
export function People({ told }: Readonly<{ told: Told }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  if (told.members === 0) return null
  return (
    <Section title={t('planning.people.title')} note={t('planning.people.note')}>
      <div className="people-split">
        {KINDS.map((kind) => (
          <div
            key={kind}
            className={told[kind] === 0 ? 'people-none' : `people-${kind}`}
            style={{ flexGrow: Math.max(told[kind], told.members * 0.03) }}
          >
            <span className="people-well" aria-hidden />
            <strong className="num">{number(told[kind])}</strong>
            <span>{t(`planning.people.${kind}`)}</span>
          </div>
        ))}
      </div>
      <div className="people-lists">
        <Most title={t('planning.people.most')} rows={told.most} none={t('planning.people.noneMost')} />
        <Most title={t('planning.people.least')} rows={told.least} none={t('planning.people.noneLeast')} />
      </div>
    </Section>
  )
}

type MostWords = Readonly<{ title: string; rows: Told['most']; none: string }>

function Most({ title, rows, none }: MostWords) {
  const { t } = useTranslation()
  const { money, signed } = useFormats()
  const top = Math.max(1, ...rows.map((one) => Math.abs(one.gainMinor)))
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 ? <p className="quiet">{none}</p> : null}
      <ol className="people-most">
        {rows.map((one) => (
          <li key={one.memberId}>
            <Go to={paths.member(one.memberId)}>{one.name || one.number}</Go>
            <span className="people-bar" aria-hidden>
              <span
                className={one.gainMinor < 0 ? 'below' : ''}
                style={{ width: `${(Math.abs(one.gainMinor) / top) * 100}%` }}
              />
            </span>
            <strong className={one.gainMinor < 0 ? 'num num-below' : 'num'}>
              {one.gainMinor > 0 ? '+' : ''}
              {money(one.gainMinor)}
            </strong>
            <small className="num quiet">
              {t('planning.people.of', { money: money(one.chargedMinor) })}
              {one.points === 0
                ? ''
                : ` · ${t('planning.people.points', { n: signed(one.points), count: Math.abs(one.points) })}`}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
