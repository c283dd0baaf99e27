import { useFormats } from '#ui/kit/surroundings.tsx'
import type { MemberRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { useTierName } from '../named.ts'

type Words = Readonly<{ rows: readonly MemberRow[]; onOpen: (row: MemberRow) => void }>

/** Members to choose from: who, by which number, and what they hold. */
export function MemberRows({ rows, onOpen }: Words) {
  const say = useWords()
  const { money, number } = useFormats()
  const tierName = useTierName()
  return (
    <ul className="till-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" className="till-row" onClick={() => onOpen(row)}>
            <span>
              <strong>{row.name || row.number}</strong>{' '}
              <small className="num">
                {row.number}
                {row.tail === '' ? '' : ` · ${say('members.mobile', { tail: row.tail })}`}
              </small>
            </span>
            <span className="member-row-holds num">
              <small>{row.tier === null ? '' : tierName(row.tier)}</small>{' '}
              {number(row.points + row.pending.points)} <small>{say('members.points')}</small>{' '}
              {money(row.minor + row.pending.minor)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
