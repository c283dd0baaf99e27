import { Select } from 'antd'
import { useFormats } from '#ui/kit/surroundings.tsx'

type ChoiceWords = Readonly<{
  label: string
  months: number
  offered: readonly number[]
  /** How so many months are called in the list. */
  named: (count: number, n: string) => string
  change: (months: number) => void
}>

/** Chooses a number of months; one that stands in the address and is not on offer is listed, too. */
export function MonthsChoice({ label, months, offered, named, change }: ChoiceWords) {
  const { number } = useFormats()
  const all = [...new Set([...offered, months])].toSorted((a, b) => a - b)
  return (
    <Select
      className="list-choice"
      aria-label={label}
      value={months}
      options={all.map((value) => ({ value, label: named(value, number(value)) }))}
      onChange={change}
    />
  )
}

/** Months in the address; what makes no sense is the usual number. */
export function monthsIn(search: Readonly<Record<string, unknown>>, usual: number, most: number): number {
  const { months } = search
  return typeof months === 'number' && Number.isInteger(months) && months >= 1 && months <= most
    ? months
    : usual
}
