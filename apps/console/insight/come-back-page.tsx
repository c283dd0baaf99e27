import { Alert, Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { askForecast, showForecast } from '#domain/insight/contract/forecast'
import type { ForecastTold } from '#domain/insight/contract/forecast'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { Progress } from '#ui/kit/progress.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ComeBackBands } from './come-back-bands.tsx'
import { ComeBackHow } from './come-back-how.tsx'
import { Leaving } from './come-back-leaving.tsx'
import { Proof } from './come-back-proof.tsx'
import { NothingToSee, nothingToSee } from './looked.tsx'
import { useLens } from './use-lens.ts'
import './insight.css'

type Shown = Told<typeof showForecast>

const goesOn = ({ run }: Shown): boolean => run?.state === 'waiting' || run?.state === 'running'

/** Who will come back: the answer of the night, how it was proven, and the members behind it. */
export function ComeBackPage() {
  const { t } = useTranslation()
  const use = useLens()
  const ask = useCall(showForecast, {}, { everyMs: (told) => (told && goesOn(told) ? 700 : false) })
  const unseen = nothingToSee(ask.error)
  return (
    <Page
      title={t('comeBack.title')}
      answer={ask.data && !unseen ? <Answer shown={ask.data} /> : null}
      actions={ask.data ? <AskNow shown={ask.data} /> : null}
      back={{ to: paths.insight, label: t('insight.back') }}
    >
      {unseen ? (
        <NothingToSee use={use} />
      ) : (
        <Answered ask={ask}>
          {(shown) => (
            <div className="whole">
              <State shown={shown} />
              {shown.told ? <Found told={shown.told} /> : null}
            </div>
          )}
        </Answered>
      )}
    </Page>
  )
}

function Answer({ shown }: Readonly<{ shown: Shown }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const { told } = shown
  if (!told) return <>{t('comeBack.notYet')}</>
  if (!told.sums) return <>{t('comeBack.none')}</>
  const returning = Math.round(told.sums.returning)
  return (
    <>
      {t('comeBack.answer', {
        count: told.sums.members,
        all: number(told.sums.members),
        alive: number(Math.round(told.sums.alive)),
        n: number(returning),
        days: number(told.days),
        day: day(told.asOf),
      })}
    </>
  )
}

function AskNow({ shown }: Readonly<{ shown: Shown }>) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  // Kept until it was answered, so that a second press after a lost answer asks for the same.
  const id = useRef(newId())
  const asking = useCommand(askForecast, () => {
    id.current = newId()
    return queries.invalidateQueries()
  })
  if (!may('segment.write')) return null
  return (
    <>
      <ErrorNotice of={asking.error} />
      <Button
        type={shown.told ? 'default' : 'primary'}
        loading={asking.isPending}
        disabled={goesOn(shown)}
        onClick={() => asking.mutate({ id: id.current })}
      >
        {t('comeBack.now')}
      </Button>
    </>
  )
}

/** What is under way, or makes what is shown less than fresh. */
function State({ shown }: Readonly<{ shown: Shown }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { run, told, lastSaleDay } = shown
  if (run && goesOn(shown))
    return (
      <div className="come-back-work" role="status">
        <p>
          {t('comeBack.working')} <span className="quiet">{t('comeBack.workingWords')}</span>
        </p>
        <Progress done={run.step} whole={run.steps === 0 ? undefined : run.steps} unit={t('comeBack.unit')} />
      </div>
    )
  if (run?.state === 'failed')
    return <Alert className="notice" type="error" showIcon title={t('comeBack.failed')} />
  if (told && told.asOf < lastSaleDay)
    return (
      <Alert className="notice" type="info" showIcon title={t('comeBack.stale', { day: day(lastSaleDay) })} />
    )
  return null
}

function Found({ told }: Readonly<{ told: ForecastTold }>) {
  const { t } = useTranslation()
  if (!told.sums || !told.model || !told.proof) return <TooLittle told={told} />
  return (
    <>
      {told.verdict === 'wide' ? <p className="quiet">{t('comeBack.rough')}</p> : null}
      <ComeBackBands sums={told.sums} days={told.days} />
      <Leaving days={told.days} />
      <Proof proof={told.proof} model={told.model} />
      {told.doubts.length > 0 ? (
        <Section title={t('comeBack.doubts')}>
          <ul className="come-back-doubts">
            {told.doubts.map((doubt) => (
              <li key={doubt}>{t(`comeBack.doubt.${doubt}`)}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      <ComeBackHow told={told} model={told.model} />
    </>
  )
}

function TooLittle({ told }: Readonly<{ told: ForecastTold }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const words = {
    buyers: number(told.buyers),
    repeat: number(told.repeatBuyers),
    from: day(told.firstDay),
  }
  return (
    <EmptyState title={t('comeBack.none')} actions={<Go to={paths.rfm}>{t('comeBack.noneLink')}</Go>}>
      {t('comeBack.noneWords')}
      <ul className="come-back-doubts">
        {told.reasons.map((reason) => (
          <li key={reason}>{t(`comeBack.reason.${reason}`, words)}</li>
        ))}
      </ul>
    </EmptyState>
  )
}
