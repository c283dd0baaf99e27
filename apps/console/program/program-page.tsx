import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { showProgram } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { useCouponText } from './coupon-text.ts'
import { PublishForm } from './publish-form.tsx'
import { PARTS, useRules, useRuleText } from './rule-text.ts'
import { useNameOf } from '../wallet/names.ts'
import './program.css'

/** What the chain promises for now, part by part in plain words, and version by version. */
export function ProgramPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { moment } = useFormats()
  const ruleText = useRuleText()
  const ask = useCall(showProgram, {})
  const head = [
    t('program.column.version'),
    t('program.column.rule'),
    t('program.column.published'),
    t('program.column.by'),
  ]
  return (
    <Page title={t('program.title')} answer={ask.data ? ruleText(ask.data.live.document) : null}>
      <Answered ask={ask}>
        {({ live, versions }) => (
          <>
            {may('program.write') ? (
              <PublishForm key={live.version} live={live.document} />
            ) : (
              <Reading document={live.document} />
            )}
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
          </>
        )}
      </Answered>
    </Page>
  )
}

/** For those who only read it: the sentences, and every coupon by name. */
function Reading({ document }: Readonly<{ document: ProgramDocument }>) {
  const { t } = useTranslation()
  const rules = useRules()
  const couponText = useCouponText()
  const nameOf = useNameOf()
  return (
    <>
      {PARTS.map((part) => (
        <Section key={part} title={t(`program.part.${part}`)}>
          <p className="rule-words num">{rules(part, document)}</p>
          {part === 'coupons' ? (
            <ul className="items">
              {document.coupons.map((one) => (
                <li key={one.code} className="line-what">
                  <strong>{nameOf(one)}</strong>
                  <small className="num">{couponText(one)}</small>
                </li>
              ))}
            </ul>
          ) : null}
        </Section>
      ))}
    </>
  )
}
