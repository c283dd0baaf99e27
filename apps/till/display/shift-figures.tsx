import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useWords, type Word } from '../words.ts'
import { totalOf, type Kind, type ShiftSums, type TenderSum } from './shift-sums.ts'

const KINDS: readonly Kind[] = ['sales', 'returns', 'topUps']

/** What came in and went back so far, each kind by the way it was paid. */
export function Sums({ shift }: Readonly<{ shift: ShiftSums }>) {
  const say = useWords()
  const { money, number } = useFormats()
  const each = (kind: Kind) =>
    say('shift.sums.each', { count: shift.counts[kind], n: number(shift.counts[kind]) })
  const { firstReceiptNo: from, lastReceiptNo: until } = shift
  return (
    <>
      <Figures>
        <Figure label={say('shift.sums.sales')} value={money(totalOf(shift.sales))} note={each('sales')} />
        <Figure
          label={say('shift.sums.returns')}
          value={money(totalOf(shift.returns))}
          note={each('returns')}
        />
        <Figure label={say('shift.sums.topUps')} value={money(totalOf(shift.topUps))} note={each('topUps')} />
        <Figure label={say('shift.sums.float')} value={money(shift.floatMinor)} />
      </Figures>
      {from === null || until === null ? (
        <p className="quiet">{say('shift.sums.nothing')}</p>
      ) : (
        <p className="quiet num">
          {say('shift.sums.numbers')} {from === until ? from : say('shift.sums.to', { from, until })}
        </p>
      )}
      <div className="shift-tables">
        {KINDS.filter((kind) => shift[kind].length > 0).map((kind) => (
          <ByTender key={kind} title={say(`shift.sums.${kind}`)} sums={shift[kind]} />
        ))}
      </div>
    </>
  )
}

function ByTender({ title, sums }: Readonly<{ title: string; sums: readonly TenderSum[] }>) {
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
            <td>{money(minor)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {say('shift.sums.total')}
          </th>
          <td>{money(totalOf(sums))}</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** The name of a way to pay; the catalogue has every one that an event can carry. */
export const tenderWord = (tender: string): Word => `receipts.tender.${tender}` as Word
