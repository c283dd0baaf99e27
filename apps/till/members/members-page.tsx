import { CameraOutlined, SearchOutlined, UserAddOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Camera } from '../shell/camera.tsx'
import { useKeys, useMayWrite, useScan, useTill, type MemberRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { EnrolForm } from './enrol-form.tsx'
import { isMadeWell } from './made-number.ts'
import { MemberPart } from './member-part.tsx'
import { MemberRows } from './member-rows.tsx'
import { codeIn } from './scanned-code.ts'
import './members.css'

type Doing =
  | Readonly<{ kind: 'looking' }>
  | Readonly<{ kind: 'one'; id: string }>
  | Readonly<{ kind: 'joining'; card: string | null }>

/** Finds a member by whatever they can say or show, and does what is done for one at a till. */
export function MembersPage() {
  const [doing, setDoing] = useState<Doing>({ kind: 'looking' })
  const back = () => setDoing({ kind: 'looking' })
  const open = (id: string) => setDoing({ kind: 'one', id })
  const join = (card: string | null) => setDoing({ kind: 'joining', card })
  const mayWrite = useMayWrite()
  useKeys({ Insert: () => join(null) }, doing.kind === 'looking' && mayWrite)
  useKeys({ Escape: back }, doing.kind !== 'looking')
  if (doing.kind === 'one') return <MemberPart id={doing.id} onBack={back} />
  if (doing.kind === 'joining') return <EnrolForm card={doing.card} onBack={back} onDone={open} />
  return <Looking onOpen={open} onJoin={join} />
}

type LookingWords = Readonly<{ onOpen: (id: string) => void; onJoin: (card: string | null) => void }>

function Looking({ onOpen, onJoin }: LookingWords) {
  const say = useWords()
  const { members } = useTill()
  const mayWrite = useMayWrite()
  const [wanted, setWanted] = useState('')
  const [unknown, setUnknown] = useState<string | null>(null)
  const scanned = async (text: string) => {
    const code = codeIn(text)
    const row = await members.byCard(code)
    if (row) onOpen(row.id)
    else setUnknown(code)
  }
  useScan((text) => void scanned(text))
  return (
    <article className="till-page">
      <header className="till-page-head">
        <h1>{say('members.title')}</h1>
        <Button
          size="large"
          type="primary"
          icon={<UserAddOutlined aria-hidden />}
          disabled={!mayWrite}
          onClick={() => onJoin(null)}
        >
          {say('members.enrol')}
        </Button>
      </header>
      <SearchBar
        wanted={wanted}
        onChange={(text) => {
          setUnknown(null)
          setWanted(text)
        }}
        onCode={(code) => void scanned(code)}
      />
      {unknown === null ? null : <Unknown code={unknown} onJoin={() => onJoin(unknown)} />}
      <Found wanted={wanted} onOpen={({ id }) => onOpen(id)} />
    </article>
  )
}

type SearchWords = Readonly<{
  wanted: string
  onChange: (text: string) => void
  onCode: (code: string) => void
}>

function SearchBar({ wanted, onChange, onCode }: SearchWords) {
  const say = useWords()
  const [camera, setCamera] = useState(false)
  return (
    <div className="member-search">
      <Input
        size="large"
        autoFocus
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        value={wanted}
        aria-label={say('members.find')}
        placeholder={say('members.find')}
        onChange={({ target }) => onChange(target.value)}
      />
      <Button
        size="large"
        icon={<CameraOutlined aria-hidden />}
        aria-label={say('members.camera')}
        onClick={() => setCamera(true)}
      >
        <span className="wide-only">{say('members.camera')}</span>
      </Button>
      <Camera
        open={camera}
        onClose={() => setCamera(false)}
        onCode={(code) => {
          setCamera(false)
          onCode(code)
        }}
      />
    </div>
  )
}

function Unknown({ code, onJoin }: Readonly<{ code: string; onJoin: () => void }>) {
  const say = useWords()
  const mayWrite = useMayWrite()
  return (
    <p className="member-unknown" role="alert">
      {say(isMadeWell(code) === false ? 'members.badNumber' : 'members.unknownCode', { code })}{' '}
      <button type="button" className="as-link" disabled={!mayWrite} onClick={onJoin}>
        {say('members.enrol')}
      </button>
    </p>
  )
}

/** What was found, as one types. */
function Found({ wanted, onOpen }: Readonly<{ wanted: string; onOpen: (row: MemberRow) => void }>) {
  const say = useWords()
  const { number } = useFormats()
  const { members } = useTill()
  const [rows, setRows] = useState<readonly MemberRow[]>([])
  const [count, setCount] = useState<number | null>(null)
  useEffect(() => {
    let stale = false
    void members.find(wanted).then((found) => stale || setRows(found))
    void members.count().then((all) => stale || setCount(all))
    return () => {
      stale = true
    }
  }, [members, wanted])
  if (count === null) return null
  if (wanted.trim() === '')
    return (
      <p className="quiet">
        {say('members.findHint')} {say('members.count', { count, n: number(count) })}
      </p>
    )
  if (rows.length === 0)
    return (
      <p className="quiet">
        {say('members.none', { q: wanted.trim() })} {say('members.noneHow', { n: number(count) })}
      </p>
    )
  return <MemberRows rows={rows} onOpen={onOpen} />
}
