import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import type { StickFile } from './sync-state.ts'
import { saveFile } from './save-file.ts'

/** For shops without a line: out by a file, and the answer back by another. */
export function StickPart() {
  const say = useWords()
  const { number } = useFormats()
  const { save, read, said, busy, left, of } = useStick()
  const input = useRef<HTMLInputElement>(null)
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('sync.stick.title')}</h2>
      </header>
      <p className="quiet">{say('sync.stick.how')}</p>
      <div className="till-door-acts">
        <Button
          size="large"
          icon={<DownloadOutlined aria-hidden />}
          loading={busy}
          onClick={() => void save()}
        >
          {left.length === 0
            ? say('sync.stick.save')
            : say('sync.stick.next', { n: number(of - left.length + 1), of: number(of) })}
        </Button>
        <Button
          size="large"
          icon={<UploadOutlined aria-hidden />}
          disabled={busy}
          onClick={() => input.current?.click()}
        >
          {say('sync.stick.read')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={say('sync.stick.read')}
          onChange={({ target }) => {
            void read(target.files?.[0])
            // The same file again is a change again.
            target.value = ''
          }}
        />
      </div>
      {said === null ? null : <p role="status">{said}</p>}
    </section>
  )
}

type Saving = Readonly<{ left: readonly StickFile[]; of: number }>
const NOTHING_LEFT: Saving = { left: [], of: 0 }

function useStick() {
  const say = useWords()
  const { number } = useFormats()
  const { stick } = useTill()
  const [said, setSaid] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  // A browser lets a page save one file at a press: of a long log each press saves the next.
  const [{ left, of }, keep] = useState<Saving>(NOTHING_LEFT)
  const save = async () => {
    setBusy(true)
    const files = left.length > 0 ? left : await stick.save()
    const [file, ...rest] = files
    if (file === undefined) setSaid(say('sync.stick.nothing'))
    else if (await saveFile(file)) {
      const saved = say('sync.stick.saved', { count: file.events, n: number(file.events), name: file.name })
      setSaid(
        rest.length === 0
          ? saved
          : `${saved} ${say('sync.stick.more', { n: number(rest.length), count: rest.length })}`,
      )
      keep({ left: rest, of: left.length > 0 ? of : files.length })
    } else keep({ left: files, of: left.length > 0 ? of : files.length })
    setBusy(false)
  }
  const read = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    // An answer may have answered what was to be saved next.
    keep(NOTHING_LEFT)
    const answered = await stick.read(new Uint8Array(await file.arrayBuffer()))
    setSaid(
      typeof answered === 'string'
        ? say(`sync.stick.fault.${answered}`)
        : say('sync.stick.taken', { count: answered, n: number(answered) }),
    )
    setBusy(false)
  }
  return { save, read, said, busy, left, of }
}
