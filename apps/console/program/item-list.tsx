import { Button, Form } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Name } from './inputs.tsx'

type ListWords = Readonly<{
  name: Name
  /** A new one, before anything is typed. */
  fresh: () => object
  /** One in a sentence; null while it is not filled in. */
  text: (at: number) => Readonly<{ title: string; words: string }> | null
  Fields: ComponentType<Readonly<{ name: Name }>>
  /** How many of them are shown at once; the rest is a touch away. */
  most?: number
}>

/** Packages, passes or coupons: each a sentence that opens into its fields. Closed ones keep their values. */
export function ItemList({ name, fresh, text, Fields, most = 20 }: ListWords) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<number | undefined>(undefined)
  const [shown, setShown] = useState(most)
  return (
    <Form.List name={name}>
      {(items, { add, remove }) => (
        <>
          <ul className="items">
            {items.slice(0, shown).map((item, at) => (
              <li key={item.key}>
                <ItemHead
                  told={text(at)}
                  open={open === at}
                  turn={() => setOpen(open === at ? undefined : at)}
                  remove={() => {
                    // Places move up when one goes, so none stays open.
                    setOpen(undefined)
                    remove(at)
                  }}
                />
                {open === at ? (
                  <div className="item-fields">
                    <Fields name={[item.name]} />
                  </div>
                ) : null}
              </li>
            ))}
          </ul>
          {items.length > shown ? (
            <Button type="link" onClick={() => setShown(items.length)}>
              {t('wallet.all')} ({items.length})
            </Button>
          ) : null}
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => {
              add(fresh())
              setShown(items.length + 1)
              setOpen(items.length)
            }}
          >
            {t('program.form.add')}
          </Button>
        </>
      )}
    </Form.List>
  )
}

type HeadWords = Readonly<{
  told: Readonly<{ title: string; words: string }> | null
  open: boolean
  turn: () => void
  remove: () => void
}>

function ItemHead({ told, open, turn, remove }: HeadWords) {
  const { t } = useTranslation()
  return (
    <div className="item-head">
      <span className="line-what">
        <strong>{told?.title ?? '…'}</strong>
        <small className="num">{told?.words ?? t('program.incomplete')}</small>
      </span>
      <span className="item-acts">
        <Button size="small" aria-expanded={open} onClick={turn}>
          {t(open ? 'program.form.close' : 'program.form.edit')}
        </Button>
        <Button size="small" type="text" danger onClick={remove}>
          {t('program.form.remove')}
        </Button>
      </span>
    </div>
  )
}
