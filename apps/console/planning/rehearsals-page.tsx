import { Tag } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { listRehearsals } from '#domain/planning/contract/rehearsal'
import type { RehearsalShown } from '#domain/planning/contract/rehearsal'
import { programTemplates, showProgram } from '#domain/program/contract'
import { listSales } from '#domain/sale/contract'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { draftFrom, keptDraft } from '../program/draft.ts'
import { AskForm } from './ask-form.tsx'
import { PlanningDoors } from './doors.tsx'
import { lastQuarter } from './period.ts'
import { versionSources } from './sources.ts'
import type { Program, Source } from './sources.ts'
import './planning.css'

/** Asks what a program would have cost, and keeps the answers that were given. */
export function RehearsalsPage() {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <Page
      title={t('planning.title')}
      answer={t('planning.answer')}
      back={{ to: paths.program, label: t('program.title') }}
    >
      <PlanningDoors />
      {may('program.write') ? (
        <>
          <Asking />
          <Earlier />
        </>
      ) : (
        <EmptyState title={t('planning.notYours')}>{t('planning.notYoursWords')}</EmptyState>
      )}
    </Page>
  )
}

function Asking() {
  const { manner } = useSurroundings()
  const may = useMay()
  const program = useCall(showProgram, {})
  const templates = useCall(programTemplates, {})
  const last = useCall(listSales, { page: 1, rows: 1 }, { enabled: may('sale.read') })
  const [today] = useState(() =>
    new Intl.DateTimeFormat('en-CA', { timeZone: manner.zone }).format(new Date()),
  )
  if (templates.isLoading || last.isLoading)
    return <Answered ask={{ data: undefined, error: null }}>{() => null}</Answered>
  return (
    <Answered ask={program}>
      {(told) => (
        <Sources program={told} templates={templates.data?.rows ?? []}>
          {(sources) => (
            <AskForm
              program={told}
              sources={sources}
              start={lastQuarter(today, last.data?.rows[0]?.day)}
              today={today}
            />
          )}
        </Sources>
      )}
    </Answered>
  )
}

type Template = Readonly<{ code: string; name: Readonly<{ zh: string; en: string }>; program: unknown }>
type SourcesWords = Readonly<{
  program: Program
  templates: readonly Template[]
  children: (sources: readonly Source[]) => ReactNode
}>

/** The draft first, because it is what one comes from. */
function Sources({ program, templates, children }: SourcesWords) {
  const { t, i18n } = useTranslation()
  const { id } = useMe()
  const { number } = useFormats()
  const kept = keptDraft(id)
  const draft: Source[] = kept
    ? [{ key: 'draft', kind: 'draft', name: t('planning.ask.draft'), raw: kept.raw }]
    : []
  const versions = versionSources(program, (n) => t('planning.ask.version', { n: number(n) }))
  const ready = templates.map((one): Source => ({
    key: `template ${one.code}`,
    kind: 'template',
    name: i18n.language === 'zh-CN' ? one.name.zh : one.name.en,
    raw: draftFrom(one.program as Source['raw'], program.live).raw, // A ready-made program is an object.
  }))
  return (
    <>
      {kept ? null : (
        <p className="quiet">
          {t('planning.ask.noDraft')} <Go to={paths.program}>{t('planning.ask.toBuilder')}</Go>
        </p>
      )}
      {children([...draft, ...versions, ...ready])}
    </>
  )
}

/** Rehearsals asked for before, newest first. */
function Earlier() {
  const { t } = useTranslation()
  const ask = useCall(listRehearsals, {})
  return (
    <Section title={t('planning.earlier')}>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('planning.empty')}>{t('planning.emptyWords')}</EmptyState>
          ) : (
            <ul className="rehearsals">
              {rows.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

function Row({ of }: Readonly<{ of: RehearsalShown }>) {
  const { t } = useTranslation()
  const { day, moment, number } = useFormats()
  return (
    <li>
      <Go to={paths.rehearsal(of.id)}>
        <strong className="num">{t('planning.span', { from: day(of.from), to: day(of.to) })}</strong>
        <small className="num quiet">
          {t('planning.row', {
            n: number(of.total),
            count: of.total,
            version: number(of.programVersion),
            by: of.byName,
            moment: moment(of.askedAt),
          })}
        </small>
      </Go>
      <Tag color={of.state === 'failed' ? 'error' : of.state === 'done' ? 'success' : 'default'}>
        {t(`planning.state.${of.state}`)}
      </Tag>
    </li>
  )
}
