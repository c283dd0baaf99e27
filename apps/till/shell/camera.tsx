import { Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../words.ts'

/** Between two looks at the picture: fast enough for a hand, slow enough for a cheap till. */
const LOOK_MS = 150

type Words = Readonly<{ open: boolean; onCode: (code: string) => void; onClose: () => void }>

/** Reads one QR or barcode by the camera. The reader is fetched when it is first opened, from this till's own files. */
export function Camera({ open, onCode, onClose }: Words) {
  const say = useWords()
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={say('shell.camera.title')}
      footer={null}
      destroyOnHidden
      centered
    >
      {open ? <Looking onCode={onCode} /> : null}
    </Modal>
  )
}

function Looking({ onCode }: Readonly<{ onCode: (code: string) => void }>) {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const [blind, setBlind] = useState(false)
  const told = useRef(onCode)
  useEffect(() => {
    told.current = onCode
  })
  useEffect(() => {
    const place = video.current
    if (!place) return undefined
    const looking = look(place, (code) => told.current(code))
    looking.catch(() => setBlind(true))
    return () => void looking.then((stop) => stop()).catch(() => undefined)
  }, [])
  return blind ? (
    <p role="alert">{say('shell.camera.none')}</p>
  ) : (
    <div className="till-camera">
      <video ref={video} muted playsInline />
      <p className="quiet">{say('shell.camera.point')}</p>
    </div>
  )
}

/** Opens the camera and looks until a code is found; answers what ends it. Throws when there is no camera. */
async function look(video: HTMLVideoElement, found: (code: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
    audio: false,
  })
  const { read } = await import('./read-code.ts')
  video.srcObject = stream
  await video.play()
  let over = false
  const stop = () => {
    over = true
    for (const track of stream.getTracks()) track.stop()
  }
  const once = async (): Promise<void> => {
    if (over) return
    const code = await read(video)
    if (over) return
    if (code === null) setTimeout(() => void once(), LOOK_MS)
    else {
      stop()
      found(code)
    }
  }
  void once()
  return stop
}
