import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import type { Part } from './parts.ts'
import { useSentences } from './said.ts'

type Words = Readonly<{ parts: readonly Part[]; from: ProgramDocument; to: ProgramDocument }>

/** What another version says differently, in sentences: what goes is struck out, what comes stands below. */
export function Changes({ parts, from, to }: Words) {
  const { t } = useTranslation()
  const sentences = useSentences()
  return (
    <dl className="changes num">
      {parts.map((part) => {
        const before = sentences(part, from)
        const after = sentences(part, to)
        const gone = before.filter((one) => !after.includes(one))
        const come = after.filter((one) => !before.includes(one))
        return (
          <div key={part}>
            <dt>{t(`program.part.${part}`)}</dt>
            <dd>
              {gone.map((one) => (
                <del key={one}>{one}</del>
              ))}
              {come.map((one) => (
                <ins key={one}>{one}</ins>
              ))}
              {gone.length + come.length === 0 ? <span>{t('program.changedUnsaid')}</span> : null}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
