import { useEffect, type RefObject } from 'react'
import type { InputRef } from 'antd'

const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement

/** Brings the focus back to the scan field after every step, unless somebody is typing somewhere on purpose. */
export function useRefocus(field: RefObject<InputRef | null>, active: boolean): void {
  useEffect(() => {
    if (!active) return undefined
    const back = () => {
      if (!isTyping(document.activeElement)) field.current?.focus({ preventScroll: true })
    }
    // The press itself comes first: what was pressed must still get its click.
    const later = () => setTimeout(back)
    const timer = later()
    document.addEventListener('click', later)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('click', later)
    }
  }, [field, active])
}
