import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { bundleAnswer, importBundle, showBundle } from '#domain/device/contract/bundle'
import { download, newId, useCall, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { FileDrop } from '#ui/kit/file-drop.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'

type Bundle = Told<typeof showBundle>

/** A till's file from a stick comes in here, at any branch and as often as one likes; the answer goes back on it. */
export function Stick() {
  const { t } = useTranslation()
  const [id, setId] = useState<string | null>(null)
  const bring = useCommand(importBundle, (told) => setId(told.id))
  const read = async (file: File) => {
    setId(null)
    bring.mutate({ id: newId(), bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  return (
    <>
      <p className="quiet">{t('devices.stickWords')}</p>
      <FileDrop
        title={t('devices.stickDrop')}
        hint={t('devices.stickHint')}
        accept=".zjb"
        disabled={bring.isPending}
        onFile={(file) => void read(file)}
      />
      <ErrorNotice of={bring.error} />
      {id === null ? null : <Outcome id={id} />}
    </>
  )
}

/** While it is carried out, segment by segment, one looks again each second; nothing has to be kept open for it. */
function Outcome({ id }: Readonly<{ id: string }>) {
  const { t } = useTranslation()
  const ask = useCall(showBundle, { id }, { everyMs: (told) => (told?.state === 'done' ? false : 1_000) })
  return ask.data ? <Read of={ask.data} /> : <p>{t('devices.stickReading')}</p>
}

function Read({ of }: Readonly<{ of: Bundle }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const counts = (['applied', 'duplicates', 'quarantined', 'refused', 'waiting'] as const).filter(
    (one) => of[one] > 0,
  )
  return (
    <section className="device-stick">
      <h3>{t('devices.stickOf', { till: of.deviceName, from: number(of.from), to: number(of.to) })}</h3>
      <ul className="lines">
        {counts.map((one) => (
          <li key={one}>
            <span className="lines-what">{t(`devices.bundle.${one}`)}</span>
            <strong className="num">{number(of[one])}</strong>
          </li>
        ))}
      </ul>
      {of.missingFrom === null ? null : (
        <Alert type="warning" showIcon title={t('devices.stickMissing', { from: number(of.missingFrom) })} />
      )}
      {of.frozen ? <Alert type="error" showIcon title={t('devices.frozenWords')} /> : null}
      {of.state === 'done' ? (
        <Button onClick={() => void download(bundleAnswer, { id: of.id })}>{t('devices.stickAnswer')}</Button>
      ) : (
        <p className="quiet num">
          {t('devices.stickGoing', { done: number(of.segmentsDone), all: number(of.segments) })}
        </p>
      )}
    </section>
  )
}
