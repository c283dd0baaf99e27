import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react'

type Going = Readonly<{ to: string; children: ReactNode }> &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>

/** A link inside the app. A real anchor, so that middle click, copy and "open in new tab" work. */
export function Go({ to, children, ...anchor }: Going) {
  const router = useRouter()
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    anchor.onClick?.(event)
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    router.history.push(to)
  }
  return (
    <a {...anchor} href={router.history.createHref(to)} onClick={go}>
      {children}
    </a>
  )
}

/** Goes somewhere after something was done. */
export function useGo(): (to: string, instead?: boolean) => void {
  const router = useRouter()
  return (to, instead = false) => (instead ? router.history.replace(to) : router.history.push(to))
}
