import { App, Button, Form, Input } from 'antd'
import type { FormRule } from 'antd'
import { useTranslation } from 'react-i18next'
import { setTillPin } from '#domain/device/contract/device'
import type { Staff } from '#domain/org/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'

type Values = Readonly<{ pin: string; again: string }>
const DIGITS = { autoComplete: 'off', inputMode: 'numeric', maxLength: 8 } as const

/** How somebody signs in at tills, which check it themselves: typed twice, as nobody can look it up again. */
export function TillPin({ person }: Readonly<{ person: Staff }>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const set = useCommand(setTillPin, () => {
    form.resetFields()
    void message.success(t('org.staff.pinDone'))
  })
  return (
    <section className="danger-zone">
      <Form
        form={form}

        layout="vertical"
        requiredMark={false}
        onFinish={({ pin }) => set.mutate({ staffId: person.id, pin })}
      >
        <h3>{t('org.staff.pinTitle')}</h3>
        <p className="quiet">{t('org.staff.pinMeans')}</p>
        <ErrorNotice of={set.error} />
        <div className="form-pair">
          <Form.Item
            name="pin"
            label={t('org.staff.pin')}
            rules={[{ required: true, pattern: /^\d{4,8}$/, message: t('org.staff.pinShape') }]}
          >
            <Input.Password {...DIGITS} />
          </Form.Item>
          <Again />
        </div>
        <Button htmlType="submit" loading={set.isPending}>
          {t('org.staff.pinSet')}
        </Button>
      </Form>
    </section>
  )
}

/** The same once more: nobody can look a PIN up again. */
function Again() {
  const { t } = useTranslation()
  const same: FormRule = ({ getFieldValue }) => ({
    validator: (_rule, value: unknown) =>
      value === getFieldValue('pin')
        ? Promise.resolve()
        : Promise.reject(new Error(t('org.staff.pinDiffers'))),
  })
  return (
    <Form.Item name="again" label={t('org.staff.pinAgain')} dependencies={['pin']} rules={[same]}>
      <Input.Password {...DIGITS} />
    </Form.Item>
  )
}
