import { useFormats } from '#ui/kit/surroundings.tsx'
import { Unknown } from '#ui/kit/texts.tsx'
import { changeOf } from '../overview/span.ts'

/** A change against before as a share of it, with its sign as a shape; a dash where there was nothing before. */
export function ChangeText({ now, before }: Readonly<{ now: number; before: number }>) {
  const { percent } = useFormats()
  const change = changeOf(now, before)
  if (change === undefined) return <Unknown />
  return (
    <span className={change < 0 ? 'num num-below' : 'num'}>
      {change < 0 ? '▼' : change > 0 ? '▲' : '='} {percent(Math.abs(change))}
    </span>
  )
}
