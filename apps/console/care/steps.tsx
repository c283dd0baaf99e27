import { MomentText } from '#ui/kit/texts.tsx'

type Step = Readonly<{ id: string; byName: string; says: string; note: string; at: string }>

/** What became of a task or a ticket, the first step first. */
export function StepLines({ steps }: Readonly<{ steps: readonly Step[] }>) {
  return (
    <ul className="lines">
      {steps.map(({ id, byName, says, note, at }) => (
        <li key={id}>
          <span className="lines-what">
            <span>{says === '' ? byName : `${byName}: ${says}`}</span>
            {note === '' ? null : <span className="care-text">{note}</span>}
            <MomentText of={at} />
          </span>
        </li>
      ))}
    </ul>
  )
}
