import {
  AreaChartOutlined,
  AuditOutlined,
  BarChartOutlined,
  CalendarOutlined,
  CommentOutlined,
  DashboardOutlined,
  DesktopOutlined,
  ExperimentOutlined,
  FormOutlined,
  GiftOutlined,
  HeartOutlined,
  ImportOutlined,
  KeyOutlined,
  NotificationOutlined,
  PayCircleOutlined,
  ReconciliationOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SolutionOutlined,
  StarOutlined,
  TeamOutlined,
  UsergroupAddOutlined,
  WalletOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'

/** A place of the menu: its word is `shell.nav.<key>`; it is shown to those who may use it. */
export type Place = Readonly<{
  key:
    | 'overview'
    | 'members'
    | 'sales'
    | 'insight'
    | 'reports'
    | 'segments'
    | 'campaigns'
    | 'care'
    | 'bookings'
    | 'club'
    | 'channels'
    | 'imports'
    | 'program'
    | 'branches'
    | 'staff'
    | 'keys'
    | 'liability'
    | 'reconciliation'
    | 'audit'
    | 'topUps'
    | 'corrections'
    | 'applications'
    | 'rewards'
    | 'rehearsals'
    | 'devices'
  to: string
  icon: ReactNode
  can: string
  group: 'day' | 'know' | 'house'
  /** Where pages begin that are reached through this one, and stand at addresses of their own. */
  also?: readonly string[]
  /** One of the four places a phone shows at the bottom. */
  thumb?: boolean
}>

export const PLACES: readonly Place[] = [
  {
    key: 'overview',
    to: paths.overview,
    icon: <DashboardOutlined />,
    can: 'sale.read',
    group: 'day',
    thumb: true,
  },
  {
    key: 'members',
    to: paths.members(),
    icon: <TeamOutlined />,
    can: 'member.read',
    group: 'day',
    thumb: true,
  },
  {
    key: 'sales',
    to: paths.sales(),
    icon: <ShoppingOutlined />,
    can: 'sale.read',
    group: 'day',
    thumb: true,
  },
  { key: 'topUps', to: paths.topUps(), icon: <PayCircleOutlined />, can: 'wallet.read', group: 'day' },
  { key: 'corrections', to: paths.corrections(), icon: <AuditOutlined />, can: 'wallet.read', group: 'day' },
  {
    key: 'applications',
    to: paths.applications,
    icon: <FormOutlined />,
    can: 'member.screen',
    group: 'day',
  },
  { key: 'rewards', to: paths.rewards(), icon: <StarOutlined />, can: 'reward.read', group: 'day' },
  {
    key: 'insight',
    to: paths.insight,
    icon: <AreaChartOutlined />,
    can: 'insight.read',
    group: 'know',
    thumb: true,
  },
  { key: 'reports', to: paths.reports, icon: <BarChartOutlined />, can: 'insight.read', group: 'know' },
  { key: 'segments', to: paths.segments, icon: <UsergroupAddOutlined />, can: 'insight.read', group: 'know' },
  {
    key: 'campaigns',
    to: paths.campaigns,
    icon: <NotificationOutlined />,
    can: 'campaign.read',
    group: 'know',
    also: [paths.content(), paths.journeys, paths.plans, paths.surveys],
  },
  { key: 'channels', to: paths.channels(), icon: <SendOutlined />, can: 'campaign.read', group: 'know' },
  { key: 'care', to: paths.care(), icon: <HeartOutlined />, can: 'care.read', group: 'day' },
  { key: 'bookings', to: paths.bookings, icon: <CalendarOutlined />, can: 'booking.read', group: 'day' },
  {
    key: 'club',
    to: paths.club,
    icon: <CommentOutlined />,
    can: 'club.read',
    group: 'day',
    also: [paths.likeOffers],
  },
  { key: 'imports', to: paths.imports, icon: <ImportOutlined />, can: 'import.read', group: 'house' },
  { key: 'program', to: paths.program, icon: <GiftOutlined />, can: 'program.read', group: 'house' },
  {
    key: 'rehearsals',
    to: paths.rehearsals,
    icon: <ExperimentOutlined />,
    can: 'program.write',
    group: 'house',
  },
  { key: 'devices', to: paths.devices(), icon: <DesktopOutlined />, can: 'device.read', group: 'house' },
  {
    key: 'reconciliation',
    to: paths.reconciliation(),
    icon: <ReconciliationOutlined />,
    can: 'insight.read',
    group: 'house',
  },
  {
    key: 'liability',
    to: paths.liability,
    icon: <WalletOutlined />,
    can: 'insight.read',
    group: 'house',
  },
  { key: 'audit', to: paths.audit, icon: <SafetyCertificateOutlined />, can: 'audit.read', group: 'house' },
  { key: 'branches', to: paths.branches, icon: <ShopOutlined />, can: 'org.read', group: 'house' },
  { key: 'staff', to: paths.staff, icon: <SolutionOutlined />, can: 'org.read', group: 'house' },
  { key: 'keys', to: paths.keys, icon: <KeyOutlined />, can: 'key.manage', group: 'house' },
]

/** Whether a page belongs to a place: the overview only to itself, others with all below them. */
export const isAt = (pathname: string, to: string): boolean =>
  to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)

/** The place that a page belongs to most closely: applications have their own, although they stand below members. */
export function placeAt(pathname: string): string | undefined {
  const found = PLACES.flatMap(({ to, also = [] }) => [to, ...also].map((from) => ({ to, from })))
    .filter(({ from }) => isAt(pathname, from))
    .toSorted((a, b) => b.from.length - a.from.length)
  return found[0]?.to
}
