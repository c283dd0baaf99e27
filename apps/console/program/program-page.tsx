import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showProgram } from '#domain/program/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useNarrow } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { PlanningDoors } from '../planning/doors.tsx'
import { draftFrom, useDraft } from './draft.ts'
import type { Draft } from './draft.ts'
import { FileDoors } from './file-doors.tsx'
import { findingsOf, useFindings } from './findings.ts'
import type { Finding } from './findings.ts'
import { PartDrawer } from './part-drawer.tsx'
import type { Part } from './parts.ts'
import { Promised } from './promise.tsx'
import { PublishBar } from './publish-bar.tsx'
import { useRuleText } from './rule-text.ts'
import { Versions } from './versions.tsx'
import './program.css'

type Program = Told<typeof showProgram>

/** What the chain promises, part by part in plain words; a touch opens a part, and changes wait in a draft. */
export function ProgramPage() {
  const may = useMay()
  const { t } = useTranslation()
  const ask = useCall(showProgram, {})
  return (
    <Answered ask={ask}>
      {(program) =>
        may('program.write') ? (
          <Writing program={program} />
        ) : (
          <Page title={t('program.title')}>
            <PlanningDoors />
            <Promised raw={program.live.document} live={program.live.document} findings={[]} changed={[]} />
            <Versions program={program} />
          </Page>
        )
      }
    </Answered>
  )
}

function Writing({ program }: Readonly<{ program: Program }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const ruleText = useRuleText()
  const { live } = program
  const draft = useDraft(live)
  const findings = useFindings(draft.raw)
  const [part, setPart] = useState<Part | null>(null)
  const published = async (version: number) => {
    draft.discard()
    await queries.invalidateQueries()
    void message.success(t('program.form.published', { version }))
  }
  const narrow = useNarrow()
  const bar =
    draft.changed.length > 0 ? (
      <PublishBar draft={draft} live={live} findings={findings} edit={setPart} published={published} />
    ) : null
  return (
    <Page
      title={t('program.title')}
      answer={ruleText(live.document)}
      actions={
        <FileDoors
          draft={draft}
          bare={live.version === 1}
          take={(raw) => draft.change(() => draftFrom(raw, live).raw)}
        />
      }
    >
      {/* A phone has its menu at the bottom, so what is begun stands on top there. */}
      {narrow ? bar : null}
      <PlanningDoors />
      <Promised
        raw={draft.raw}
        live={live.document}
        findings={findings}
        changed={draft.changed}
        edit={setPart}
      />
      <Versions program={program} />
      {narrow ? null : bar}
      <Edited part={part} of={{ draft, live, findings }} close={() => setPart(null)} />
    </Page>
  )
}

type Edited = Readonly<{
  part: Part | null
  of: Readonly<{ draft: Draft; live: Program['live']; findings: readonly Finding[] }>
  close: () => void
}>

/** The drawer of the part that is being edited. */
function Edited({ part, of, close }: Edited) {
  if (part === null) return null
  return (
    <PartDrawer
      key={part}
      part={part}
      draft={of.draft}
      live={of.live.document}
      findings={findingsOf(of.findings, part)}
      close={close}
    />
  )
}
