import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  QuestionCircleOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { daysBetween, day as aDay } from '#base/instant'
import { programHealth } from '#domain/planning/contract/health'
import type { Verdict } from '#domain/planning/contract/health'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from '../insight/how.tsx'
import { paths } from '../paths.ts'
import { useAdvice } from './advice.ts'
import { HealthTiers } from './health-tiers.tsx'
import { byVerdict, overall, scaleOf } from './health-sums.ts'
import type { Finding, Health } from './health-sums.ts'
import '../insight/insight.css'
import './health.css'

/** Sales older than this are said to be old, for every span is counted from there. */
const OLD_DAYS = 31

/** The questions a program should ask itself, what asks for something first (C78). */
export function HealthPage() {
  const { t } = useTranslation()
  const ask = useCall(programHealth, {})
  return (
    <Page
      title={t('health.title')}
      answer={ask.data ? <Answer told={ask.data} /> : null}
      back={{ to: paths.program, label: t('program.title') }}
    >
      <Answered ask={ask}>{(told) => <Found told={told} />}</Answered>
    </Page>
  )
}

/** The question of the title, answered in a sentence. */
function Answer({ told }: Readonly<{ told: Health }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const way = overall(told)
  if (way === null) return <>{t('health.none')}</>
  const counts = (['bad', 'look', 'good', 'unknown'] as const).flatMap((verdict) => {
    const n = told.rows.filter((row) => row.verdict === verdict).length
    return n === 0 ? [] : [t(`health.count.${verdict}`, { n: number(n) })]
  })
  const [lead, and] = [t(`health.lead.${way}`), t('health.and')]
  return <>{lead + t('kit.colon') + counts.join(and) + t('health.stop')}</>
}

function Found({ told }: Readonly<{ told: Health }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { on, salesTo } = told
  const old = salesTo !== null && daysBetween(aDay(salesTo), aDay(on)) > OLD_DAYS
  return (
    <>
      {old ? <p className="quiet">{t('health.still', { day: day(salesTo) })}</p> : null}
      {byVerdict(told.rows).map(({ verdict, rows }) => (
        <Section
          key={verdict}
          title={t(`health.verdict.${verdict}`)}
          note={verdict === 'unknown' ? t('health.unknownNote') : null}
        >
          <ul className="findings">
            {rows.map((row) => (
              <FindingRow key={row.code} of={row} />
            ))}
          </ul>
        </Section>
      ))}
      <HealthTiers tiers={told.tiers} />
      <Method told={told} />
    </>
  )
}

/** A shape for each verdict, so that colour is never the only sign. */
const MARKS: Readonly<Record<Verdict, ReactNode>> = {
  bad: <CloseCircleOutlined aria-hidden />,
  look: <ExclamationCircleOutlined aria-hidden />,
  unknown: <QuestionCircleOutlined aria-hidden />,
  good: <CheckCircleOutlined aria-hidden />,
}

function FindingRow({ of }: Readonly<{ of: Finding }>) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'zh-CN' ? 'zh' : 'en'
  const advice = useAdvice()(of)
  return (
    <li className={`finding finding-${of.verdict}`}>
      <span className="finding-mark">{MARKS[of.verdict]}</span>
      <div>
        <h3>{of.question[language]}</h3>
        <p className="num">{of.answer[language]}</p>
        <p className="quiet finding-means">{t(`health.means.${of.code}`)}</p>
        {advice ? (
          <p className="finding-todo">
            {advice.words} {advice.door ? <Go to={advice.door.to}>{advice.door.label}</Go> : null}
          </p>
        ) : null}
      </div>
      <Gauge of={of} />
    </li>
  )
}

/** The figure among its bounds: three thirds from bad to good, said in words below. */
function Gauge({ of }: Readonly<{ of: Finding }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const scale = scaleOf(of)
  // Small shares are told apart by their hundredths: 0.99% falls short of 1%.
  const write = (figure: number) =>
    of.is === 'bps' ? percent(figure / 10_000, figure < 1_000 ? 2 : 1) : number(figure)
  if (scale === null || of.figure === null) return null
  const { good, look, less, place } = scale
  return (
    <div className="finding-gauge">
      <strong className="num">{write(of.figure)}</strong>
      <span className="finding-scale" aria-hidden>
        <span />
        <span />
        <span />
        <i style={{ insetInlineStart: `${place * 100}%` }} />
      </span>
      <small className="num quiet">
        {t(less ? 'health.most' : 'health.least', { good: write(good), look: write(look) })}
      </small>
    </div>
  )
}

function Method({ told }: Readonly<{ told: Health }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const asked = { on: day(told.on), version: number(told.programVersion) }
  return (
    <How>
      <p>
        {told.salesTo === null
          ? t('health.how.unread', asked)
          : t('health.how.asked', { ...asked, to: day(told.salesTo) })}
      </p>
      <p>{t('health.how.spans')}</p>
      <p>{t('health.how.bounds')}</p>
      <p>{t('health.how.leftOut')}</p>
    </How>
  )
}
