import { CameraOutlined } from '@ant-design/icons'
import { Button, Input, Spin } from 'antd'
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { isProblem } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Seal } from '#ui/kit/seal.tsx'
import type { Shelf } from '../shelf/shelf.ts'
import { useWords } from '../words.ts'
import { Camera } from './camera.tsx'
import { beginEnrolment, lookAtEnrolment, type Waiting } from './enrolling.ts'
import { Tongues } from './tongues.tsx'

/** Between two looks whether the manager has decided. */
const LOOK_MS = 3_000

type Words = Readonly<{ shelf: Shelf; waiting: Waiting | null; onEnrolled: () => void }>

/** The first run: a code from a manager, then their approval. */
export function EnrolPage({ shelf, waiting: before, onEnrolled }: Words) {
  const [waiting, setWaiting] = useState(before)
  const [refused, setRefused] = useState(false)
  if (waiting === null) return <CodeForm shelf={shelf} refused={refused} onSent={setWaiting} />
  const over = (isRefused: boolean) => {
    setRefused(isRefused)
    setWaiting(null)
  }
  return <WaitingPage shelf={shelf} waiting={waiting} onOver={over} onEnrolled={onEnrolled} />
}

function Door({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <main className="till-door">
      <Seal size={56} />
      <h1>{title}</h1>
      {children}
      <Tongues />
    </main>
  )
}

type CodeWords = Readonly<{ shelf: Shelf; refused: boolean; onSent: (waiting: Waiting) => void }>

function CodeForm({ shelf, refused, onSent }: CodeWords) {
  const say = useWords()
  const [code, setCode] = useState('')
  const [camera, setCamera] = useState(false)
  const { send, busy, trouble } = useSending(shelf, onSent)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(code)
  }
  const scanned = (text: string) => {
    setCamera(false)
    setCode(text)
    void send(text)
  }
  return (
    <Door title={say('shell.enrol.title')}>
      <p>{say('shell.enrol.how')}</p>
      {refused ? <Said>{say('shell.enrol.refused')}</Said> : null}
      <form onSubmit={submit}>
        <Input
          size="large"
          className="till-code"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          value={code}
          aria-label={say('shell.enrol.code')}
          placeholder={say('shell.enrol.codeHint')}
          onChange={({ target }) => setCode(target.value)}
        />
        <Trouble of={trouble} />
        <div className="till-door-acts">
          <Button size="large" type="primary" htmlType="submit" loading={busy}>
            {say('shell.enrol.go')}
          </Button>
          <Button size="large" icon={<CameraOutlined aria-hidden />} onClick={() => setCamera(true)}>
            {say('shell.enrol.camera')}
          </Button>
        </div>
      </form>
      <Camera open={camera} onClose={() => setCamera(false)} onCode={scanned} />
    </Door>
  )
}

function Said({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <p className="member-unknown" role="alert">
      {children}
    </p>
  )
}

function useSending(shelf: Shelf, onSent: CodeWords['onSent']) {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const send = async (shown: string) => {
    if (shown.trim() === '') return
    setBusy(true)
    setTrouble(null)
    await beginEnrolment(shelf, shown).then(onSent, setTrouble)
    setBusy(false)
  }
  return { send, busy, trouble }
}

/** The first time there must be a network; the host's own words for everything else. */
function Trouble({ of }: Readonly<{ of: unknown }>) {
  const say = useWords()
  if (isProblem(of) && of.problem.status === 0) return <Said>{say('shell.enrol.offline')}</Said>
  return <ErrorNotice of={of} />
}

type WaitWords = Readonly<{
  shelf: Shelf
  waiting: Waiting
  onOver: (refused: boolean) => void
  onEnrolled: () => void
}>

function WaitingPage({ shelf, waiting, onOver, onEnrolled }: WaitWords) {
  const say = useWords()
  const [trouble, setTrouble] = useState<unknown>(null)
  const told = useRef({ onOver, onEnrolled })
  useEffect(() => {
    told.current = { onOver, onEnrolled }
  })
  useEffect(() => {
    let over = false
    const look = async (): Promise<void> => {
      try {
        const state = await lookAtEnrolment(shelf, waiting)
        if (over) return
        setTrouble(null)
        if (state === 'approved') return told.current.onEnrolled()
        if (state === 'refused') return told.current.onOver(true)
      } catch (reason) {
        if (!over) setTrouble(reason)
      }
      if (!over) setTimeout(() => void look(), LOOK_MS)
    }
    void look()
    return () => {
      over = true
    }
  }, [shelf, waiting])
  const startOver = () => void shelf.kept.delete('enrolment').then(() => onOver(false))
  return (
    <Door title={say('shell.enrol.waiting.title')}>
      <p>{say('shell.enrol.waiting.how')}</p>
      <p>
        {say('shell.enrol.waiting.fingerprint')} <strong className="till-code">{waiting.fingerprint}</strong>
      </p>
      <p>
        <Spin />
      </p>
      <Trouble of={trouble} />
      <Button size="large" onClick={startOver}>
        {say('shell.enrol.waiting.stop')}
      </Button>
    </Door>
  )
}
