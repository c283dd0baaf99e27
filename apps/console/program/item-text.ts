import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNameOf } from '../wallet/names.ts'
import { useBranchOptions, useNamed, useWeekdays } from './choices.ts'
import type { Option } from './inputs.tsx'
import { useOffText } from './off-text.ts'
import { get } from './raw.ts'
import type { Path, Raw } from './raw.ts'

type ItemText = Readonly<{ title: string; words: string }>

/** One item of a list in a line, as far as it is typed: its name, what it gives, and for whom, what and when. */
export function useItemText(): (raw: Raw, path: Path) => ItemText {
  const nameOf = useNameOf()
  const worth = useWorth()
  const scope = useScope()
  return (raw, path) => {
    const item = (get(raw, path) ?? {}) as Raw // A place of a list holds an item.
    const names = { nameZh: String(item['nameZh'] ?? ''), nameEn: String(item['nameEn'] ?? '') }
    const list = path.slice(0, -1).join('.')
    return { title: nameOf(names), words: [...worth(raw, list, item), ...scope(raw, item)].join(' · ') }
  }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value > 0
const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** What an item gives or asks, by its list. */
function useWorth(): (raw: Raw, list: string, item: Raw) => readonly string[] {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const offText = useOffText()
  const named = useNamed()
  const points = (value: unknown) =>
    isCount(value) ? [t('program.points', { count: value, n: number(value) })] : []
  const paid = (value: unknown) => (isCount(value) ? [money(value)] : [])
  return (raw, list, item) => {
    if (list === 'coupons')
      return [
        ...(item['kind'] === 'percent' && isCount(item['bps'])
          ? [offText(item['bps'])]
          : paid(item['minor'])),
        ...(isCount(item['leastMinor'])
          ? [t('program.coupon.least', { money: money(item['leastMinor']) })]
          : []),
        ...(isCount(item['daysAlive']) ? [t('program.coupon.days', { n: number(item['daysAlive']) })] : []),
      ]
    if (list === 'topUps') return points(item['points'])
    if (list === 'claims')
      return [
        ...named(raw, 'coupons')
          .filter((one) => one.value === item['couponCode'])
          .map((one) => one.label),
        ...points(item['points']),
        ...textsIn([item['productCode'] ?? []].flat()),
      ]
    if (list === 'gifts') return [...points(item['points']), ...paid(item['addMinor'])]
    if (list === 'addOns')
      return isCount(item['leastMinor'])
        ? [t('program.coupon.least', { money: money(item['leastMinor']) })]
        : []
    if (list === 'earning.events') return points(item['points'])
    if (list === 'joining.ways') return paid(item['leastMinor'])
    return []
  }
}

/** For whom, for which goods, when and where an item holds. */
function useScope(): (raw: Raw, item: Raw) => readonly string[] {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const named = useNamed()
  const branches = useBranchOptions()
  const weekdays = useWeekdays()
  const list = (texts: readonly string[]) => (texts.length === 0 ? [] : [texts.join(t('program.between'))])
  const among = (options: readonly Option[], value: unknown) =>
    list(textsIn(value).map((code) => options.find((one) => one.value === code)?.label ?? code))
  return (raw, item) => {
    const days = textsIn(item['weekdays'])
    const products = textsIn(item['productCodes']).length
    return [
      ...among(named(raw, 'tiers'), item['tiers']),
      ...list(weekdays.filter((one) => days.includes(String(one.value))).map((one) => one.label)),
      ...(products > 0 ? [t('program.coupon.products', { count: products, n: number(products) })] : []),
      ...list(textsIn(item['categories'])),
      ...(typeof item['from'] === 'string' ? [t('program.coupon.from', { day: day(item['from']) })] : []),
      ...(typeof item['to'] === 'string' ? [t('program.coupon.to', { day: day(item['to']) })] : []),
      ...among(branches, item['branches']),
    ]
  }
}
