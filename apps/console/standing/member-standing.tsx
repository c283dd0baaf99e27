import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showStanding } from '#domain/standing/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { useNameOf } from '../wallet/names.ts'
import { Benefits } from './benefits.tsx'
import { MemberClaims } from './claims.tsx'
import { MemberGifts } from './gifts.tsx'
import { TierInvitation } from './invite.tsx'
import { MembershipAct } from './join-member.tsx'
import { Moves } from './moves.tsx'
import { Notices } from './notices.tsx'
import './standing.css'

export type Standing = Told<typeof showStanding>
export type Whom = Readonly<{ memberId: string; number: string }>

/** Where a member stands, what the next tier takes, and what can be had today. */
export function MemberStanding({ whom }: Readonly<{ whom: Whom }>) {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(showStanding, { memberId: whom.memberId })
  return (
    <Section title={t('standing.title')}>
      <Answered ask={ask}>
        {(standing) => (
          <>
            <div className="standing-card">
              <TierNow of={standing} />
              <NextTier of={standing} />
              <Membership of={standing} />
            </div>
            <div className="standing-acts">
              <MembershipAct whom={whom} />
              <TierInvitation whom={whom} of={standing} />
            </div>
            {standing.benefits.length > 0 ? <Benefits whom={whom} of={standing} /> : null}
            {may('reward.read') ? (
              <>
                <MemberGifts whom={whom} />
                <MemberClaims whom={whom} />
              </>
            ) : null}
            <Moves of={standing} />
            <Notices whom={whom} />
          </>
        )}
      </Answered>
    </Section>
  )
}

function TierNow({ of }: Readonly<{ of: Standing }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const nameOf = useNameOf()
  return (
    <div>
      <span className="quiet">{t('standing.tier')}</span>
      <strong className="standing-tier">{of.tier ? nameOf(of.tier) : t('standing.noTiers')}</strong>
      {of.since === null ? null : (
        <small className="num quiet">{t('standing.since', { day: day(of.since) })}</small>
      )}
    </div>
  )
}

/** The way up, by each thing that counts: what there is, what is missing. */
function NextTier({ of }: Readonly<{ of: Standing }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const measure = useMeasure()
  const { next } = of
  if (!next) return of.tier ? <div className="quiet">{t('standing.highest')}</div> : null
  return (
    <div>
      <span className="quiet">{t('standing.next', { tier: nameOf(next) })}</span>
      <ul className="standing-ways">
        {next.ways.map((way) => (
          <li key={way.by}>
            <span className="standing-bar" aria-hidden>
              <span style={{ width: `${Math.min(1, way.have / way.least) * 100}%` }} />
            </span>
            <span className="num">
              {t(`standing.missing.${way.by}`, {
                n: measure(way.by, way.missing),
                least: measure(way.by, way.least),
                count: way.missing,
              })}
            </span>
          </li>
        ))}
        {next.fee === null ? null : <li>{t('standing.byFee', { product: next.fee })}</li>}
        {next.invitation ? <li>{t('standing.byInvitation')}</li> : null}
      </ul>
    </div>
  )
}

function useMeasure(): (by: string, amount: number) => string {
  const { money, number } = useFormats()
  return (by, amount) => (['spend', 'top_up', 'one_top_up'].includes(by) ? money(amount) : number(amount))
}

function Membership({ of }: Readonly<{ of: Standing }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { membership, review } = of
  const { state, validTo } = membership
  return (
    <div>
      <span className="quiet">{t('standing.membership')}</span>
      <span className={state === 'active' ? '' : 'num-below'}>{t(`standing.state.${state}`)}</span>
      {state === 'none' ? null : (
        <small className="num quiet">
          {validTo === null ? t('standing.noEnd') : t('standing.validTo', { day: day(validTo) })}
        </small>
      )}
      {review ? (
        <small className={review.kept ? 'num quiet' : 'num num-below'}>
          {t(review.kept ? 'standing.reviewKept' : 'standing.reviewMissed', {
            day: day(review.graceTo ?? review.on),
          })}
        </small>
      ) : null}
    </div>
  )
}
