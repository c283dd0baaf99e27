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
import { MomentText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useUnitRule } from '../program/rule-text.ts'
import { useUnits } from '../wallet/names.ts'
import { causePath, useCauseName } from './cause-name.ts'
import { balanceOf, shortOf } from './wallet-balance.ts'
import { WalletLots } from './wallet-lots.tsx'

type Wallet = Told<typeof showWallet>
type Line = Told<typeof ledgerLines>['rows'][number]

const LINES = 20
/** What is owed lies in no lots. */
const OWED: readonly string[] = ['debt', 'on_account']

type BehindWords = Readonly<{
  memberId: string
  unit: string | undefined
  wallet: Wallet | undefined
  onClose: () => void
}>

/** "Why this number?": the postings that make a balance, down to the receipt and the rule that judged it. */
export function BehindBalance({ memberId, unit, wallet, onClose }: BehindWords) {
  const { t } = useTranslation()
  const units = useUnits()
  const balance = unit && wallet ? units.write(unit, balanceOf(wallet, unit)) : ''
  const title = unit ? t('members.behind.title', { unit: units.name(unit), balance }) : ''
  return (
    <Behind open={unit !== undefined} title={<span className="num">{title}</span>} onClose={onClose}>
      {unit && wallet ? <Short wallet={wallet} unit={unit} /> : null}
      {unit ? <Lines key={unit} memberId={memberId} unit={unit} /> : null}
      {unit && !OWED.includes(unit) && wallet ? (
        <section className="lots">
          <h3>{t('members.behind.lots')}</h3>
          <WalletLots wallet={wallet} unit={unit} />
        </section>
      ) : null}
    </Behind>
  )
}

/** Why less can be spent than stands there. */
function Short({ wallet, unit }: Readonly<{ wallet: Wallet; unit: string }>) {
  const { t } = useTranslation()
  const units = useUnits()
  const { held, over } = shortOf(wallet, unit)
  return (
    <>
      {held > 0 ? <p>{t('members.wallet.heldMeans', { amount: units.write(unit, held) })}</p> : null}
      {over > 0 ? <p>{t('members.wallet.overMeans', { amount: units.write(unit, over) })}</p> : null}
    </>
  )
}

function Lines({ memberId, unit }: Readonly<{ memberId: string; unit: string }>) {
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
                <LineRow
                  key={`${line.transactionId} ${line.balanceAfter}`}
                  line={line}
                  unit={unit}
                  memberId={memberId}
                />
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

type RowWords = Readonly<{ line: Line; unit: string; memberId: string }>

function LineRow({ line, unit, memberId }: RowWords) {
  const { t } = useTranslation()
  const units = useUnits()
  const causeName = useCauseName()
  // What is owed is kept below zero on the ledger and read above zero here.
  const sign = OWED.includes(unit) ? -1 : 1
  const amount = line.amount * sign || 0
  const to = causePath({ kind: line.kind, id: line.causeId, memberId })
  const receipt = line.kind === 'adjust' ? t('members.behind.correction') : t('members.behind.receipt')
  return (
    <li>
      <span className="lines-what">
        <strong>{causeName({ ...line, unit })}</strong>
        <MomentText of={line.happenedAt} />
        {line.reason ? <span>{line.reason}</span> : null}
        <span className="lines-behind">
          {to === null ? null : <Go to={to}>{receipt}</Go>}
          {line.programVersion === null ? null : (
            <Rule version={line.programVersion} line={line} unit={unit} />
          )}
        </span>
      </span>
      <span className="lines-numbers num">
        <strong className={amount < 0 ? 'num-below' : ''}>{units.signed(unit, amount)}</strong>
        <span>= {units.write(unit, line.balanceAfter * sign || 0)}</span>
      </span>
    </li>
  )
}

/** The rule as it was when the line was judged, in one sentence. */
function Rule({ version, line, unit }: Readonly<{ version: number; line: Line; unit: string }>) {
  const { t } = useTranslation()
  const may = useMay()
  const ruleOf = useUnitRule()
  const { data } = useCall(showProgram, {}, { enabled: may('program.read') })
  const rule =
    data?.versions.find((one) => one.version === version) ??
    (data?.live.version === version ? data.live : undefined)
  const name = t('members.behind.rule', { version })
  if (!rule) return <span>{name}</span>
  const words = ruleOf(rule.document, { unit, kind: line.kind, amount: line.amount })
  return <Go to={paths.program}>{words === null ? name : `${name}${t('kit.colon')}${words}`}</Go>
}
