import { Button } from 'antd'
import { isMadeWell } from '../members/made-number.ts'
import { useWords, type Word } from '../words.ts'
import type { Unpriced } from './price-sheet.tsx'
import type { Notice } from './use-entering.ts'

type Words = Readonly<{ notice: Notice | null; onSell: (of: Unpriced) => void }>

type Kind = Exclude<Notice['kind'], 'unknown'>

function wordOf(kind: Kind): Word {
  if (kind === 'reading') return 'checkout.reading'
  return kind === 'may_not_sell' ? 'checkout.mayNotSell' : `checkout.notice.${kind}`
}

/** What became of the last scan when it became nothing, and the way on. */
export function NoticeLine({ notice, onSell }: Words) {
  const say = useWords()
  if (notice === null) return null
  if (notice.kind !== 'unknown')
    return (
      <p className="member-unknown" role="alert">
        {say(wordOf(notice.kind))}
      </p>
    )
  const { code, thousandths } = notice
  return (
    <div className="member-unknown checkout-unknown" role="alert">
      <span>{say(isMadeWell(code) === false ? 'members.badNumber' : 'checkout.unknown', { code })}</span>
      <Button size="large" onClick={() => onSell({ product: null, code: code.slice(0, 60), thousandths })}>
        {say('checkout.sellUnknown')}
      </Button>
    </div>
  )
}
