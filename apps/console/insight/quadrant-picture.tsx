import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { quadrants } from '#domain/insight/contract'
import { Scatter } from '#ui/kit/chart/scatter.tsx'
import type { Dot } from '#ui/kit/chart/scatter.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { quadrantKind } from '#ui/parts/quadrant-tag.tsx'
import { paths } from '../paths.ts'
import { dragged, HALF, spread } from './spread.ts'
import type { LensInUse } from './use-lens.ts'

type Kinds = Told<typeof quadrants>

/** The drag rests for a moment before the host counts again. */
const REST_MS = 180

/** A mark per member, and the two lines to drag. */
export function QuadrantPicture({ told, change }: Readonly<{ told: Kinds; change: LensInUse['change'] }>) {
  const { t } = useTranslation()
  const go = useGo()
  const { money, number, shortMoney } = useFormats()
  const [held, hold] = useHeld(change)
  const dots = useDots(told.dots)
  const writeX = useMemo(() => (x: number) => number(Math.round(x)), [number])
  const names = useMemo(
    () =>
      [
        t('parts.quadrantOne.confidant'),
        t('parts.quadrantOne.butterfly'),
        t('parts.quadrantOne.barnacle'),
        t('parts.quadrantOne.passerby'),
      ] as const,
    [t],
  )
  const count = held.countCut ?? told.countCut.value
  // "At least three" is drawn left of the threes, "more than one" right of the ones.
  const cutX = told.countCut.kind === 'median' && held.countCut === undefined ? count + HALF : count - HALF
  const cutY = held.spendCut ?? Math.max(1, told.spendCut.valueMinor)
  return (
    <>
      <Scatter
        label={t('insight.quadrants.label')}
        dots={dots}
        kindNames={names}
        xTitle={t('insight.quadrants.x')}
        yTitle={t('insight.quadrants.y')}
        writeX={writeX}
        writeY={shortMoney}
        writeTipY={money}
        stepX={1}
        cutX={cutX}
        cutY={cutY}
        onCutX={(x) => hold({ countCut: dragged(x) })}
        onCutY={(y) => hold({ spendCut: Math.round(y) })}
        onOpen={(id) => go(paths.member(id))}
      />
      {told.dots.length < told.members ? (
        <p className="quiet">{t('insight.quadrants.sampled', { n: number(told.dots.length) })}</p>
      ) : null}
    </>
  )
}

/** Members as marks; only new members make the picture draw them again. */
function useDots(members: Kinds['dots']): readonly Dot[] {
  return useMemo(
    () =>
      members.map((dot) => ({
        key: dot.memberId,
        x: spread(dot.purchases, dot.memberId),
        y: dot.spendMinor,
        kind: quadrantKind(dot.quadrant),
        near: dot.near,
      })),
    [members],
  )
}

type Held = Readonly<{ countCut?: number; spendCut?: number }>

/** Lines follow the hand at once; the address, and with it the count, follows when the hand rests. */
function useHeld(change: LensInUse['change']): [Held, (part: Held) => void] {
  const [held, setHeld] = useState<Held>({})
  useEffect(() => {
    if (Object.keys(held).length === 0) return
    const soon = setTimeout(() => {
      change({ ...held })
      setHeld({})
    }, REST_MS)
    return () => clearTimeout(soon)
  }, [held, change])
  return [held, (part) => setHeld((now) => ({ ...now, ...part }))]
}
