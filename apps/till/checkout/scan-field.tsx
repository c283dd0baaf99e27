import { CameraOutlined, ScanOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState, type RefObject } from 'react'
import type { InputRef } from 'antd'
import { Camera } from '../shell/camera.tsx'
import { useWords } from '../words.ts'
import { useCoarse } from './use-coarse.ts'

type Words = Readonly<{
  field: RefObject<InputRef | null>
  value: string
  onChange: (text: string) => void
  onEnter: () => void
  onScan: (code: string) => void
}>

/** The one field of the checkout; a scanner need not hit it. Fingers call up the keyboard only by touching it. */
export function ScanField({ field, value, onChange, onEnter, onScan }: Words) {
  const say = useWords()
  const coarse = useCoarse()
  const [typing, setTyping] = useState(false)
  const [camera, setCamera] = useState(false)
  return (
    <div className="checkout-scan">
      <Input
        ref={field}
        size="large"
        prefix={<ScanOutlined aria-hidden />}
        allowClear
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        inputMode={coarse && !typing ? 'none' : 'search'}
        aria-label={say('checkout.find')}
        placeholder={say('checkout.find')}
        value={value}
        onPointerDown={() => setTyping(true)}
        onBlur={() => setTyping(false)}
        onChange={({ target }) => onChange(target.value)}
        onPressEnter={onEnter}
      />
      <Button
        size="large"
        icon={<CameraOutlined />}
        aria-label={say('checkout.camera')}
        onClick={() => setCamera(true)}
      />
      <Camera
        open={camera}
        onClose={() => setCamera(false)}
        onCode={(code) => {
          setCamera(false)
          onScan(code)
        }}
      />
    </div>
  )
}
