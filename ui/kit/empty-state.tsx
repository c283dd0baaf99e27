import type { ReactNode } from 'react'

type EmptyWords = Readonly<{ title: string; children?: ReactNode; actions?: ReactNode }>

/** Nothing here yet: says what will stand here, why it is useful, and how to get it. */
export function EmptyState({ title, children, actions }: EmptyWords) {
  return (
    <div className="empty">
      <svg className="empty-mark" viewBox="0 0 48 48" aria-hidden>
        <path d="M8 38V12l16-6 16 6v26" />
        <path d="M8 38h32M16 38V24h16v14M24 24v14" />
      </svg>
      <strong>{title}</strong>
      {children ? <div className="empty-words">{children}</div> : null}
      {actions ? <div className="empty-actions">{actions}</div> : null}
    </div>
  )
}
