import { InboxOutlined } from '@ant-design/icons'
import { useId, useState } from 'react'
import type { DragEvent } from 'react'

type DropWords = Readonly<{
  title: string
  hint: string
  /** As in an input element: ".csv,.xlsx". */
  accept: string
  disabled?: boolean
  onFile: (file: File) => void
}>

/** Takes one file by drop, click or keyboard. */
export function FileDrop({ title, hint, accept, disabled = false, onFile }: DropWords) {
  const id = useId()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !disabled) onFile(file)
  }
  return (
    <div
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          // The same file may be chosen again after a mistake was corrected.
          event.target.value = ''
        }}
      />
      <label htmlFor={id}>
        <InboxOutlined aria-hidden />
        <strong>{title}</strong>
        <span>{hint}</span>
      </label>
    </div>
  )
}
