import { useTranslation } from 'react-i18next'
import { listImports } from '#domain/import/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'

const LATEST = 4

/** Files brought in lately, and what became of their rows. */
export function LatestImports() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(listImports, { rows: LATEST })
  const all = ask.data && ask.data.total > 0 ? <Go to={paths.imports}>{t('overview.imports.all')}</Go> : null
  return (
    <Section title={t('overview.imports.title')} actions={all}>
      <Answered ask={ask}>
        {({ rows }) => (
          <>
            {rows.length === 0 ? <p className="quiet">{t('overview.imports.none')}</p> : null}
            <ul className="receipts">
              {rows.map((file) => (
                <li key={file.id}>
                  <Go to={paths.import(file.id)}>
                    <span>
                      {file.name}
                      <small className="num">
                        {t('overview.imports.numbers', {
                          imported: number(file.imported),
                          refused: number(file.refused),
                          duplicates: number(file.duplicates),
                        })}
                      </small>
                    </span>
                    <small className="receipt-numbers">{t(`overview.imports.state.${file.state}`)}</small>
                  </Go>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answered>
    </Section>
  )
}
