import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showSegment } from '#domain/insight/contract'
import { segmentVersions } from '#domain/insight/contract/audience'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'

type Segment = Told<typeof showSegment>

/** Every version of a segment (G27); nothing while there is one only. */
export function Versions({ segment }: Readonly<{ segment: Segment }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const ask = useCall(
    segmentVersions,
    { id: segment.id },
    { enabled: segment.version > 1 || !segment.newest },
  )
  if (segment.version === 1 && segment.newest) return null
  return (
    <Section title={t('audience.versions.title')} note={segment.newest ? null : t('audience.versions.newer')}>
      <Answered ask={ask}>
        {({ rows }) => (
          <ul className="receipts">
            {rows.map((row) => {
              const name = t('audience.versions.version', { n: number(row.version) })
              const members = t('audience.versions.members', { count: row.members, n: number(row.members) })
              const words = `${day(row.asOf)} · ${members} · ${row.createdBy}`
              return (
                <li key={row.id}>
                  {row.id === segment.id ? (
                    <div aria-current="true">
                      <span>
                        {name} <small>{t('audience.versions.this')}</small>
                      </span>
                      <small>{words}</small>
                    </div>
                  ) : (
                    <Go to={paths.segment(row.id)}>
                      <span>{name}</span>
                      <small>
                        {words} · <MomentText of={row.createdAt} />
                      </small>
                    </Go>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Answered>
    </Section>
  )
}
