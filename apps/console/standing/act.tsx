import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ActWindow } from '../members/act-form.tsx'
import { useMe } from '../me.ts'

/** Closes the window of an act, says that it is done and asks everything anew: points, stock, tiers hang together. */
export function useDone(close: () => void): (words: string) => Promise<void> {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return async (words) => {
    close()
    void message.success(words)
    await queries.invalidateQueries()
  }
}

type ButtonWords = Readonly<{ label: string; title: string; children: (close: () => void) => ReactNode }>

/** A small button and the window that it opens. */
export function ActButton({ label, title, children }: ButtonWords) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ActWindow title={title} open={open} close={close}>
        {children(close)}
      </ActWindow>
    </>
  )
}

/** The code of the shop one acts for at first: the first that one may act for. */
export const useOwnBranch = (): string => useMe().branches[0]?.code ?? ''

/** Where something is handed over. */
export function BranchField() {
  const { t } = useTranslation()
  const { branches } = useMe()
  return (
    <Form.Item name="branchCode" label={t('standing.branch')} rules={[{ required: true }]}>
      <Select options={branches.map((one) => ({ value: one.code, label: one.name }))} />
    </Form.Item>
  )
}
