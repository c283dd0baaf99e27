import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { showStepLists } from '#domain/campaign/contract/list'
import { listJourneys } from '#domain/journey/contract'
import type { Journey } from '#domain/journey/contract'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { StartButton } from './start-button.tsx'
import { useTriggerText } from './sentence.ts'
import { STARTS } from './values.ts'
import './journeys.css'

/** What happens to members by itself, the running ones first. */
export function JourneysPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(listJourneys, {})
  const rows = ask.data?.rows ?? []
  const running = rows.filter((one) => one.state === 'running')
  const walking = running.reduce((sum, one) => sum + one.entries.walking, 0)
  return (
    <Page
      title={t('journeys.title')}
      answer={
        rows.length === 0
          ? null
          : t('journeys.answer', {
              count: running.length,
              n: number(running.length),
              walking: number(walking),
            })
      }
      back={{ to: paths.campaigns, label: t('campaigns.title') }}
      actions={
        <>
          <ListsLink />
          <AddButton />
        </>
      }
    >
      <Answered ask={ask}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={t('journeys.empty.title')} actions={<AddButton />}>
              {t('journeys.empty.words')}
            </EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.journeyId} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

/** The way to what waits for a list, where something waits or was handed over. */
function ListsLink() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(showStepLists, {})
  if (!data || data.total + data.waiting.length === 0) return null
  const waits = data.waiting.reduce((sum, one) => sum + one.messages, 0)
  return <Go to={paths.journeyLists}>{t('journeys.lists.link', { n: number(waits) })}</Go>
}

function AddButton() {
  const { t } = useTranslation()
  return (
    <StartButton
      label={t('journeys.add')}
      starts={STARTS}
      nameOf={(start) => t(`journeys.start.${start}.name`)}
      pathOf={(start) => paths.newJourney({ start })}
    />
  )
}

const COLOURS = { running: 'green', paused: 'gold', draft: 'default', stopped: 'default' } as const

export function StateTag({ of }: Readonly<{ of: Journey['state'] }>) {
  const { t } = useTranslation()
  return <Tag color={COLOURS[of]}>{t(`journeys.state.${of}`)}</Tag>
}

function Row({ of }: Readonly<{ of: Journey }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const when = useTriggerText()
  const { treated, control, walking, ended } = of.entries
  const done = (ended.done ?? 0) + (ended.goal ?? 0)
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Go to={paths.journey(of.journeyId)}>{of.document.name}</Go> <StateTag of={of.state} />
        </strong>
        <span>{when(of.document.trigger)}</span>
        <small className="quiet num">
          {t('journeys.counts', {
            treated: number(treated),
            control: number(control),
            walking: number(walking),
            done: number(done),
          })}
        </small>
      </span>
    </li>
  )
}
