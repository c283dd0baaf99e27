import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts } from './evidence-facts.tsx'

type EvidenceWords = Readonly<{
  of: Readonly<Record<string, unknown>>
  /** What it is evidence of, in words. */
  about: string
  /** What became of it, or what it means. */
  means?: ReactNode
  /** What is known beside it. */
  more?: Readonly<Record<string, unknown>>
}>

/** What shows an exception: what a manager asks for in words, and below it the record as it was kept, never changed. */
export function Evidence({ of, about, means, more }: EvidenceWords) {
  const { t } = useTranslation()
  return (
    <>
      <p className="device-about">{about}</p>
      {means === undefined ? null : <p className="quiet">{means}</p>}
      <Facts of={{ ...of, ...more }} />
      <details className="device-raw">
        <summary>{t('devices.evidenceRaw')}</summary>
        <p className="quiet">{t('devices.evidenceWords')}</p>
        <Part of={of} />
      </details>
    </>
  )
}

function Part({ of }: Readonly<{ of: unknown }>) {
  if (Array.isArray(of))
    return (
      <ol className="device-part">
        {of.map((one: unknown, at) => (
          // Kept as it is for ever, so its place names it.
          <li key={at}>
            <Part of={one} />
          </li>
        ))}
      </ol>
    )
  if (typeof of !== 'object' || of === null)
    return <span className="num">{of === null ? '–' : String(of)}</span>
  return (
    <dl className="device-part">
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Part of={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
