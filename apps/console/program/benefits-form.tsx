import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNameOf } from '../wallet/names.ts'
import { useNamedHere } from './choices.ts'
import { useEditing } from './editing.ts'
import { BENEFIT } from './forms/members.ts'
import type { Option } from './inputs.tsx'
import { ItemList } from './item-list.tsx'
import { namedIn } from './named.ts'
import { get, put } from './raw.ts'

/** Which tier has which benefit, as a table to tick; what each benefit is stands below. */
export function BenefitsForm() {
  const tiers = useNamedHere('tiers')
  const { raw } = useEditing()
  const some = namedIn(raw, ['benefits']).length > 0
  return (
    <>
      {some && tiers.length > 0 ? <Grid tiers={tiers} /> : null}
      <ItemList path={['benefits']} groups={BENEFIT} />
    </>
  )
}

function Grid({ tiers }: Readonly<{ tiers: readonly Option[] }>) {
  const { t } = useTranslation()
  const { raw } = useEditing()
  const held = get(raw, ['benefits'])
  const benefits: readonly unknown[] = Array.isArray(held) ? held : []
  return (
    <div className="grid-scroll">
      <table className="tick-grid">
        <caption className="quiet">{t('program.gridNote')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('program.part.benefits')}</th>
            {tiers.map((one) => (
              <th key={one.value} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {benefits.map((benefit, at) => (
            <BenefitRow key={at} benefit={benefit} at={at} tiers={tiers} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Row = Readonly<{ benefit: unknown; at: number; tiers: readonly Option[] }>

function BenefitRow({ benefit, at, tiers }: Row) {
  const { t } = useTranslation()
  const { change } = useEditing()
  const nameOf = useNameOf()
  const codes = tiers.map((one) => one.value)
  const name = nameOf({
    nameZh: String(get(benefit, ['nameZh']) ?? ''),
    nameEn: String(get(benefit, ['nameEn']) ?? ''),
  })
  const having = tiersOf(get(benefit, ['tiers']), codes)
  return (
    <tr>
      <th scope="row">{name || t('program.unnamed')}</th>
      {tiers.map((one) => (
        <td key={one.value}>
          <Checkbox
            aria-label={`${name} ${one.label}`}
            checked={having.includes(one.value)}
            // A benefit of nobody is none: the last tick goes with the benefit itself.
            disabled={having.length === 1 && having[0] === one.value}
            onChange={() =>
              change((now) => put(now, ['benefits', at, 'tiers'], ticked(having, one.value, codes)))
            }
          />
        </td>
      ))}
    </tr>
  )
}

/** No tier named means every tier. */
function tiersOf(value: unknown, codes: readonly string[]): readonly string[] {
  const named: readonly unknown[] = Array.isArray(value) ? value : []
  return named.length === 0 ? codes : codes.filter((code) => named.includes(code))
}

function ticked(having: readonly string[], code: string, codes: readonly string[]): readonly string[] {
  const next = codes.filter((one) => (one === code ? !having.includes(one) : having.includes(one)))
  return next.length === codes.length ? [] : next
}
