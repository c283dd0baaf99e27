import { Input } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { InputRef } from 'antd'
import { useWords } from '../words.ts'
import { Keypad } from './keypad.tsx'
import { useCoarse } from './use-coarse.ts'

type Words = Readonly<{
  label: string
  value: string
  onChange: (text: string) => void
  onEnter: () => void
  placeholder?: string
  secret?: boolean
}>

/** A number typed by keys or by fingers; it has the focus as soon as it is there, with everything selected. */
export function NumberEntry({ label, value, onChange, onEnter, placeholder = '', secret = false }: Words) {
  const say = useWords()
  const coarse = useCoarse()
  const field = useRef<InputRef>(null)
  // What stood there first is selected: the first finger takes its place, as the first key does.
  const [fresh, setFresh] = useState(true)
  const typed = (text: string) => {
    setFresh(false)
    onChange(text)
  }
  const focus = useCallback(() => field.current?.focus({ cursor: 'all', preventScroll: true }), [])
  // Another question in the same place is a new field to whoever types.
  useEffect(focus, [focus, label])
  return (
    <div className="checkout-entry">
      <label className="member-field">
        <span>{label}</span>
        <Input
          ref={field}
          size="large"
          className="num checkout-amount"
          type={secret ? 'password' : 'text'}
          autoComplete="off"
          inputMode={coarse ? 'none' : 'decimal'}
          maxLength={secret ? 20 : 12}
          placeholder={placeholder}
          value={value}
          onChange={({ target }) => typed(target.value)}
          onPressEnter={onEnter}
        />
      </label>
      <Keypad value={fresh ? '' : value} onChange={typed} eraseWord={say('shell.signIn.erase')} />
    </div>
  )
}
