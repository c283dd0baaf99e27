import { Button } from 'antd'
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useEditing, useListAt } from './editing.ts'
import { Groups } from './fields.tsx'
import { tierGroups, TIER_RULES } from './forms/members.ts'
import { freeCode } from './naming.ts'
import { freshAt, get } from './raw.ts'

const LIST = ['tiers', 'list'] as const

/** Tiers from the lowest to the highest, each with how it is reached and what it gives; then how they are reviewed. */
export function TiersForm() {
  const { t } = useTranslation()
  const { items, add, remove, move } = useListAt(LIST)
  const { raw } = useEditing()
  const fresh = () => {
    const first = items.length === 0
    return freshAt([...LIST, 0], { code: freeCode('tiers', items), ways: first ? [] : [{ by: 'spend' }] })
  }
  return (
    <>
      <p className="quiet">{t('program.tiersNote')}</p>
      <ol className="tier-cards">
        {items.map((_, at) => (
          <li key={at} className="tier-card">
            <div className="tier-head">
              <span className="tier-step num">{at + 1}</span>
              <TierActs at={at} last={items.length - 1} move={move} remove={remove} />
            </div>
            <Groups
              groups={tierGroups(at === 0, measureOf(get(raw, [...LIST, at, 'ways'])))}
              path={[...LIST, at]}
            />
            {at === 0 ? <p className="quiet">{t('program.lowest')}</p> : null}
          </li>
        ))}
      </ol>
      <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(fresh())}>
        {t('program.form.addTier')}
      </Button>
      {items.length > 1 ? <Groups groups={TIER_RULES} path={['tiers']} /> : null}
    </>
  )
}

type Acts = Readonly<{
  at: number
  last: number
  move: (from: number, to: number) => void
  remove: (at: number) => void
}>

function TierActs({ at, last, move, remove }: Acts) {
  const { t } = useTranslation()
  const acts = [
    { key: 'lower', off: at === 0, icon: <ArrowUpOutlined aria-hidden />, act: () => move(at, at - 1) },
    { key: 'higher', off: at === last, icon: <ArrowDownOutlined aria-hidden />, act: () => move(at, at + 1) },
    { key: 'remove', off: false, icon: <DeleteOutlined aria-hidden />, act: () => remove(at) },
  ] as const
  return (
    <span className="item-acts">
      {acts.map(({ key, off, icon, act }) => (
        <Button
          key={key}
          size="small"
          type="text"
          disabled={off}
          aria-label={t(`program.form.${key}`)}
          title={t(`program.form.${key}`)}
          icon={icon}
          onClick={act}
        />
      ))}
    </span>
  )
}

/** What keeps a tier is measured as what reaches it: the first way that counts something. */
function measureOf(ways: unknown): 'money' | 'count' | null {
  const list: readonly unknown[] = Array.isArray(ways) ? ways : []
  for (const way of list) {
    const by = get(way, ['by'])
    if (by === 'spend' || by === 'top_up' || by === 'one_top_up') return 'money'
    if (by === 'visits' || by === 'points') return 'count'
  }
  return null
}
