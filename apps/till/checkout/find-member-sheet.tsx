import { SearchOutlined, UserAddOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { InputRef } from 'antd'
import { useDisplaySeen } from '../display/tell-display.ts'
import { MemberRows } from '../members/member-rows.tsx'
import { codeIn } from '../members/scanned-code.ts'
import { goTo } from '../shell/places.ts'
import { useTill, type MemberRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { Sheet } from './sheet.tsx'
import type { Asking } from './use-asking.ts'

type Words = Readonly<{
  asking: Asking
  onFound: (row: MemberRow) => void
  onClose: () => void
}>

/** Finds the customer by whatever they can say; Enter takes the first. */
export function FindMemberSheet({ asking, onFound, onClose }: Words) {
  const say = useWords()
  const [text, setText] = useState('')
  const rows = useFound(text)
  const field = useRef<InputRef>(null)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const first = rows?.[0]
  return (
    <Sheet title={say('checkout.member.find')} onClose={onClose}>
      <Input
        ref={field}
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        aria-label={say('members.find')}
        placeholder={say('members.find')}
        value={text}
        maxLength={60}
        onChange={({ target }) => setText(target.value)}
        onPressEnter={() => first && onFound(first)}
      />
      <AskCustomer asking={asking} />
      {rows !== null && rows.length === 0 ? (
        <p className="quiet">{say('members.none', { q: text.trim() })}</p>
      ) : (
        <MemberRows rows={rows ?? []} onOpen={onFound} />
      )}
      <div className="till-door-acts checkout-sheet-acts">
        <Button
          size="large"
          icon={<UserAddOutlined />}
          onClick={() => {
            onClose()
            goTo('members')
          }}
        >
          {say('members.enrol')}
        </Button>
      </div>
    </Sheet>
  )
}

/** The customer types on their own screen, where there is one. */
function AskCustomer({ asking }: Readonly<{ asking: Asking }>) {
  const say = useWords()
  const seen = useDisplaySeen()
  if (!seen) return null
  if (asking.about !== null)
    return (
      <p className="member-unknown" role="status">
        {say('checkout.member.asking')}{' '}
        <button type="button" className="as-link checkout-tall" onClick={() => asking.ask(null)}>
          {say('checkout.member.askStop')}
        </button>
      </p>
    )
  return (
    <div className="till-door-acts checkout-sheet-acts">
      <Button size="large" onClick={() => asking.ask('mobile')}>
        {say('checkout.member.ask')}
      </Button>
      <Button size="large" onClick={() => asking.ask('join')}>
        {say('checkout.member.join')}
      </Button>
    </div>
  )
}

function useFound(text: string): readonly MemberRow[] | null {
  const { members } = useTill()
  const [rows, setRows] = useState<readonly MemberRow[] | null>(null)
  useEffect(() => {
    let stale = false
    const wanted = codeIn(text)
    void (wanted === '' ? Promise.resolve(null) : members.find(wanted, 8)).then(
      (found) => stale || setRows(found),
    )
    return () => {
      stale = true
    }
  }, [members, text])
  return rows
}
