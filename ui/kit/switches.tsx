import { Button, Dropdown } from 'antd'
import { BulbOutlined, GlobalOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useSurroundings } from './surroundings.tsx'
import type { Lighting } from './surroundings.tsx'

type LanguageWords = Readonly<{
  languages: readonly Readonly<{ code: string; name: string }>[]
  current: string
  onChoose: (code: string) => void
}>

/** Languages by their own names. */
export function LanguageSwitch({ languages, current, onChoose }: LanguageWords) {
  const { t } = useTranslation()
  const items = languages.map(({ code, name }) => ({ key: code, label: <span lang={code}>{name}</span> }))
  const name = languages.find(({ code }) => code === current)?.name
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, selectedKeys: [current], onClick: ({ key }) => onChoose(key) }}
    >
      <Button type="text" icon={<GlobalOutlined aria-hidden />} aria-label={t('kit.language')}>
        <span className="wide-only">{name}</span>
      </Button>
    </Dropdown>
  )
}

const LIGHTINGS: readonly Lighting[] = ['system', 'light', 'dark']

/** Light, dark, or as the device. */
export function ThemeSwitch() {
  const { t } = useTranslation()
  const { lighting, choose } = useSurroundings()
  const items = LIGHTINGS.map((key) => ({ key, label: t(`kit.lighting.${key}`) }))
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, selectedKeys: [lighting], onClick: ({ key }) => choose(key as Lighting) }}
    >
      <Button type="text" icon={<BulbOutlined aria-hidden />} aria-label={t('kit.lighting.title')} />
    </Dropdown>
  )
}
