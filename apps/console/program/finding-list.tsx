import { ExclamationCircleOutlined, WarningOutlined } from '@ant-design/icons'
import type { Finding } from './findings.ts'

/** What has to be put right, and what should be thought over. */
export function FindingList({ findings }: Readonly<{ findings: readonly Finding[] }>) {
  if (findings.length === 0) return null
  return (
    <ul className="findings">
      {findings.map((one) => (
        <li key={`${one.path.join('.')} ${one.code} ${one.words}`} className={`finding-${one.level}`}>
          {one.level === 'must' ? <ExclamationCircleOutlined aria-hidden /> : <WarningOutlined aria-hidden />}{' '}
          {one.words}
        </li>
      ))}
    </ul>
  )
}
