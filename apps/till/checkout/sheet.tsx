import { Modal } from 'antd'
import type { ReactNode } from 'react'

type Words = Readonly<{ title: string; width?: number; onClose: () => void; children: ReactNode }>

/** What opens over the checkout for one thing and is gone again; Escape closes it. */
export function Sheet({ title, width = 640, onClose, children }: Words) {
  return (
    <Modal
      open
      centered
      footer={null}
      title={title}
      width={width}
      onCancel={onClose}
      // A hand that is fast must not wait for a picture to move.
      transitionName=""
      maskTransitionName=""
      className="checkout-sheet"
    >
      {children}
    </Modal>
  )
}
