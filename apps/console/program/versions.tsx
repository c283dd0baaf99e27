import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showProgram } from '#domain/program/contract'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useRuleText } from './rule-text.ts'

/** Version by version: what was promised when, and by whom. */
export function Versions({ program }: Readonly<{ program: Told<typeof showProgram> }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const ruleText = useRuleText()
  const { live, versions } = program
  const head = (['version', 'rule', 'published', 'by'] as const).map((key) => t(`program.column.${key}`))
  return (
    <Section title={t('program.versions')}>
      <NumbersTable
        caption={t('program.versions')}
        head={head}
        words={[1, 3]}
        rows={[live, ...versions.filter((one) => one.version !== live.version)].map((one) => ({
          key: String(one.version),
          cells: [
            <span key="version" className="num">
              {one.version} {one.version === live.version ? <Tag>{t('program.live')}</Tag> : null}
            </span>,
            ruleText(one.document),
            moment(one.publishedAt),
            one.byName,
          ],
        }))}
      />
    </Section>
  )
}
