import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import {
  addMedia,
  deviceMedia,
  MOST_MEDIA_BYTES,
  setPlaylist,
  showPlaylist,
} from '#domain/device/contract/policy'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { FileDrop } from '#ui/kit/file-drop.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { useDone } from '../standing/act.tsx'

type Playlist = Told<typeof showPlaylist>
type Item = Playlist['items'][number]

/** What customer screens show while nobody is served (C82); the tills fetch it with their policy and keep it. */
export function Screens() {
  const ask = useCall(showPlaylist, {})
  return <Answered ask={ask}>{(told) => <Editor key={told.version} of={told} />}</Answered>
}

function Editor({ of }: Readonly<{ of: Playlist }>) {
  const { t } = useTranslation()
  const may = useMay()
  const [items, setItems] = useState<readonly Item[]>(of.items)
  const [bulletin, setBulletin] = useState(of.bulletin[0] ?? { zh: '', en: '' })
  const done = useDone(() => undefined)
  const save = useCommand(setPlaylist, () => done(t('devices.screensSaved')))
  const change = (at: number, part: Partial<Item>) =>
    setItems(items.map((one, here) => (here === at ? { ...one, ...part } : one)))
  const send = () => {
    const words = bulletin.zh || bulletin.en ? [bulletin] : []
    save.mutate({ version: of.version, items: [...items], bulletin: words })
  }
  return (
    <>
      <p className="quiet">{t('devices.screensWords')}</p>
      <ErrorNotice of={save.error} />
      {items.length === 0 ? (
        <EmptyState title={t('devices.noScreens')}>{t('devices.noScreensWords')}</EmptyState>
      ) : null}
      <ul className="lines device-screens">
        {items.map((one, at) => (
          <ItemRow
            key={one.id}
            of={one}
            change={(part) => change(at, part)}
            drop={() => setItems(items.filter((_, here) => here !== at))}
          />
        ))}
      </ul>
      {may('device.manage') ? (
        <>
          <Button onClick={() => setItems([...items, itemOf(`text-${Date.now()}`, 'text')])}>
            {t('devices.addText')}
          </Button>
          <AddPicture add={(id) => setItems([...items, itemOf(id, 'image')])} />
          <Bulletin of={bulletin} change={setBulletin} />
          <Button type="primary" loading={save.isPending} onClick={send}>
            {t('devices.screensSave')}
          </Button>
        </>
      ) : null}
    </>
  )
}

type Line = Playlist['bulletin'][number]

/** One line at the bottom of every customer screen, in both languages. */
function Bulletin({ of, change }: Readonly<{ of: Line; change: (line: Line) => void }>) {
  const { t } = useTranslation()
  return (
    <Form layout="vertical" className="device-bulletin">
      <Form.Item label={t('devices.bulletinZh')}>
        <Input maxLength={300} value={of.zh} onChange={({ target }) => change({ ...of, zh: target.value })} />
      </Form.Item>
      <Form.Item label={t('devices.bulletinEn')}>
        <Input maxLength={300} value={of.en} onChange={({ target }) => change({ ...of, en: target.value })} />
      </Form.Item>
    </Form>
  )
}

const STANDARD_SECONDS = 8
const itemOf = (id: string, kind: Item['kind']): Item => ({
  id,
  kind,
  textZh: '',
  textEn: '',
  seconds: STANDARD_SECONDS,
})

type RowWords = Readonly<{ of: Item; change: (part: Partial<Item>) => void; drop: () => void }>

function ItemRow({ of, change, drop }: RowWords) {
  const { t } = useTranslation()
  return (
    <li className="device-screen">
      {of.kind === 'image' ? (
        <img src={`/api/v1${deviceMedia.path.replace(':id', of.id)}`} alt={t('devices.picture')} />
      ) : (
        <span className="device-screen-text">{t('devices.textOnly')}</span>
      )}
      <Input
        aria-label={t('devices.wordsZh')}
        placeholder={t('devices.wordsZh')}
        maxLength={200}
        value={of.textZh}
        onChange={({ target }) => change({ textZh: target.value })}
      />
      <Input
        aria-label={t('devices.wordsEn')}
        placeholder={t('devices.wordsEn')}
        maxLength={200}
        value={of.textEn}
        onChange={({ target }) => change({ textEn: target.value })}
      />
      <InputNumber
        aria-label={t('devices.seconds')}
        min={2}
        max={600}
        precision={0}
        suffix={t('devices.secondsUnit')}
        value={of.seconds}
        onChange={(seconds) => change({ seconds: seconds ?? STANDARD_SECONDS })}
      />
      <Button onClick={drop}>{t('devices.drop')}</Button>
    </li>
  )
}

function AddPicture({ add }: Readonly<{ add: (id: string) => void }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const bring = useCommand(addMedia, ({ id }) => add(id))
  const read = async (file: File) => bring.mutate({ bytes: new Uint8Array(await file.arrayBuffer()) })
  return (
    <>
      <FileDrop
        title={t('devices.addPicture')}
        hint={t('devices.pictureHint', { kb: number(Math.floor(MOST_MEDIA_BYTES / 1024)) })}
        accept=".jpg,.jpeg,.png,.webp"
        disabled={bring.isPending}
        onFile={(file) => void read(file)}
      />
      <ErrorNotice of={bring.error} />
    </>
  )
}
