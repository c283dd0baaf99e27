import { Alert, Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decideGate, pilotReport, type WholePlan } from '#domain/planner/contract'
import type { Wave } from '#domain/planner/contract/document'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useDone } from '../standing/act.tsx'
import { useKeptId } from '../wallet/kept-id.ts'

/** Where the plan runs: the pilot first, and before each further wave what has been seen and somebody's word. */
export function WavesPart({ of }: Readonly<{ of: WholePlan }>) {
  return (
    <ol className="plan-phases">
      {of.document.waves.map((wave, at) => (
        <WaveCard key={wave.id} of={of} wave={wave} isFirst={at === 0} />
      ))}
    </ol>
  )
}

type CardWords = Readonly<{ of: WholePlan; wave: Wave; isFirst: boolean }>

function WaveCard({ of, wave, isFirst }: CardWords) {
  const { t } = useTranslation()
  const { number, moment } = useFormats()
  const told = of.waves.find((one) => one.wave === wave.id)
  const names = (told?.branches ?? []).slice(0, 12).map((one) => one.name)
  const gate = told?.gate ?? null
  return (
    <li className="plan-phase">
      <header>
        <h3>{wave.name}</h3>
        <Tag color={told?.open ? 'green' : 'default'}>
          {t(told?.open ? 'planner.wave.open' : 'planner.wave.closed')}
        </Tag>
      </header>
      <p className="quiet">
        {t('planner.wave.branches', {
          count: told?.branches.length ?? 0,
          n: number(told?.branches.length ?? 0),
        })}{' '}
        {names.join(t('planner.between'))}
        {(told?.branches.length ?? 0) > names.length ? '…' : ''}
      </p>
      {isFirst ? null : <p className="quiet">{t(`planner.gate.${wave.gate}`)}</p>}
      {gate ? (
        <Alert
          className="notice"
          type={gate.goes ? 'success' : 'warning'}
          showIcon
          title={t(gate.goes ? 'planner.wave.went' : 'planner.wave.held', {
            name: gate.byName,
            moment: moment(gate.at),
          })}
          description={gate.note}
        />
      ) : null}
      {isFirst || told?.open || of.state !== 'running' ? null : <Decide of={of} wave={wave.id} />}
    </li>
  )
}

/** The pilot's report, and the person's word. */
function Decide({ of, wave }: Readonly<{ of: WholePlan; wave: string }>) {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const may = useMay()
  const ask = useCall(pilotReport, { planId: of.planId, wave })
  return (
    <Answered ask={ask}>
      {({ met, seen }) => (
        <>
          <ul className="lines">
            {seen.map((one) => (
              <li key={one.id}>
                <span className="lines-what">
                  <strong>
                    <Go to={one.kind === 'campaign' ? paths.campaignReport(one.id) : paths.journey(one.id)}>
                      {one.name}
                    </Go>
                  </strong>
                  <small>
                    {one.verdict === null
                      ? t('planner.wave.notYet')
                      : manner.language === 'en'
                        ? one.en
                        : one.zh}
                  </small>
                </span>
                {one.verdict !== null && !one.complete ? <Tag>{t('planner.wave.early')}</Tag> : null}
              </li>
            ))}
          </ul>
          {seen.length === 0 ? <p className="quiet">{t('planner.wave.nothing')}</p> : null}
          {may('campaign.send') ? <Word planId={of.planId} wave={wave} met={met} /> : null}
        </>
      )}
    </Answered>
  )
}

type WordWords = Readonly<{ planId: string; wave: string; met: boolean }>

function Word({ planId, wave, met }: WordWords) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const done = useDone(() => undefined)
  const decide = useCommand(decideGate, () => done(t('planner.done.gate')))
  // Going on and waiting are two wishes; pressing the other button after silence is not the first one again.
  const yes = useKeptId(`goes ${note}`)
  const no = useKeptId(`waits ${note}`)
  const say = (goes: boolean) => {
    const kept = goes ? yes : no
    const wish = { id: kept.id, planId: planId, wave, goes, note }
    decide.mutate(wish, { onError: kept.renew })
  }
  return (
    <div className="plan-word">
      {met ? null : <p>{t('planner.wave.reason')}</p>}
      <Input
        maxLength={500}
        placeholder={t('planner.wave.note')}
        aria-label={t('planner.wave.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="plan-makes">
        <Button
          type="primary"
          disabled={!met && note.trim() === ''}
          loading={decide.isPending}
          onClick={() => say(true)}
        >
          {t('planner.wave.go')}
        </Button>
        <Button disabled={decide.isPending} onClick={() => say(false)}>
          {t('planner.wave.wait')}
        </Button>
      </div>
      <ErrorNotice of={decide.error} />
    </div>
  )
}
