import type { ReactNode } from 'react'

/** A control under its own label. */
export function Labelled({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    // The control is inside of its label, so that a press on the words reaches it.
    <label className="journey-field">
      <span>{label}</span>
      {children}
    </label>
  )
}
