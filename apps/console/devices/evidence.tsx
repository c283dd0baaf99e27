import { useTranslation } from 'react-i18next'

/** What shows an exception, as it was kept: never changed, only laid out. */
export function Evidence({ of }: Readonly<{ of: Readonly<Record<string, unknown>> }>) {
  const { t } = useTranslation()
  return (
    <>
      <p className="quiet">{t('devices.evidenceWords')}</p>
      <Part of={of} />
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
