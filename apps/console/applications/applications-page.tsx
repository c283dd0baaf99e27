import { Button } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listForms } from '#domain/member/contract/form'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useNameOf } from '../wallet/names.ts'
import { Queue } from './queue.tsx'
import './applications.css'

type Form = Told<typeof listForms>['rows'][number]

/** Who asks to become a member, and the forms they ask by. */
export function ApplicationsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  const ask = useCall(listForms, {})
  const screens = may('member.screen')
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.newApplicationForm)}>
      {t('applications.form.new')}
    </Button>
  )
  return (
    <Page
      title={t('applications.title')}
      answer={t('applications.answer')}
      back={{ to: paths.members(), label: t('members.title') }}
      actions={screens ? create : null}
    >
      {screens ? <Queue /> : null}
      <Section title={t('applications.forms')}>
        <Answered ask={ask}>
          {({ rows }) =>
            rows.length === 0 ? (
              <EmptyState title={t('applications.noForms')} actions={screens ? create : null}>
                {t('applications.noFormsWords')}
              </EmptyState>
            ) : (
              <ul className="forms">
                {rows.map((one) => (
                  <FormRow key={one.code} of={one} />
                ))}
              </ul>
            )
          }
        </Answered>
      </Section>
    </Page>
  )
}

/** A form with how many went out, how many came back and what became of them. */
function FormRow({ of }: Readonly<{ of: Form }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const nameOf = useNameOf()
  const figures = [
    ['issued', of.issued],
    ['returned', of.returned],
    ['waiting', of.waiting],
    ['enrolled', of.enrolled],
    ['rejected', of.rejected],
  ] as const
  return (
    <li>
      <div className="form-name">
        <Go to={paths.applicationForm(of.code)}>{nameOf(of)}</Go>
        <small className="quiet">
          {[
            t(`parts.source.${of.source}`),
            t(of.screening ? 'applications.screened' : 'applications.atOnce'),
            of.closedAt ? t('applications.closed') : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      <dl>
        {figures.map(([key, n]) => (
          <div key={key}>
            <dt>{t(`applications.figure.${key}`)}</dt>
            <dd className="num">
              {number(n)}
              {key === 'returned' && of.returnedBps !== null ? (
                <small> {percent(of.returnedBps / 10_000)}</small>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
