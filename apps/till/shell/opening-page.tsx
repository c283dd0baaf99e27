import { Button, Spin } from 'antd'
import { Seal } from '#ui/kit/seal.tsx'
import { useWords } from '../words.ts'
import { Tongues } from './tongues.tsx'

const FAULTS = [
  'policy_signature_wrong',
  'policy_of_another_device',
  'policy_older',
  'policy_expired',
  'policy_unreadable',
] as const
const isFault = (code: string): code is (typeof FAULTS)[number] => FAULTS.some((one) => one === code)

/** The one time the till needs head office: before its first policy came. */
export function OpeningPage({
  trouble,
  again,
}: Readonly<{ trouble: string | null; again: () => Promise<void> }>) {
  const say = useWords()
  return (
    <main className="till-door">
      <Seal size={56} />
      <h1>{say('shell.enrol.opening')}</h1>
      <p>{say('shell.enrol.openingHow')}</p>
      {trouble === null ? (
        <Spin />
      ) : (
        <>
          <p className="member-unknown" role="alert">
            {trouble === 'unreachable'
              ? say('shell.enrol.offline')
              : isFault(trouble)
                ? say(`shell.enrol.fault.${trouble}`)
                : say('sync.trouble.refused', { code: trouble })}
          </p>
          <Button size="large" type="primary" onClick={() => void again()}>
            {say('kit.error.again')}
          </Button>
        </>
      )}
      <Tongues />
    </main>
  )
}
