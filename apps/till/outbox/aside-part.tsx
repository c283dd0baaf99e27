import { useEffect, useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useSync, useTill } from '../till-context.ts'
import type { AsideEvent } from './sync-state.ts'
import { useWords } from '../words.ts'

/** What people at head office decide about, with its amounts; nothing when there is nothing. Asked anew per answer. */
export function AsidePart() {
  const { lastAnswerAt } = useSync()
  return <AsideRows key={lastAnswerAt} />
}

function AsideRows() {
  const say = useWords()
  const { money, number } = useFormats()
  const { aside } = useTill()
  const [rows, setRows] = useState<readonly AsideEvent[]>([])
  useEffect(() => {
    let stale = false
    void aside().then((found) => stale || setRows(found))
    return () => {
      stale = true
    }
  }, [aside])
  if (rows.length === 0) return null
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('sync.aside.title')}</h2>
        <span className="section-note">{say('sync.aside.how')}</span>
      </header>
      <ul className="till-rows">
        {rows.map((row) => (
          <li key={row.id} className="sync-aside num">
            <span>
              <strong>{say(`sync.aside.kind.${row.kind}`)}</strong> <small className="quiet">{row.seq}</small>
            </span>
            <span>{row.points === 0 ? money(row.minor) : `${money(row.minor)} · ${number(row.points)}`}</span>
            <small className="quiet">
              {say(row.outcome === 'refused' ? 'sync.conservation.refused' : 'sync.conservation.quarantined')}{' '}
              {row.code}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
