import { Button, Segmented } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { msOf } from '#base/instant'
import { shareOf } from '#domain/device/model/offline'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DisplaySettings } from '../display/display-settings.tsx'
import { PrintSettings } from '../display/print-settings.tsx'
import { useClock } from '../shell/seconds.ts'
import { useInstall } from '../shell/install.ts'
import { LOCK_CHOICES, useLockMinutes } from '../shell/auto-lock.ts'
import { usePolicy, useSync, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { askToKeep, storageNow, type Storage } from './storage.ts'
import './settings.css'

/** What this till is, what it goes by and until when, and what it keeps. */
export function SettingsPage() {
  const say = useWords()
  const { identity } = useTill()
  const { storeName, storeCode, deviceCode } = usePolicy()
  return (
    <article className="till-page">
      <header className="till-page-head">
        <h1>{say('settings.title')}</h1>
      </header>
      <dl className="facts settings-facts">
        <Fact label={say('settings.device')}>
          <span className="num">{deviceCode}</span>
        </Fact>
        <Fact label={say('settings.store')}>
          {storeName} <span className="num quiet">{storeCode}</span>
        </Fact>
        <Fact label={say('settings.epoch')}>{say('settings.epochHow', { epoch: identity.epoch })}</Fact>
        <Rules />
        <Catalogue />
        <StorageFact />
        <Fact label={say('settings.version')}>
          <span className="num">{__TILL_VERSION__}</span>
        </Fact>
      </dl>
      <PrintSettings />
      <DisplaySettings />
      <LockChoice />
      <Install />
      <EnrolAnew />
    </article>
  )
}

function Fact({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Certificate, policy and limits, each with its end. */
function Rules() {
  const say = useWords()
  const { moment, span, money } = useFormats()
  const policy = usePolicy()
  const till = useTill()
  useClock(60_000)
  const now = msOf(till.now())
  const secondsTo = (at: typeof policy.issuedAt) => (msOf(at) - now) / 1000
  const left = secondsTo(policy.certifiedUntil)
  const own = policy.limits === null ? null : shareOf(policy.limits)
  return (
    <>
      <Fact label={say('settings.certificate')}>
        {left > 0
          ? say('settings.certificateUntil', { until: moment(policy.certifiedUntil), span: span(left) })
          : say('settings.certificateOver', { until: moment(policy.certifiedUntil) })}
      </Fact>
      <Fact label={say('settings.policy')}>
        {say('settings.policyIs', {
          version: policy.version,
          program: policy.programVersion,
          age: span(Math.max(1, 0 - secondsTo(policy.issuedAt))),
        })}
        <br />
        <span className="quiet">{say('settings.policyUntil', { until: moment(policy.expiresAt) })}</span>
      </Fact>
      <Fact label={say('settings.limits')}>
        {own === null
          ? say('settings.limitsNone')
          : say('settings.limitsAre', {
              sale: money(own.perSaleMinor),
              card: money(own.perCardMinor),
              store: money(own.perStoreMinor),
            })}
      </Fact>
    </>
  )
}

/** Counted anew when a round of sync has ended. */
function Catalogue() {
  const say = useWords()
  const { number } = useFormats()
  const { products, members } = useTill()
  const { busy } = useSync()
  const [counts, setCounts] = useState<Readonly<{ products: number; members: number }> | null>(null)
  useEffect(() => {
    if (busy) return undefined
    let stale = false
    void Promise.all([products.count(), members.count()]).then(
      ([p, m]) => stale || setCounts({ products: p, members: m }),
    )
    return () => {
      stale = true
    }
  }, [products, members, busy])
  if (counts === null) return null
  const told = { products: number(counts.products), members: number(counts.members) }
  return <Fact label={say('settings.catalogue')}>{say('settings.catalogueIs', told)}</Fact>
}

/** Whether the browser promised to keep what the till holds, and how much room there is. */
function StorageFact() {
  const say = useWords()
  const [storage, setStorage] = useState<Storage | null>(null)
  useEffect(() => {
    void storageNow().then(setStorage)
  }, [])
  if (storage === null) return null
  return (
    <Fact label={say('settings.storage')}>
      {say(storage.kept ? 'settings.storageKept' : 'settings.storageNotKept')}
      <br />
      <span className="quiet num">
        {say('settings.storageUse', { used: storage.used, quota: storage.quota })}
      </span>
      {storage.kept ? null : (
        <div>
          <Button size="large" onClick={() => void askToKeep().then(storageNow).then(setStorage)}>
            {say('settings.storageAsk')}
          </Button>
        </div>
      )}
    </Fact>
  )
}

function LockChoice() {
  const say = useWords()
  const [minutes, choose] = useLockMinutes()
  const options = LOCK_CHOICES.map((value) => ({
    value,
    label: value === 0 ? say('settings.lockNever') : say('settings.lockMinutes', { count: value }),
  }))
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('settings.lock')}</h2>
      </header>
      <Segmented size="large" value={minutes} options={options} onChange={choose} />
    </section>
  )
}

function Install() {
  const say = useWords()
  const install = useInstall()
  if (install === null) return null
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('settings.install')}</h2>
      </header>
      <p className="quiet">{say('settings.installHow')}</p>
      <Button size="large" onClick={install}>
        {say('settings.install')}
      </Button>
    </section>
  )
}

/**
 * The way on for a till whose log head office no longer takes: a manager makes a code, and a new epoch begins. Whom
 * head office does not know any more, because another machine was let in as this till, is told nothing of its standing.
 */
function EnrolAnew() {
  const say = useWords()
  const { enrolAnew } = useTill()
  const { standing, trouble } = useSync()
  if (standing === 'good' && trouble !== 'signed_out') return null
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('settings.anew')}</h2>
      </header>
      <p className="quiet">{say('settings.anewHow')}</p>
      <Button size="large" danger onClick={() => void enrolAnew()}>
        {say('settings.anew')}
      </Button>
    </section>
  )
}
