import { Button } from 'antd'
import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditing, useListAt } from './editing.ts'
import { Groups } from './fields.tsx'
import type { Group, Label, Start } from './field.ts'
import { useItemText } from './item-text.ts'
import { freeCode } from './naming.ts'
import { freshAt } from './raw.ts'
import type { Path, Raw } from './raw.ts'

type Words = Readonly<{
  path: Path
  label?: Label
  untitled?: boolean
  groups: readonly Group[]
  given?: Raw
  starts?: readonly Start[]
  /** How many are shown at once; the rest is a touch away. */
  most?: number
}>

/** Rules of one kind: each a sentence that opens into its fields, one at a time. */
export function ItemList({
  path,
  label,
  untitled = false,
  groups,
  given = {},
  starts = [],
  most = 20,
}: Words) {
  const { t } = useTranslation()
  const { items, open, setOpen, shown, setShown, begin, copy, forget } = useItems({ path, given, most })
  return (
    <div className="field field-wide">
      {label && !untitled ? <span className="field-title">{t(`program.field.${label}`)}</span> : null}
      <ul className="items">
        {items.slice(0, shown).map((_, at) => (
          <Item
            key={at}
            path={[...path, at]}
            groups={groups}
            open={open === at}
            turn={() => setOpen(open === at ? null : at)}
            copy={() => copy(at)}
            remove={() => forget(at)}
          />
        ))}
      </ul>
      {items.length > shown ? (
        <Button type="link" onClick={() => setShown(items.length)}>
          {t('wallet.all')} ({items.length})
        </Button>
      ) : null}
      <Adds starts={starts} begin={begin} />
    </div>
  )
}

type ItemsOf = Readonly<{ path: Words['path']; given: Raw; most: number }>

/** The rules of a list, which one is open, and what adding, copying and removing one does. */
function useItems({ path, given, most }: ItemsOf) {
  const { items, add, remove, set } = useListAt(path)
  const [open, setOpen] = useState<number | null>(null)
  const [shown, setShown] = useState(most)
  const list = String(path.at(-1))
  const begin = (extra: Raw) => {
    add(freshAt([...path, 0], { code: freeCode(list, items), ...given, ...extra }))
    setShown(items.length + 1)
    setOpen(items.length)
  }
  const copy = (at: number) => {
    const copied = { ...(items[at] as Raw), code: freeCode(list, items) }
    set([...items.slice(0, at + 1), copied, ...items.slice(at + 1)])
    setOpen(at + 1)
  }
  const forget = (at: number) => {
    // Places move up when one goes, so none stays open.
    setOpen(null)
    remove(at)
  }
  return { items, open, setOpen, shown, setShown, begin, copy, forget }
}

/** One button, or one for every usual way to begin. */
function Adds({ starts, begin }: Readonly<{ starts: readonly Start[]; begin: (given: Raw) => void }>) {
  const { t } = useTranslation()
  const icon = <PlusOutlined aria-hidden />
  if (starts.length === 0)
    return (
      <Button className="list-add" icon={icon} onClick={() => begin({})}>
        {t('program.form.add')}
      </Button>
    )
  return (
    <div className="starts">
      {starts.map((one) => (
        <Button key={one.label} size="small" icon={icon} onClick={() => begin(one.given)}>
          {t(`program.field.${one.label}`)}
        </Button>
      ))}
    </div>
  )
}

type ItemWords = Readonly<{
  path: Path
  groups: readonly Group[]
  open: boolean
  turn: () => void
  copy: () => void
  remove: () => void
}>

function Item({ path, groups, open, turn, copy, remove }: ItemWords) {
  const { t } = useTranslation()
  const { raw, troubles, asked } = useEditing()
  const itemText = useItemText()
  const { title, words } = itemText(raw, path)
  const wrong =
    asked &&
    troubles.some((one) => one.level === 'must' && `${one.path.join('.')}.`.startsWith(`${path.join('.')}.`))
  return (
    <li className={open ? 'item-open' : ''}>
      <div className="item-head">
        <button type="button" className="item-turn" aria-expanded={open} onClick={turn}>
          <strong>{title || t('program.unnamed')}</strong>
          <small className="num">{words}</small>
          {wrong ? <small className="field-trouble">{t('program.inside')}</small> : null}
        </button>
        <span className="item-acts">
          <Button size="small" onClick={turn}>
            {t(open ? 'program.form.close' : 'program.form.edit')}
          </Button>
          <Button
            size="small"
            type="text"
            aria-label={t('program.form.copy')}
            title={t('program.form.copy')}
            icon={<CopyOutlined aria-hidden />}
            onClick={copy}
          />
          <Button
            size="small"
            type="text"
            aria-label={t('program.form.remove')}
            title={t('program.form.remove')}
            icon={<DeleteOutlined aria-hidden />}
            onClick={remove}
          />
        </span>
      </div>
      {open ? (
        <div className="item-fields">
          <Groups groups={groups} path={path} />
        </div>
      ) : null}
    </li>
  )
}
