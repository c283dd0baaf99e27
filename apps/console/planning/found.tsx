import { useTranslation } from 'react-i18next'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNameOf } from '../wallet/names.ts'
import { Besides } from './besides.tsx'
import { Costs } from './costs.tsx'
import { People } from './people.tsx'
import { Samples } from './samples.tsx'
import { refusedBy, tierPlaces } from './sums.ts'
import type { TierPlace, Told } from './sums.ts'
import { useRefusedText } from './refused-text.ts'

/** What a rehearsal found: first the cost, then every number, then the people, then receipts to see it on. */
export function Found({ told, version }: Readonly<{ told: Told; version: number }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (
    <>
      <Honest told={told} />
      <Costs told={told} />
      <Besides told={told} version={version} />
      <People told={told} />
      <Tiers told={told} />
      <Refused told={told} />
      <Samples told={told} />
      <p className="quiet rehearsal-left-out">
        {t('planning.result.leftOut', { n: number(told.members), count: told.members })}
      </p>
    </>
  )
}

/** How far the replay can be trusted, before any number is read. */
function Honest({ told }: Readonly<{ told: Told }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const share = told.sales === 0 ? 0 : told.alike / told.sales
  return (
    <p className="rehearsal-honest num" data-sure={share > 0.95}>
      <span className="rehearsal-gauge" aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {t('planning.result.alike_words', {
        x: number(told.alike),
        y: number(told.sales),
        share: percent(share),
      })}
    </p>
  )
}

function Tiers({ told }: Readonly<{ told: Told }>) {
  const { t } = useTranslation()
  const places = tierPlaces(told)
  if (places.length === 0) return null
  // A program without any tiers has nothing to stand beside.
  const sides = (['live', 'draft'] as const).filter((side) => told[side].tiers.length > 0)
  const most = Math.max(1, ...places.flatMap((one) => [one.live ?? 0, one.draft ?? 0]))
  return (
    <Section title={t('planning.tiers.title')} note={t('planning.tiers.note')}>
      <ul className="tier-places">
        {places.map((one) => (
          <Tier key={one.code} of={one} most={most} sides={sides} />
        ))}
      </ul>
    </Section>
  )
}

type TierWords = Readonly<{ of: TierPlace; most: number; sides: readonly ('live' | 'draft')[] }>

function Tier({ of, most, sides }: TierWords) {
  const { t } = useTranslation()
  const { number, signed } = useFormats()
  const nameOf = useNameOf()
  const bar = (side: 'live' | 'draft') => {
    const members = of[side]
    return (
      <div key={side} className={`tier-bar tier-${side}`}>
        <span className="tier-side">{t(`planning.${side}`)}</span>
        <span className="tier-well" aria-hidden>
          <span style={{ width: `${((members ?? 0) / most) * 100}%` }} />
        </span>
        <span className="num">{members === null ? t('planning.tiers.none') : number(members)}</span>
      </div>
    )
  }
  return (
    <li>
      <strong>
        {nameOf(of)}
        {of.live === null || of.draft === null || of.draft === of.live ? null : (
          <small className="num"> {signed(of.draft - of.live)}</small>
        )}
      </strong>
      <div>{sides.map(bar)}</div>
    </li>
  )
}

function Refused({ told }: Readonly<{ told: Told }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const text = useRefusedText()
  const rows = refusedBy(told)
  if (rows.length === 0) return null
  return (
    <Section title={t('planning.refused.title')} note={t('planning.refused.note')}>
      <ul className="refused-baskets">
        {rows.map((one) => (
          <li key={one.code}>
            <span>{text(one.code)}</span>
            <span className="num">
              {t('planning.refused.count', { live: number(one.live), draft: number(one.draft) })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
