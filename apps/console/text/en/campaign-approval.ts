/** Launches of campaigns and starts of plans that need a second person. */
export const approval = {
  title: 'Approvals',
  answer_one: '{{n}} launch or plan waits for a second person.',
  answer_other: '{{n}} launches and plans wait for a second person.',
  noneWait: 'No launch and no plan is waiting.',
  empty: 'Nothing has been launched yet',
  emptyWords:
    'Every launch and every plan that was started is kept here with its cost. What costs more than its role may ' +
    'launch waits until a second person has agreed.',
  noneOf: 'No launch in this state',
  what: 'Campaign or plan',
  kind: { campaign: 'Campaign', plan: 'Plan' },
  cost: 'Cost at most',
  messages: 'Messages',
  gifts: 'Gifts and coupons',
  limit: 'Limit of who asked',
  noLimit: 'no limit',
  budget: 'Whole budget',
  one: { campaign: 'Launch of a campaign', plan: 'Start of a plan' },
  ways: {
    own_limit: 'within the limit of who asked',
    alone: 'above the limit by an owner alone, because nobody else could decide',
    second_person: 'by a second person',
  },
  state: { applied: 'launched', waiting: 'waiting', rejected: 'rejected' },
  look: 'See the campaign and what it says',
  yesDone: 'Approved and launched.',
  noDone: 'Rejected; the campaign stays a draft.',
  limits: 'Who may launch what alone',
  limitsMeans:
    'Messages by their price plus gifts and coupons at the most they can cost. Above its limit a role needs a ' +
    'second person; an API key always does once there is a limit. Empty is no limit.',
  marketer: 'Marketers, up to',
  owner: 'Owners, up to',
  change: 'Change',
  saved: 'The limits hold from the next launch.',
  waits: 'Waits for a second person: {{name}} asked on {{moment}}, at most {{money}}.',
  toApprovals: 'To the approvals',
  rejected: '{{name}} rejected the launch on {{moment}}. You may ask again.',
  above:
    'This costs up to {{money}}, more than the {{limit}} you may launch alone. A second person must agree.',
  aboveAlone:
    'This costs up to {{money}}, more than your limit of {{limit}}. Nobody else could decide, so you go alone, ' +
    'and that stays on record.',
  unknown: 'Nobody has said what its coupon costs, so the cost counts it as nothing.',
  ask: 'Ask for the launch',
  asked: 'Asked. It is launched when a second person agrees.',
}
