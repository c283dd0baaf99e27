import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveSegment } from '#domain/insight/contract'
import type { Survey } from '#domain/survey/contract/survey'
import { newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'

/** Months of purchases by which the best fifth is dealt. */
const MONTHS = 12
const BEST_FIFTH = 5

/** A survey is sent as a campaign: to a saved segment, or to the best fifth by spend, who are saved as one first. */
export function SendPart({ of }: Readonly<{ of: Survey }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const go = useGo()
  const may = useMay()
  const [id, setId] = useState(newId)
  const save = useCommand(saveSegment, async (segment) => {
    go(paths.askSurvey({ survey: of.surveyId, segmentId: segment.id }))
  })
  const best = () =>
    save.mutate(
      {
        id,
        // Twice on a day is two segments: whoever was found then stays as it was.
        name: t('surveys.send.bestName', { at: moment(new Date().toISOString()) }),
        rule: {},
        conditions: { is: 'score', of: 'm', among: [BEST_FIFTH] },
        windowMonths: MONTHS,
      },
      { onError: () => setId(newId()) },
    )
  return (
    <Section title={t('surveys.send.title')} note={t('surveys.send.note')}>
      <ErrorNotice of={save.error} />
      <div className="survey-send">
        <Button type="primary" onClick={() => go(paths.askSurvey({ survey: of.surveyId }))}>
          {t('surveys.send.segment')}
        </Button>
        {may('segment.write') ? (
          <Button onClick={best} loading={save.isPending}>
            {t('surveys.send.best')}
          </Button>
        ) : null}
      </div>
      {of.purpose === 'product_use' ? <p className="quiet">{t('surveys.send.quarter')}</p> : null}
    </Section>
  )
}
