import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { showRehearsal, stopRehearsal } from '#domain/planning/contract/rehearsal'
import type { RehearsalShown } from '#domain/planning/contract/rehearsal'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { Progress } from '#ui/kit/progress.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { Found } from './found.tsx'
import { costMore } from './sums.ts'
import './planning.css'

const goesOn = ({ state }: RehearsalShown): boolean => state === 'waiting' || state === 'running'

/** One rehearsal: how far it is, and then what it found. */
export function RehearsalPage() {
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(showRehearsal, { id }, { everyMs: (told) => (told && !goesOn(told) ? false : 700) })
  return <Answered ask={ask}>{(told) => <Sheet key={told.id} of={told} />}</Answered>
}

function Sheet({ of }: Readonly<{ of: RehearsalShown }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const span = t('planning.span', { from: day(of.from), to: day(of.to) })
  return (
    <Page
      title={t('planning.result.title')}
      answer={
        <>
          {span}
          {of.told ? <Answer told={of.told} /> : null}
        </>
      }
      back={{ to: paths.rehearsals, label: t('planning.title') }}
    >
      {of.told ? <Found told={of.told} version={of.programVersion} /> : <Waiting of={of} />}
    </Page>
  )
}

function Waiting({ of }: Readonly<{ of: RehearsalShown }>) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const stop = useCommand(stopRehearsal, () => queries.invalidateQueries())
  if (!goesOn(of)) {
    const state = of.state === 'failed' ? 'failed' : 'stopped'
    return (
      <Alert
        className="notice"
        type={state === 'failed' ? 'error' : 'info'}
        showIcon
        title={t(`planning.result.${state}`)}
        action={<Go to={paths.rehearsals}>{t('planning.result.again')}</Go>}
      />
    )
  }
  return (
    <div className="rehearsal-progress">
      <p>{t('planning.result.replaying')}</p>
      <Progress done={of.done} whole={of.total} unit={t('planning.result.unit')} />
      <ErrorNotice of={stop.error} />
      <Button loading={stop.isPending} onClick={() => stop.mutate({ id: of.id })}>
        {t('planning.result.stop')}
      </Button>
    </div>
  )
}

/** The question of the title, answered in a sentence. */
function Answer({ told }: Readonly<{ told: NonNullable<RehearsalShown['told']> }>) {
  const { t } = useTranslation()
  const { money, percent } = useFormats()
  const { more, share } = costMore(told)
  const way = more > 0 ? 'more' : more < 0 ? 'less' : 'alike'
  return (
    <>
      {t('kit.colon')}
      {t(`planning.result.${way}`, {
        cost: money(told.draft.costMinor),
        by: money(Math.abs(more)),
        share: percent(share),
      })}
    </>
  )
}
