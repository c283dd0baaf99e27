import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { publicForm } from '#domain/member/contract/form'
import { isProblem, useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Seal } from '#ui/kit/seal.tsx'
import { chainQuery } from '../me.ts'
import { Languages } from '../shell/languages.tsx'
import { JoinForm } from './join-form.tsx'
import type { Arrived } from './join-form.tsx'
import './join.css'

/** C05: what a code at a table opens on a phone: the form, its consent, and a thank-you. */
export function JoinPage() {
  const { code = '' } = useParams({ strict: false })
  const { s } = useSearch({ strict: false }) as { s?: unknown }
  const ask = useCall(publicForm, { code })
  const [arrived, setArrived] = useState<Arrived | null>(null)
  return (
    <Hall>
      {arrived ? (
        <Thanks arrived={arrived} />
      ) : isGone(ask.error) ? (
        <Gone />
      ) : (
        <Answered ask={ask}>
          {(form) => <JoinForm form={form} tag={tagOf(s)} arrived={setArrived} />}
        </Answered>
      )}
    </Hall>
  )
}

/** The contract takes forty characters; the router reads `?s=8` as a number. */
const tagOf = (s: unknown): string =>
  typeof s === 'string' || typeof s === 'number' ? String(s).trim().slice(0, 40) : ''

/** A form that is closed, never was, or whose code no form can have. */
const isGone = (trouble: unknown): boolean =>
  isProblem(trouble) && [400, 404, 422].includes(trouble.problem.status)

/** The frame for somebody from the street: the chain's name and a choice of language, no menu. */
function Hall({ children }: Readonly<{ children: ReactNode }>) {
  const { t } = useTranslation()
  const { data: chain } = useQuery(chainQuery)
  return (
    <div className="join">
      <header className="join-head">
        <Seal size={34} />
        <span className="join-chain">{chain?.name ? t('join.by', { chain: chain.name }) : null}</span>
        <Languages />
      </header>
      <main className="join-main">{children}</main>
    </div>
  )
}

/** Names the page in the browser after its heading. */
function Titled({ title, children }: Readonly<{ title: string; children?: ReactNode }>) {
  useEffect(() => {
    document.title = title
    window.scrollTo(0, 0)
  }, [title])
  return (
    <article role="status">
      <h1>{title}</h1>
      {children}
    </article>
  )
}

function Thanks({ arrived }: Readonly<{ arrived: Arrived }>) {
  const { t } = useTranslation()
  return (
    <Titled title={t(arrived === 'now' ? 'join.thanks' : 'join.hadArrived')}>
      <p>{t(arrived === 'now' ? 'join.thanksWords' : 'join.hadArrivedWords')}</p>
      <p className="quiet">{t('join.close')}</p>
    </Titled>
  )
}

function Gone() {
  const { t } = useTranslation()
  return (
    <Titled title={t('join.gone')}>
      <p>{t('join.goneWords')}</p>
    </Titled>
  )
}
