import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useWords, type Word } from '../words.ts'
import { totalOf, type Kind, type ShiftSums, type TenderSum } from '#domain/device/model/shift-sums'

const KINDS: readonly Kind[] = ['sales', 'returns', 'topUps']

type Words = Readonly<{
  shift: ShiftSums
  /** Before the count: how many, what was not paid in cash, and no sum that cash is a part of. */
  blind: boolean
}>

/** What came in and went back so far, each kind by the way it was paid. */
export function Sums({ shift, blind }: Words) {
  const say = useWords()
  const { money, number } = useFormats()
  const each = (kind: Kind) =>
    say('shift.sums.each', { count: shift.counts[kind], n: number(shift.counts[kind]) })
  const { firstReceiptNo: from, lastReceiptNo: until } = shift
  return (
    <>
      <Figures>
        {KINDS.map((kind) => (
          <Figure
            key={kind}
            label={say(`shift.sums.${kind}`)}
            value={blind ? number(shift.counts[kind]) : money(totalOf(shift[kind]))}
            note={blind ? undefined : each(kind)}
          />
        ))}
        {blind ? null : <Figure label={say('shift.sums.float')} value={money(shift.floatMinor)} />}
      </Figures>
      {blind ? <p className="quiet">{say('shift.sums.blind')}</p> : null}
      {from === null || until === null ? (
        <p className="quiet">{say('shift.sums.nothing')}</p>
      ) : (
        <p className="quiet num">
          {say('shift.sums.numbers')} {from === until ? from : say('shift.sums.to', { from, until })}
        </p>
      )}
      <div className="shift-tables">
        {KINDS.filter((kind) => shift[kind].length > 0).map((kind) => (
          <ByTender key={kind} title={say(`shift.sums.${kind}`)} sums={shift[kind]} blind={blind} />
        ))}
      </div>
    </>
  )
}

type TenderWords = Readonly<{ title: string; sums: readonly TenderSum[]; blind: boolean }>

function ByTender({ title, sums, blind }: TenderWords) {
  const say = useWords()
  const { money, number } = useFormats()
  return (
    <table className="shift-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{say('shift.sums.tender')}</th>
          <th scope="col">{say('shift.sums.receipts')}</th>
          <th scope="col">{say('shift.sums.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {sums.map(({ tender, receipts, minor }) => (
          <tr key={tender}>
            <th scope="row">{say(tenderWord(tender))}</th>
            <td>{number(receipts)}</td>
            <td>{blind && tender === 'cash' ? '—' : money(minor)}</td>
          </tr>
        ))}
      </tbody>
      {blind ? null : (
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {say('shift.sums.total')}
            </th>
            <td>{money(totalOf(sums))}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

/** The name of a way to pay; the catalogue has every one that an event can carry. */
export const tenderWord = (tender: string): Word => `receipts.tender.${tender}` as Word
