import { theme as antd } from 'antd'
import type { ThemeConfig } from 'antd'
import { fonts, tokens } from './theme.ts'
import type { Light, Tokens } from './theme.ts'

/** Our tokens in the kit's own terms; `still` for whoever asks for less motion. */
export function kitTheme(light: Light, still = false): ThemeConfig {
  const t = tokens[light]
  return {
    algorithm: light === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      ...colours(t),
      // The page decides the type by its language.
      fontFamily: 'inherit',
      fontFamilyCode: fonts.mono,
      borderRadius: 3,
      borderRadiusLG: 4,
      controlHeight: 36,
      boxShadowSecondary: `0 6px 24px ${t.shade}`,
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: components(t),
  }
}

const colours = (t: Tokens) => ({
  colorPrimary: t.pine,
  colorLink: t.pine,
  colorInfo: t.pine,
  colorSuccess: t.pine,
  colorWarning: t.ochre,
  colorError: t.cinnabar,
  colorErrorBg: t.blush,
  colorErrorBgHover: t.blush,
  colorWarningBg: t.sand,
  colorSuccessBg: t.wash,
  colorInfoBg: t.wash,
  controlItemBgActive: t.wash,
  colorTextBase: t.ink,
  colorBgBase: t.ground,
  colorBgContainer: t.sheet,
  colorBgElevated: t.sheet,
  colorBgLayout: t.ground,
  colorBorder: t.edge,
  colorBorderSecondary: t.rule,
  colorSplit: t.rule,
  colorTextSecondary: t.faded,
  colorTextTertiary: t.faded,
  colorTextDescription: t.faded,
  colorTextPlaceholder: t.faded,
  colorTextLightSolid: t.onPine,
})

const components = (t: Tokens): NonNullable<ThemeConfig['components']> => ({
  Button: {
    primaryShadow: 'none',
    defaultShadow: 'none',
    dangerShadow: 'none',
    fontWeight: 500,
    primaryColor: t.onPine,
  },
  Table: {
    headerBg: 'transparent',
    headerColor: t.faded,
    headerSplitColor: 'transparent',
    headerSortActiveBg: 'transparent',
    headerSortHoverBg: t.wash,
    bodySortBg: 'transparent',
    rowHoverBg: t.wash,
    borderColor: t.rule,
    cellPaddingBlock: 11,
    cellPaddingInline: 12,
  },
  Drawer: { colorBgElevated: t.sheet },
  Segmented: { trackBg: t.well, itemSelectedBg: t.sheet },
  Tag: { defaultBg: t.well, defaultColor: t.ink },
  Steps: { colorTextDescription: t.faded },
})
