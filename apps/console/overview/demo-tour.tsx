import { CheckOutlined, LoadingOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { STAGES, showDemo } from '#domain/demo/contract'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { Progress } from '#ui/kit/progress.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'

const ASK_AGAIN_MS = 2_000

/** In a chain of the tour: what has happened so far, and the ways to it. Nothing in a chain of one's own. */
export function DemoTour() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const may = useMay()
  const ask = useCall(
    showDemo,
    {},
    { everyMs: (told) => (told?.tour && told.tour.stage !== 'done' ? ASK_AGAIN_MS : false) },
  )
  const tour = ask.data?.tour
  const stage = tour?.stage
  useEffect(() => {
    // Each stage moves the figures of the page.
    if (stage) void queries.invalidateQueries({ predicate: (query) => query.queryKey[1] !== showDemo.name })
  }, [stage, queries])
  if (!tour) return null
  const at = STAGES.indexOf(tour.stage)
  const done = tour.stage === 'done'
  return (
    <Section title={t('overview.tour.title')} note={t('overview.tour.note')}>
      <ol className="tour">
        {STAGES.map((name, index) => (
          <li key={name} className={index > at ? 'tour-later' : ''}>
            {index <= at ? (
              <CheckOutlined aria-hidden />
            ) : index === at + 1 ? (
              <LoadingOutlined aria-hidden />
            ) : (
              <span />
            )}
            {t(`overview.tour.stage.${name}`)}
          </li>
        ))}
      </ol>
      {done ? <p>{t('overview.tour.done')}</p> : null}
      {!done && tour.rowsTotal > 0 ? (
        <Progress done={tour.rowsDone} whole={tour.rowsTotal} unit={t('overview.tour.rows')} />
      ) : null}
      <p className="tour-ways">
        {tour.segmentIds.length > 0 && may('insight.read') ? (
          <Go to={paths.segments}>{t('overview.tour.segments')}</Go>
        ) : null}
        {tour.campaignId !== null && may('campaign.read') ? (
          <Go to={paths.campaign(tour.campaignId)}>{t('overview.tour.campaign')}</Go>
        ) : null}
      </p>
    </Section>
  )
}
