import { Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showProgram } from '#domain/program/contract'
import { ledgerLines, showWallet } from '#domain/wallet/contract'
import { useCall } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useCauseName } from './cause-name.ts'

type Wallet = Told<typeof showWallet>
export type LedgerUnit = 'points' | 'principal' | 'bonus' | 'debt'
type Line = Told<typeof ledgerLines>['rows'][number]

const LINES = 20

type BehindWords = Readonly<{
  memberId: string
  unit: LedgerUnit | undefined
  wallet: Wallet | undefined
  onClose: () => void
}>

/** "Why this number?": the postings that make a balance, down to the receipt and the rule that judged it. */
export function BehindBalance({ memberId, unit, wallet, onClose }: BehindWords) {
  const { t } = useTranslation()
  const write = useWrite(unit)
  const balance = unit && wallet ? write(balanceOf(wallet, unit)) : ''
  const title = unit ? t('members.behind.title', { unit: t(`parts.unit.${unit}`), balance }) : ''
  return (
    <Behind open={unit !== undefined} title={<span className="num">{title}</span>} onClose={onClose}>
      {unit ? <Lines memberId={memberId} unit={unit} /> : null}
      {unit && unit !== 'debt' && wallet ? <Lots wallet={wallet} unit={unit} /> : null}
    </Behind>
  )
}

function balanceOf(wallet: Wallet, unit: LedgerUnit): number {
  const balances = {
    points: wallet.pointsBalance,
    principal: wallet.principalMinor,
    bonus: wallet.bonusMinor,
    debt: wallet.pointsDebt,
  }
  return balances[unit]
}

/** Points are counted, money is written as money. */
function useWrite(unit: LedgerUnit | undefined): (amount: number) => string {
  const { money, number } = useFormats()
  return unit === 'principal' || unit === 'bonus' ? money : number
}

function Lines({ memberId, unit }: Readonly<{ memberId: string; unit: LedgerUnit }>) {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const ask = useCall(ledgerLines, { memberId, unit, page, rows: LINES }, { keep: true })
  return (
    <Answered ask={ask}>
      {({ rows, total }) =>
        total === 0 ? (
          <p className="quiet">{t('members.behind.none')}</p>
        ) : (
          <>
            <p className="quiet">{t('members.behind.answer')}</p>
            <ol className="lines">
              {rows.map((line) => (
                <LineRow key={`${line.transactionId} ${line.balanceAfter}`} line={line} unit={unit} />
              ))}
            </ol>
            {total > LINES ? (
              <Pagination
                simple
                className="num"
                current={page}
                pageSize={LINES}
                total={total}
                onChange={setPage}
              />
            ) : null}
          </>
        )
      }
    </Answered>
  )
}

/** Whether a line comes from a receipt one can open; an opening balance has none. */
const ofSale = (line: Line): boolean =>
  line.kind === 'earn' || line.kind === 'claw_back' || line.programVersion !== null

function LineRow({ line, unit }: Readonly<{ line: Line; unit: LedgerUnit }>) {
  const { t } = useTranslation()
  const write = useWrite(unit)
  const causeName = useCauseName()
  const sign = line.amount > 0 ? '+' : ''
  return (
    <li>
      <span className="lines-what">
        <strong>{causeName(line.kind)}</strong>
        <MomentText of={line.happenedAt} />
        {line.reason ? <span>{line.reason}</span> : null}
        <span className="lines-behind">
          {!ofSale(line) ? null : <Go to={paths.sale(line.causeId)}>{t('members.behind.receipt')}</Go>}
          {line.programVersion === null ? null : <Rule version={line.programVersion} />}
        </span>
      </span>
      <span className="lines-numbers num">
        <strong className={line.amount < 0 ? 'num-below' : ''}>
          {sign}
          {write(line.amount)}
        </strong>
        <span>= {write(line.balanceAfter)}</span>
      </span>
    </li>
  )
}

/** The rule as it was when the line was judged, in one sentence. */
function Rule({ version }: Readonly<{ version: number }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const may = useMay()
  const { data } = useCall(showProgram, {}, { enabled: may('program.read') })
  const rule =
    data?.versions.find((one) => one.version === version) ??
    (data?.live.version === version ? data.live : undefined)
  const name = t('members.behind.rule', { version })
  if (!rule) return <span>{name}</span>
  const { points, perMinor } = rule.document.earning
  return (
    <Go to={paths.program}>
      {name}
      {t('kit.colon')}
      {t('members.behind.ruleText', { points: number(points), money: money(perMinor) })}
    </Go>
  )
}

function Lots({ wallet, unit }: Readonly<{ wallet: Wallet; unit: LedgerUnit }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const write = useWrite(unit)
  const lots = wallet.lots.filter((lot) => lot.unit === unit && lot.remaining !== 0)
  if (lots.length === 0) return null
  return (
    <section className="lots">
      <h3>{t('members.behind.lots')}</h3>
      <ul>
        {lots.map((lot) => (
          <li key={lot.id} className="num">
            {t('members.behind.lot', {
              remaining: write(lot.remaining),
              amount: write(lot.amount),
              day: day(lot.openedAt.slice(0, 10)),
            })}
            {' · '}
            {lot.expiresOn === null
              ? t('members.behind.never')
              : t('members.behind.expires', { day: day(lot.expiresOn) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
