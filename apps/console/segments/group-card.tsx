import { Button, Select } from 'antd'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_CONDITIONS, MOST_LEVELS } from '#domain/insight/contract/rule'
import type { Condition } from '#domain/insight/contract/rule'
import { newId } from '#ui/call.ts'
import { KIND_GROUPS, startOf, type KindGroup } from './condition-kinds.ts'
import { depthOf, finished, isGroup, JOINS, leavesOf, type Group, type Leaf } from './draft.ts'
import { EDITORS } from './editors.tsx'
import { useWriting } from './writing.ts'

/** What can take the focus in a part of a rule. */
const FOCUSABLE = 'input, button, [tabindex="0"]'

const focusIn = (within: HTMLElement | null | undefined): void =>
  within?.querySelector<HTMLElement>(FOCUSABLE)?.focus()

/** Whoever adds something by keyboard goes on in it. */
function useFocusWhenAdded(key: string): RefObject<HTMLDivElement | null> {
  const { added } = useWriting()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (added === key) focusIn(ref.current)
  }, [added, key])
  return ref
}

type GroupWords = Readonly<{
  group: Group
  /** Its number from the outside in, as "1.2"; the outermost has none. */
  number: string
}>

/** Conditions that count together, and groups of them. */
export function GroupCard({ group, number }: GroupWords) {
  const { t } = useTranslation()
  const { root, change } = useWriting()
  const ref = useFocusWhenAdded(group.key)
  const outermost = group.key === root.key
  const title = outermost ? t('audience.rootGroup') : t('audience.group', { n: number })
  const groups = group.parts.filter(isGroup)
  return (
    <div
      className={outermost ? 'rule-group rule-root' : 'rule-group'}
      role="group"
      aria-label={title}
      ref={ref}
    >
      <header className="rule-group-head">
        {outermost ? null : <span className="rule-group-name">{title}</span>}
        <Select
          aria-label={`${title}: ${t('audience.joinTitle')}`}
          className="rule-join"
          popupMatchSelectWidth={false}
          value={group.join}
          options={JOINS.map((value) => ({ value, label: t(`audience.join.${value}`) }))}
          onChange={(join) => change(group.key, (part) => ({ ...part, join }))}
        />
        {outermost ? null : <Remove partKey={group.key} label={t('audience.removeGroup', { n: number })} />}
      </header>
      {group.parts.length === 0 ? (
        <p className="quiet">{t(outermost ? 'audience.everybodyYet' : 'audience.nothingYet')}</p>
      ) : null}
      {group.parts.map((part) => {
        if (!isGroup(part)) return <ConditionCard key={part.key} leaf={part} />
        const at = groups.indexOf(part) + 1
        return (
          <GroupCard key={part.key} group={part} number={number === '' ? String(at) : `${number}.${at}`} />
        )
      })}
      <AddPart group={group} title={title} />
    </div>
  )
}

/** Where the focus goes when the part that had it is gone. */
function focusAround(from: HTMLElement): void {
  const around = from.closest('.rule-condition, .rule-group')?.parentElement?.closest('.rule-group')
  around?.querySelector<HTMLElement>(':scope > .rule-add input')?.focus()
}

function Remove({ partKey, label }: Readonly<{ partKey: string; label: string }>) {
  const { change } = useWriting()
  return (
    <Button
      type="text"
      className="rule-remove"
      aria-label={label}
      icon={<DeleteOutlined aria-hidden />}
      onClick={(event) => {
        focusAround(event.currentTarget)
        change(partKey, () => null)
      }}
    />
  )
}

function ConditionCard({ leaf }: Readonly<{ leaf: Leaf }>) {
  const { t } = useTranslation()
  const { change, choices } = useWriting()
  const ref = useFocusWhenAdded(leaf.key)
  const { of } = leaf
  const name = t(`audience.kind.${of.is}`)
  const Editor = EDITORS[of.is]
  const put = (part: Readonly<Record<string, unknown>>) =>
    change(leaf.key, () => ({ key: leaf.key, of: without({ ...of, ...part, is: of.is }) }))
  const done = finished(of) !== null
  return (
    <div
      className={done ? 'rule-condition' : 'rule-condition rule-unfinished'}
      role="group"
      aria-label={name}
      ref={ref}
    >
      <span className="rule-condition-name">{name}</span>
      <div className="rule-condition-parts">
        <Editor of={of} put={put} choices={choices} />
        {done ? null : <small className="rule-note">{t('audience.unfinished')}</small>}
      </div>
      <Remove partKey={leaf.key} label={t('audience.remove', { what: name })} />
    </div>
  )
}

/** What is undefined is not said at all. */
const without = (of: Leaf['of']): Leaf['of'] => ({
  ...Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)),
  is: of.is,
})

function AddPart({ group, title }: Readonly<{ group: Group; title: string }>) {
  const { t } = useTranslation()
  const { root, add } = useWriting()
  const full = leavesOf(root).length >= MOST_CONDITIONS
  // A group that says "none" is a level more when it is written down, and its conditions are one more.
  const deep = depthOf(root, group.key) + 4 > MOST_LEVELS
  const options = (Object.keys(KIND_GROUPS) as KindGroup[]).map((kinds) => ({
    label: t(`audience.kinds.${kinds}`),
    options: KIND_GROUPS[kinds].map((value) => ({ value, label: t(`audience.kind.${value}`) })),
  }))
  return (
    <div className="rule-add">
      <Select<Condition['is'] | null>
        aria-label={`${title}: ${t('audience.add')}`}
        className="rule-add-condition"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('audience.add')}
        disabled={full}
        value={null}
        listHeight={360}
        popupMatchSelectWidth={false}
        options={options}
        onChange={(is) => {
          if (is !== null) add(group.key, { key: newId(), of: startOf(is) })
        }}
      />
      <Button
        icon={<PlusOutlined aria-hidden />}
        disabled={full || deep}
        onClick={() => add(group.key, { key: newId(), join: 'any', parts: [] })}
      >
        {t('audience.addGroup')}
      </Button>
    </div>
  )
}
