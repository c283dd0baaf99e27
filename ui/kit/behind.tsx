import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useNarrow } from './surroundings.tsx'

type BehindWords = Readonly<{ open: boolean; title: ReactNode; onClose: () => void; children: ReactNode }>

/** What is behind a number, beside the page that shows it. */
export function Behind({ open, title, onClose, children }: BehindWords) {
  const narrow = useNarrow()
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      placement={narrow ? 'bottom' : 'right'}
      size={narrow ? '88%' : 620}
      destroyOnHidden
    >
      {children}
    </Drawer>
  )
}
