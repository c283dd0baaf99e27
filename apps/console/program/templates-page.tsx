import { App, Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { programTemplates, showProgram } from '#domain/program/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { draftFrom, keepDraft, keptDraft } from './draft.ts'
import { useCheck } from './findings.ts'
import { changedParts, PARTS } from './parts.ts'
import { readable, writtenOut } from './raw.ts'
import { useSentences } from './said.ts'
import { saysNothing } from './silent.ts'
import './program.css'

type Template = Told<typeof programTemplates>['rows'][number]
type Live = Told<typeof showProgram>['live']

/** Programs to begin with: what each is for, what it promises, and a button that makes it the draft. */
export function TemplatesPage() {
  const { t } = useTranslation()
  const templates = useCall(programTemplates, {})
  const program = useCall(showProgram, {})
  return (
    <Page
      title={t('program.template.title')}
      answer={t('program.template.answer')}
      back={{ to: paths.program, label: t('program.template.back') }}
    >
      <Answered ask={program}>
        {({ live }) => (
          <Answered ask={templates}>{({ rows }) => <Gallery templates={rows} live={live} />}</Answered>
        )}
      </Answered>
    </Page>
  )
}

/** Those that can go live as they are come first, the fullest of them before the rest. */
function Gallery({ templates, live }: Readonly<{ templates: readonly Template[]; live: Live }>) {
  const find = useCheck()
  const ranked = useMemo(
    () =>
      templates
        .map((template) => {
          const raw = writtenOut(template.program)
          const open = find(template.program).filter((one) => one.code === 'fill_in').length
          const parts = PARTS.filter((part) => !saysNothing(part, raw) && part in template.program).length
          // What says next to nothing is about other rooms than this one.
          return { template, open, parts, rank: parts < 2 ? 2 : open > 0 ? 1 : 0 }
        })
        .toSorted((one, other) => one.rank - other.rank || other.parts - one.parts),
    [find, templates],
  )
  return (
    <ul className="templates">
      {ranked.map(({ template, open }) => (
        <TemplateCard key={template.code} template={template} open={open} live={live} />
      ))}
    </ul>
  )
}

type CardWords = Readonly<{ template: Template; open: number; live: Live }>

function TemplateCard({ template, open, live }: CardWords) {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const use = useTemplate(template, live)
  const said = (of: Template['name']) => (i18n.language === 'zh-CN' ? of.zh : of.en)
  return (
    <li className="template">
      <h2>{said(template.name)}</h2>
      <p>{said(template.about)}</p>
      {open > 0 ? (
        <p className="quiet">{t('program.template.open', { count: open, n: number(open) })}</p>
      ) : null}
      <Inside template={template} live={live} />
      <Button type="primary" onClick={use} aria-label={`${t('program.template.use')} ${said(template.name)}`}>
        {t('program.template.use')}
      </Button>
    </li>
  )
}

/** What the template promises, in sentences, for whoever opens it. */
function Inside({ template, live }: Readonly<{ template: Template; live: Live }>) {
  const { t } = useTranslation()
  const sentences = useSentences()
  const raw = writtenOut(template.program)
  const document = readable(raw, live.document)
  const parts = PARTS.filter((part) => !saysNothing(part, raw) && part in template.program)
  return (
    <details>
      <summary>{t('program.template.inside')}</summary>
      {parts.map((part) => (
        <p key={part} className="num">
          <strong>{t(`program.part.${part}`)}</strong> {sentences(part, document).join(' ')}
        </p>
      ))}
    </details>
  )
}

/** Makes a template the draft; a draft that says something is given up only when one says so. */
function useTemplate(template: Template, live: Live): () => void {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { id } = useMe()
  const go = useGo()
  const take = () => {
    keepDraft(id, draftFrom(template.program, live))
    go(paths.program)
  }
  return () => {
    const kept = keptDraft(id)
    if (!kept || changedParts(kept.raw, live.document).length === 0) return take()
    return void modal.confirm({ title: t('program.template.replace'), onOk: take })
  }
}
