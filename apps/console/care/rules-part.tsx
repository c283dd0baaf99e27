import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listRules, ruleReport, type RuleDocument } from '#domain/care/contract/rule'
import { useCall } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Facts } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { useNameOf } from '../wallet/names.ts'
import { AgentsPart } from './agents-part.tsx'
import { RuleForm } from './rule-form.tsx'
import { dormancy, START } from './rule-values.ts'
import { useOwnWords } from './words.ts'

type Rule = Told<typeof listRules>['rows'][number]

/** C38, C43, C48, C77: whom to care for and when, with what came of it. */
export function RulesPart() {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(listRules, {})
  const [form, setForm] = useState<Opened>(null)
  const [report, setReport] = useState<Rule | null>(null)
  const add = may('care.manage') ? (
    <>
      <Button type="primary" onClick={() => setForm('new')}>
        {t('care.rule.add')}
      </Button>{' '}
      <Button onClick={() => setForm('dormancy')}>{t('care.agent.dormancy')}</Button>
    </>
  ) : null
  return (
    <>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('care.rule.none')} actions={add}>
              {t('care.rule.noneWords')}
            </EmptyState>
          ) : (
            <>
              <div className="care-tools">{add}</div>
              <ul className="lines">
                {rows.map((one) => (
                  <Row key={one.ruleId} of={one} change={() => setForm(one)} look={() => setReport(one)} />
                ))}
              </ul>
            </>
          )
        }
      </Answered>
      <AgentsPart />
      <RuleWindow form={form} close={() => setForm(null)} />
      <Behind open={report !== null} title={t('care.rule.report')} onClose={() => setReport(null)}>
        {report === null ? null : <Report ruleId={report.ruleId} />}
      </Behind>
    </>
  )
}

/** A rule that is changed, a new one, or a new one with its first answers given. */
type Opened = Rule | 'new' | 'dormancy' | null

function RuleWindow({ form, close }: Readonly<{ form: Opened; close: () => void }>) {
  const { t } = useTranslation()
  const rule = form === null || typeof form === 'string' ? null : form
  const start =
    form === 'dormancy'
      ? dormancy({ name: t('care.agent.dormancyName'), task: t('care.agent.dormancyTask') })
      : START
  return (
    <Behind
      open={form !== null}
      title={t(rule === null ? 'care.rule.add' : 'care.rule.change')}
      onClose={close}
    >
      {form === null ? null : <RuleForm rule={rule} start={start} close={close} />}
    </Behind>
  )
}

type RowWords = Readonly<{ of: Rule; change: () => void; look: () => void }>

function Row({ of, change, look }: RowWords) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const { number } = useFormats()
  const may = useMay()
  const { document, tasks } = of
  const made = { open: number(tasks.open), done: number(tasks.done), held: number(tasks.held) }
  return (
    <li>
      <span className="lines-what">
        <strong>
          {nameOf(document)} {of.active ? null : <Tag>{t('care.rule.off')}</Tag>}
        </strong>
        <When of={document} />
        <small className="quiet num">{t('care.rule.made', made)}</small>
      </span>
      <span className="reward-acts">
        <Button size="small" onClick={look}>
          {t('care.rule.report')}
        </Button>
        {may('care.manage') ? (
          <Button size="small" onClick={change}>
            {t('care.rule.change')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}

/** The rule as a sentence. */
function When({ of: { trigger } }: Readonly<{ of: RuleDocument }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  if (trigger.kind === 'birthday')
    return (
      <span>
        {t('care.rule.says.birthday', {
          days: number(trigger.daysBefore),
          calendar: t(`care.rule.calendar.${trigger.calendar}`),
        })}
      </span>
    )
  if (trigger.kind === 'festival')
    return (
      <span>
        {t('care.rule.says.festival', {
          days: number(trigger.daysBefore),
          festival: t(`care.rule.festival.${trigger.festival}`),
        })}
      </span>
    )
  if (trigger.kind === 'purchase')
    return (
      <span>
        {t('care.rule.says.purchase', { days: number(trigger.daysAfter), money: money(trigger.leastMinor) })}
      </span>
    )
  if (trigger.kind === 'tier') return <span>{t('care.rule.says.tier', { tier: trigger.tier })}</span>
  if (trigger.kind === 'standing') {
    const where = (trigger.where.quadrants ?? []).map((one) => t(`parts.quadrantOne.${one}`)).join(' / ')
    return (
      <span>{t('care.rule.says.standing', { where, every: t(`care.rule.every.${trigger.every}`) })}</span>
    )
  }
  return <span>{t(`care.rule.says.${trigger.kind}`, { days: number(trigger.days) })}</span>
}

function Report({ ruleId }: Readonly<{ ruleId: string }>) {
  const { t } = useTranslation()
  const own = useOwnWords()
  const { money, number } = useFormats()
  const ask = useCall(ruleReport, { ruleId })
  return (
    <Answered ask={ask}>
      {({ called, held, done, reached, waiting, windowDays, verdict }) => {
        const side = ({ members, buyers, spendMinor }: typeof called) =>
          `${number(members)} ${t('care.rule.reportFacts.members')} · ${number(buyers)} ` +
          `${t('care.rule.reportFacts.buyers')} · ${t('care.rule.reportFacts.spend')} ${money(spendMinor)}`
        return (
          <>
            <p>
              <strong>{own(verdict.zh, verdict.en)}</strong>
            </p>
            <Facts
              rows={[
                { label: t('care.rule.reportFacts.called'), value: side(called) },
                { label: t('care.rule.reportFacts.held'), value: side(held) },
                { label: t('care.rule.reportFacts.done'), value: number(done) },
                { label: t('care.rule.reportFacts.reached'), value: number(reached) },
                { label: t('care.rule.reportFacts.waiting'), value: number(waiting) },
              ]}
            />
            <p className="quiet">{t('care.rule.how', { days: number(windowDays) })}</p>
          </>
        )
      }}
    </Answered>
  )
}
