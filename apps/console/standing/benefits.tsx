import { useTranslation } from 'react-i18next'
import { useCommand } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { useNameOf } from '../wallet/names.ts'
import { ActButton, BranchField, useDone, useOwnBranch } from './act.tsx'
import { benefitUse } from './benefit-use.ts'
import type { Standing, Whom } from './member-standing.tsx'

type Benefit = Standing['benefits'][number]

/** What the tier gives beside prices, and how much of it is left in this period. */
export function Benefits({ whom, of }: Readonly<{ whom: Whom; of: Standing }>) {
  const { t } = useTranslation()
  return (
    <div className="standing-part">
      <h3>{t('standing.benefits')}</h3>
      <ul className="lines">
        {of.benefits.map((one) => (
          <Row key={one.code} whom={whom} of={one} active={of.membership.state === 'active'} />
        ))}
      </ul>
    </div>
  )
}

function Row({ whom, of, active }: Readonly<{ whom: Whom; of: Benefit; active: boolean }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const may = useMay()
  const nameOf = useNameOf()
  const left =
    of.left === null || of.most === null
      ? t('standing.asOften', { n: number(of.used), count: of.used })
      : t('standing.left', { n: number(of.left), most: number(of.most), day: day(of.periodTo) })
  return (
    <li>
      <span className="lines-what">
        <strong>{nameOf(of)}</strong>
        <small className="quiet num">{left}</small>
      </span>
      <span className="standing-act">
        {active && may('reward.give') && of.left !== 0 ? (
          <ActButton label={t(of.kind === 'service' ? 'standing.ask' : 'standing.use')} title={nameOf(of)}>
            {(close) => <UseForm whom={whom} of={of} close={close} />}
          </ActButton>
        ) : of.left === 0 ? (
          <span className="quiet">{t('standing.usedUp')}</span>
        ) : null}
      </span>
    </li>
  )
}

function UseForm({ whom, of, close }: Readonly<{ whom: Whom; of: Benefit; close: () => void }>) {
  const { t } = useTranslation()
  const branchCode = useOwnBranch()
  const done = useDone(close)
  const use = useCommand(benefitUse, () => done(t('standing.done')))
  const service = of.kind === 'service'
  return (
    <ActForm<{ branchCode: string }>
      means={t(service ? 'standing.askMeans' : 'standing.useMeans')}
      label={t(service ? 'standing.ask' : 'standing.use')}
      why="welcome"
      start={{ branchCode }}
      pending={use.isPending}
      trouble={use.error}
      send={({ id, reason, branchCode: at }, told) =>
        use.mutate(
          { id, memberNumber: whom.number, benefitCode: of.code, branchCode: at, note: reason },
          told,
        )
      }
    >
      <BranchField />
    </ActForm>
  )
}
