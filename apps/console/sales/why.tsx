import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { explainPastSale } from '#domain/sale/contract/explanation'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useTierName } from '../standing/tier-name.ts'
import { useNameOf } from '../wallet/names.ts'
import type { Sale } from './sale-lines.tsx'

type Explained = Told<typeof explainPastSale>
type Rule = Explained['rules'][number]

/** Why a receipt came to what it did: the rules that counted, and those that did not, each in a sentence. */
export function Why({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const ask = useCall(explainPastSale, { id: sale.id })
  return (
    <Section title={t('why.title')} note={t('why.note', { version: sale.programVersion })}>
      <Answered ask={ask}>{(told) => <Rules told={told} sale={sale} />}</Answered>
    </Section>
  )
}

function Rules({ told, sale }: Readonly<{ told: Explained; sale: Sale }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const counted = told.rules.filter((one) => one.applied)
  const not = told.rules.filter((one) => !one.applied)
  const alike = told.totalMinor === sale.totalMinor && (told.points ?? 0) === sale.points
  return (
    <>
      <Buyer told={told} />
      <RuleList title={t('why.counted')} rules={counted} sale={sale} none={t('why.noneCounted')} mark="✓" />
      {not.length > 0 ? <Missed rules={not} sale={sale} /> : null}
      {alike || told.totalMinor === null ? null : (
        <p className="quiet num">
          {t('why.differs', {
            money: money(told.totalMinor),
            points: number(told.points ?? 0),
            count: told.points ?? 0,
          })}
        </p>
      )}
    </>
  )
}

/** As whom the customer bought: it decides most of the rest. */
function Buyer({ told }: Readonly<{ told: Explained }>) {
  const { t } = useTranslation()
  const tierName = useTierName()
  if (!told.member) return <p className="quiet">{t('why.stranger')}</p>
  if (told.tier === null) return <p className="quiet">{t('why.member')}</p>
  return <p className="quiet">{t('why.tier', { tier: tierName(told.tier) })}</p>
}

/** What did not count is there for who asks, and in nobody's way. */
function Missed({ rules, sale }: Readonly<{ rules: readonly Rule[]; sale: Sale }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [open, setOpen] = useState(rules.length <= 4)
  if (!open)
    return (
      <button type="button" className="as-link" onClick={() => setOpen(true)}>
        {t('why.more', { n: number(rules.length), count: rules.length })}
      </button>
    )
  return <RuleList title={t('why.not')} rules={rules} sale={sale} none="" mark="–" />
}

type ListWords = Readonly<{ title: string; rules: readonly Rule[]; sale: Sale; none: string; mark: string }>

/** Each rule in its sentence, with the goods it speaks of. */
function RuleList({ title, rules, sale, none, mark }: ListWords) {
  const { i18n } = useTranslation()
  const nameOf = useNameOf()
  const goods = (no: number | null) => sale.lines.find((line) => line.no === no)
  return (
    <div className="why">
      <h3>{title}</h3>
      {rules.length === 0 ? <p className="quiet">{none}</p> : null}
      <ul>
        {rules.map((one, at) => {
          const line = goods(one.lineNo)
          return (
            // One rule may speak twice of one line; the order of an explanation never changes.
            <li key={`${at} ${one.code}`} title={nameOf(one)}>
              <span aria-hidden className={one.applied ? 'why-yes' : 'why-no'}>
                {mark}
              </span>
              <span>
                {i18n.language === 'zh-CN' ? one.said.zh : one.said.en}
                {line ? <small> {line.name || line.productCode}</small> : null}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
