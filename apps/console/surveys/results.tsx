import { Button, Select } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { surveyAnswersFile, surveyResults, type ResultGroup } from '#domain/survey/contract/results'
import type { Survey } from '#domain/survey/contract/survey'
import { tapsOf, type Question } from '#domain/survey/model/document'
import { download, useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { useNameOf } from '../wallet/names.ts'
import { SaidList } from './said-list.tsx'
import { useSaid } from './said.ts'

type Found = Told<typeof surveyResults>

/** What was answered: of everybody, of a tier or of a segment, each share with its interval (V7). */
export function Results({ of }: Readonly<{ of: Survey }>) {
  const ask = useCall(surveyResults, { surveyId: of.surveyId }, { keep: true })
  return <Answered ask={ask}>{(told) => <Sheet of={of} told={told} />}</Answered>
}

function Sheet({ of, told }: Readonly<{ of: Survey; told: Found }>) {
  const { t } = useTranslation()
  const [at, setAt] = useState(0)
  const groupName = useGroupName()
  const group = told.groups[at] ?? told.groups[0]
  if (!group) return null
  return (
    <Section title={t('surveys.results.title')} actions={<Export of={of} />}>
      {told.groups.length > 1 ? (
        <Select
          aria-label={t('surveys.results.whose')}
          value={at}
          onChange={setAt}
          style={{ minWidth: 240, maxWidth: '100%', marginBottom: 16 }}
          options={told.groups.map((one, value) => ({ value, label: groupName(one) }))}
        />
      ) : null}
      <Rates group={group} told={told} />
      {of.document.questions.map((question, index) => (
        <Answers
          key={`${index} ${at}`}
          of={of}
          question={question}
          result={group.questions[index]}
          at={index + 1}
          fewest={told.fewest}
        />
      ))}
      <p className="quiet">{t('surveys.results.meaning')}</p>
    </Section>
  )
}

function useGroupName(): (of: ResultGroup) => string {
  const { t } = useTranslation()
  const { number } = useFormats()
  const nameOf = useNameOf()
  return (of) => {
    const head = t(`surveys.results.by.${of.by}`, { name: of.by === 'all' ? '' : nameOf(of) })
    return t('surveys.results.group', { head, invited: number(of.invited) })
  }
}

type Span = Readonly<{ shareBps: number; lowBps: number; highBps: number }>

/** "62% (52% to 71%)". */
function useSpanText(): (of: Span) => string {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const share = (bps: number) => percent(bps / 10_000, 0)
  return (of) =>
    t('surveys.results.span', { share: share(of.shareBps), low: share(of.lowBps), high: share(of.highBps) })
}

function Rates({ group, told }: Readonly<{ group: ResultGroup; told: Found }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const { rate, invited } = group
  return (
    <Figures>
      <Figure label={t('surveys.results.invited')} value={<NumberText of={invited} />} />
      <Figure
        label={t('surveys.results.answered')}
        value={<NumberText of={group.answered} />}
        note={
          group.by === 'all' && told.uninvited > 0
            ? t('surveys.results.uninvited', { count: told.uninvited, n: number(told.uninvited) })
            : null
        }
      />
      <Figure
        label={t('surveys.results.rate')}
        value={rate === null ? '—' : percent(rate.shareBps / 10_000, 0)}
        note={
          rate === null
            ? t('surveys.results.fewInvited', { fewest: number(told.fewest) })
            : t('surveys.results.between', {
                low: percent(rate.lowBps / 10_000, 0),
                high: percent(rate.highBps / 10_000, 0),
              })
        }
      />
    </Figures>
  )
}

type AnswerWords = Readonly<{
  of: Survey
  question: Question
  result: ResultGroup['questions'][number] | undefined
  at: number
  fewest: number
}>

function Answers({ of, question, result, at, fewest }: AnswerWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const said = useSaid()
  const span = useSpanText()
  if (!result) return null
  const title = `${at}. ${said(question.text)}`
  if (question.kind === 'text') return <SaidList of={of} question={at} title={title} />
  const tooFew = t('surveys.results.tooFew', {
    count: result.answers,
    n: number(result.answers),
    fewest: number(fewest),
  })
  const words = tapsOf(question)
  const rows = result.taps.map(({ value, count, shareBps, lowBps, highBps }) => {
    const untold = shareBps === undefined || lowBps === undefined || highBps === undefined
    const share = untold ? '—' : span({ shareBps, lowBps, highBps })
    const tap = words.find((one) => one.value === value)
    return { key: String(value), cells: [tap ? said(tap.said) : String(value), number(count), share] }
  })
  return (
    <div className="survey-result">
      <h3>{title}</h3>
      <NumbersTable
        caption={title}
        head={[t('surveys.results.choice'), t('surveys.results.count'), t('surveys.results.share')]}
        rows={rows}
      />
      {result.tooFew ? <p className="quiet">{tooFew}</p> : null}
      {result.mean ? <Mean of={result.mean} /> : null}
    </div>
  )
}

function Mean({ of }: Readonly<{ of: Readonly<{ hundredths: number; low: number; high: number }> }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const score = (hundredths: number) => number(Math.round(hundredths / 10) / 10)
  return (
    <p className="num">
      {t('surveys.results.mean', {
        mean: score(of.hundredths),
        low: score(of.low),
        high: score(of.high),
      })}
    </p>
  )
}

function Export({ of }: Readonly<{ of: Survey }>) {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const [trouble, setTrouble] = useState<unknown>()
  if (!may('member.export')) return null
  const language = i18n.language.startsWith('zh') ? 'zh-CN' : 'en'
  const take = () => download(surveyAnswersFile, { surveyId: of.surveyId, language }).catch(setTrouble)
  return (
    <>
      <ErrorNotice of={trouble} />
      <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={() => void take()}>
        {t('surveys.results.export')}
      </Button>
    </>
  )
}
