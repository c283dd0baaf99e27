import { Button, QRCode } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showForm } from '#domain/member/contract/form'
import { formPlaces } from '#domain/member/contract/form-place'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { useNameOf } from '../wallet/names.ts'
import type { MemberForm } from './form-page.tsx'
import type { FormPlace } from './places.tsx'
import './applications.css'

/** The codes of every place where a form hangs, as cards on a sheet to be printed and cut (C44). */
export function CodesPage() {
  const { code = '' } = useParams({ strict: false })
  const ask = useCall(showForm, { code })
  return <Answered ask={ask}>{(form) => <Sheet form={form} />}</Answered>
}

function Sheet({ form }: Readonly<{ form: MemberForm }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const ask = useCall(formPlaces, { code: form.code })
  const print = (
    <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => globalThis.print()}>
      {t('applications.places.printNow')}
    </Button>
  )
  return (
    <Page
      title={t('applications.places.sheet')}
      answer={t('applications.places.sheetMeans')}
      back={{ to: paths.applicationForm(form.code), label: nameOf(form) }}
      actions={print}
    >
      <Answered ask={ask}>
        {({ rows }) => {
          const hanging = rows.filter((one) => !one.removed)
          if (hanging.length === 0)
            return (
              <EmptyState title={t('applications.places.title')}>{t('applications.places.none')}</EmptyState>
            )
          return (
            <ul className="codes">
              {hanging.map((one) => (
                <Card key={one.tag} of={one} form={form} />
              ))}
            </ul>
          )
        }}
      </Answered>
    </Page>
  )
}

/** What hangs at a place: the chain, the code, and the name of the place, so that staff hangs up the right one. */
function Card({ of, form }: Readonly<{ of: FormPlace; form: MemberForm }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const { chain, branches } = useMe()
  const branch = branches.find((one) => one.id === (of.branchId ?? form.branchId))
  return (
    <li className="code-card">
      <strong>{chain.name}</strong>
      <QRCode
        value={new URL(of.link, location.origin).href}
        type="svg"
        size={168}
        color="#000000"
        bgColor="#ffffff"
        bordered={false}
      />
      <span>{t('applications.places.scan')}</span>
      <small>{[branch?.name, nameOf(of)].filter(Boolean).join(' · ')}</small>
    </li>
  )
}
