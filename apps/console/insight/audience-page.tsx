import { Button, Tooltip } from 'antd'
import { SaveOutlined } from '@ant-design/icons'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { currencyDigits } from '#base/money'
import { audience } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { FilterChips } from '#ui/kit/filter-chips.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useRuleText } from '../segments/rule-text.ts'
import { LensBar } from './lens-bar.tsx'
import { cutOf } from './lens.ts'
import { NothingToSee, nothingToSee } from './looked.tsx'
import { filtersOf, ruleOf, ruleSearch } from './rule.ts'
import { useRuleFields } from './rule-fields.ts'
import { SaveSegment } from './save-segment.tsx'
import { useStandingColumns } from './standing-columns.tsx'
import { useLens } from './use-lens.ts'
import type { LensInUse } from './use-lens.ts'
import './insight.css'

type Row = Told<typeof audience>['rows'][number]

/** The members behind any figure of insight, and the way from them to a segment (C58). */
export function AudiencePage() {
  const { t } = useTranslation()
  const may = useMay()
  const use = useLens()
  const [saving, setSaving] = useState(false)
  const { rule, question } = useQuestion(use)
  const ask = useCall(audience, { ...question, rows: 1 }, { keep: true })
  const said = useRuleText()({ ...rule, countCut: question.countCut, spendCut: question.spendCut })
  const told = ask.data
  // The rule of a segment knows no place: saved from here it would hold other people than are shown.
  const placed = use.place.branchId !== undefined || use.place.region !== undefined
  const save = may('segment.write') ? (
    <Tooltip title={placed ? t('insight.audience.saveWhole') : null}>
      <Button
        type="primary"
        icon={<SaveOutlined aria-hidden />}
        disabled={placed || !told?.members}
        onClick={() => setSaving(true)}
      >
        {t('insight.audience.save')}
      </Button>
    </Tooltip>
  ) : null
  return (
    <Page
      title={t('insight.audience.title')}
      answer={told ? <Answer told={told} rule={said} /> : null}
      actions={save}
      back={{ to: use.to(paths.insight), label: t('insight.back') }}
    >
      {nothingToSee(ask.error) ? (
        <NothingToSee use={use} />
      ) : (
        <>
          <RuleBar use={use} shown={told?.asOf} />
          <AudienceList question={question} use={use} />
        </>
      )}
      {told && saving ? (
        <SaveSegment question={question} told={told} suggested={said} close={() => setSaving(false)} />
      ) : null}
    </Page>
  )
}

/** The question this address asks: lens, conditions, and the cuts that decide who is in which quadrant. */
function useQuestion(use: LensInUse) {
  const { lens, search } = use
  return useMemo(() => {
    const rule = ruleSearch(search)
    const cuts = { countCut: cutOf(search['countCut']), spendCut: cutOf(search['spendCut']) }
    return { rule, question: { ...lens, ...rule, ...cuts } }
  }, [lens, search])
}

function Answer({ told, rule }: Readonly<{ told: Told<typeof audience>; rule: string }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const { members, spendMinor, asOf } = told
  return (
    <>
      {t('insight.audience.answer', {
        count: members,
        n: number(members),
        money: money(spendMinor),
        day: day(asOf),
        rule,
      })}
    </>
  )
}

function RuleBar({ use, shown }: Readonly<{ use: LensInUse; shown: string | undefined }>) {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const digits = currencyDigits(manner.currency)
  const fields = useRuleFields()
  const now = ruleSearch(use.search)
  const gone = Object.fromEntries(Object.keys(now).map((key) => [key, undefined]))
  return (
    <div className="rule-bar" role="group" aria-label={t('insight.audience.filters')}>
      <LensBar use={use} shown={shown} where />
      <FilterChips
        fields={fields}
        filters={filtersOf(now, digits)}
        change={(filters) => use.change({ ...gone, ...ruleOf(filters, digits) })}
      />
    </div>
  )
}

type ListWords = Readonly<{ question: ReturnType<typeof useQuestion>['question']; use: LensInUse }>

function AudienceList({ question, use }: ListWords) {
  const { t } = useTranslation()
  const columns = useStandingColumns(true)
  return (
    <AskList
      name="audience"
      ask={audience}
      also={question}
      columns={columns}
      rowKey={(row: Row) => row.memberId}
      rowTo={(row) => paths.member(row.memberId)}
      sorted={{ by: 'spendMinor', descending: true }}
      empty={
        <EmptyState
          title={t('insight.audience.nobody.title')}
          actions={
            <Button
              onClick={() =>
                use.change(
                  Object.fromEntries(Object.keys(ruleSearch(use.search)).map((key) => [key, undefined])),
                )
              }
            >
              {t('insight.audience.nobody.clear')}
            </Button>
          }
        >
          {t('insight.audience.nobody.words')}
        </EmptyState>
      }
    />
  )
}
