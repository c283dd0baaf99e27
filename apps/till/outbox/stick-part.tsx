import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { saveFile } from './save-file.ts'

/** For shops without a line: out by a file, and the answer back by another. */
export function StickPart() {
  const say = useWords()
  const { save, read, said, busy } = useStick()
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
          {say('sync.stick.save')}
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

function useStick() {
  const say = useWords()
  const { number } = useFormats()
  const { stick } = useTill()
  const [said, setSaid] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const file = await stick.save()
    if (file === null) setSaid(say('sync.stick.nothing'))
    else if (await saveFile(file))
      setSaid(say('sync.stick.saved', { count: file.events, n: number(file.events), name: file.name }))
    setBusy(false)
  }
  const read = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    const answered = await stick.read(new Uint8Array(await file.arrayBuffer()))
    setSaid(
      typeof answered === 'string'
        ? say(`sync.stick.fault.${answered}`)
        : say('sync.stick.taken', { count: answered, n: number(answered) }),
    )
    setBusy(false)
  }
  return { save, read, said, busy }
}
