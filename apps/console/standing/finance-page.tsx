import { DatePicker, Form, Input } from 'antd'
import dayjs from 'dayjs'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { financeProfiles, saveFinanceProfile } from '#domain/insight/contract/finance'
import { RATIO_NAMES } from '#domain/insight/model/household'
import { useCall, useCommand } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from '../insight/how.tsx'
import { useMay, useMe } from '../me.ts'
import { ActForm } from '../members/act-form.tsx'
import { dayInForm } from '../members/member-form.tsx'
import { dayIn } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { MoneyItem, useMinor } from '../wallet/money-item.tsx'
import { ActButton, useDone } from './act.tsx'
import '../insight/insight.css'

type Profiles = Told<typeof financeProfiles>
type Profile = Profiles['rows'][number]
type Ratio = Profile['ratios'][number]

const FIGURES = [
  'incomeMinor',
  'expenseMinor',
  'repaymentMinor',
  'assetsMinor',
  'debtsMinor',
  'liquidMinor',
  'investmentsMinor',
] as const

/** What a household told of its money, in six ratios with their formulas and lines (C80). */
export function FinancePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const may = useMay()
  const ask = useCall(financeProfiles, { memberId: id }, { keep: true })
  const latest = ask.data?.rows[0]
  const form = (
    <ActButton label={t('finance.add')} title={t('finance.add')}>
      {(close) => <FiguresForm memberId={id} latest={latest} close={close} />}
    </ActButton>
  )
  return (
    <Page
      title={t('finance.title')}
      answer={ask.data && latest ? <Answer told={ask.data} latest={latest} /> : null}
      back={{ to: paths.member(id), label: t('finance.back') }}
      actions={may('member.write') ? form : null}
    >
      <Answered ask={ask}>
        {(told) =>
          latest ? (
            <div className="whole">
              <Ratios of={latest} />
              <Formulas />
              <FiguresTold of={latest} />
              <Versions rows={told.rows} />
              <How>
                <p>{t('finance.method.lines')}</p>
                <p>{t('finance.method.limits')}</p>
              </How>
            </div>
          ) : (
            <EmptyState title={t('finance.title')}>{t('finance.none')}</EmptyState>
          )
        }
      </Answered>
    </Page>
  )
}

const wellOf = ({ ratios }: Profile): number => ratios.filter(({ stands }) => stands === 'ok').length

function Answer({ told, latest }: Readonly<{ told: Profiles; latest: Profile }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const words = { net: money(latest.netAssetsMinor), line: money(told.targetMinor) }
  return (
    <>
      {t('finance.answer', { count: wellOf(latest), n: number(wellOf(latest)) })}
      {t(latest.inTarget ? 'finance.target' : 'finance.notTarget', words)}
    </>
  )
}

/** Months are told as they are, every other ratio as a share. */
function useRatioText(): (ratio: Ratio, value: number) => string {
  const { number, percent } = useFormats()
  return ({ name }, value) => (name === 'liquidity' ? number(Math.round(value * 10) / 10) : percent(value, 1))
}

function Ratios({ of }: Readonly<{ of: Profile }>) {
  const { t } = useTranslation()
  const write = useRatioText()
  const line = (ratio: Ratio) => {
    const { from, to } = ratio
    if (from !== null && to !== null)
      return t('finance.between', { from: write(ratio, from), to: write(ratio, to) })
    if (from !== null) return t('finance.from', { n: write(ratio, from) })
    return to === null ? '–' : t('finance.below', { n: write(ratio, to) })
  }
  return (
    <Section title={t('finance.ratios')}>
      <NumbersTable
        caption={t('finance.ratios')}
        words={[2]}
        head={[t('finance.ratio'), t('finance.value'), t('finance.stands'), t('finance.line')]}
        rows={of.ratios.map((ratio) => ({
          key: ratio.name,
          cells: [
            t(`finance.name.${ratio.name}`),
            ratio.value === null ? '–' : write(ratio, ratio.value),
            t(`finance.standing.${ratio.stands}`),
            line(ratio),
          ],
        }))}
      />
    </Section>
  )
}

function Formulas() {
  const { t } = useTranslation()
  return (
    <Section title={t('finance.formula')}>
      <NumbersTable
        caption={t('finance.formula')}
        words={[1]}
        head={[t('finance.ratio'), t('finance.formula')]}
        rows={RATIO_NAMES.map((name) => ({
          key: name,
          cells: [t(`finance.name.${name}`), t(`finance.how.${name}`)],
        }))}
      />
    </Section>
  )
}

function FiguresTold({ of }: Readonly<{ of: Profile }>) {
  const { t } = useTranslation()
  const { day, money } = useFormats()
  const own = FIGURES.map((key) => ({ key, cells: [t(`finance.figure.${key}`), money(of[key])] }))
  const computed = (['surplusMinor', 'netAssetsMinor'] as const).map((key) => ({
    key,
    cells: [t(`finance.${key}`), money(of[key])],
  }))
  return (
    <Section title={t('finance.figures')} note={[day(of.day), of.note].filter(Boolean).join(' · ')}>
      <NumbersTable
        caption={t('finance.figures')}
        head={[t('finance.figures'), t('finance.value')]}
        rows={[...own, ...computed]}
      />
    </Section>
  )
}

function Versions({ rows }: Readonly<{ rows: Profiles['rows'] }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  if (rows.length < 2) return null
  return (
    <Section title={t('finance.versions')} note={t('finance.versionsNote')}>
      <NumbersTable
        caption={t('finance.versions')}
        words={[1, 4]}
        head={[
          t('finance.version'),
          t('finance.day'),
          t('finance.netAssetsMinor'),
          t('finance.well'),
          t('finance.by'),
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            number(row.version),
            day(row.day),
            money(row.netAssetsMinor),
            number(wellOf(row)),
            row.byName,
          ],
        }))}
      />
    </Section>
  )
}

type FormWords = Readonly<{ memberId: string; latest: Profile | undefined; close: () => void }>
type Values = Readonly<Record<(typeof FIGURES)[number], string>> & Readonly<{ day: string; note?: string }>

/** The seven figures, begun with those of before: most of them are still right. */
function FiguresForm({ memberId, latest, close }: FormWords) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const { minorOf, textOf } = useMinor()
  const done = useDone(close)
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const save = useCommand(saveFinanceProfile, () => done(t('finance.saved')))
  const before = latest && Object.fromEntries(FIGURES.map((key) => [key, textOf(latest[key])]))
  return (
    <ActForm<Values>
      means={t('finance.means')}
      label={t('finance.add')}
      why="none"
      start={{ day: today, ...(before as Partial<Values>) }}
      pending={save.isPending}
      trouble={save.error}
      send={({ id, day, note, ...values }, told) => {
        const figures = Object.fromEntries(FIGURES.map((key) => [key, minorOf(values[key]) ?? 0]))
        save.mutate({ id, memberId, day, note: note ?? '', ...figures } as never, told)
      }}
    >
      <Form.Item name="day" label={t('finance.day')} rules={[{ required: true }]} {...dayInForm}>
        <DatePicker maxDate={dayjs(today)} />
      </Form.Item>
      {FIGURES.map((key) => (
        <MoneyItem key={key} name={key} label={t(`finance.figure.${key}`)} zero />
      ))}
      <Form.Item name="note" label={t('finance.note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </ActForm>
  )
}
