/** Launches of campaigns, starts of plans and discounts by hand that need a second person. */
export const approval = {
  title: 'Approvals',
  answer_one: '{{n}} request waits for a second person.',
  answer_other: '{{n}} requests wait for a second person.',
  noneWait: 'Nothing is waiting for a second person.',
  empty: 'Nothing has been asked for yet',
  emptyWords:
    'Every launch and every plan that was started is kept here with its cost. What costs more than its role may ' +
    'launch waits until a second person has agreed. So do discounts by hand beyond the limit, of sales that other ' +
    'systems send.',
  noneOf: 'Nothing in this state',
  what: 'What is asked',
  kind: { campaign: 'Campaign', plan: 'Plan', discount: 'Discount by hand' },
  cost: 'Cost at most',
  messages: 'Messages',
  gifts: 'Gifts and coupons',
  limit: 'Limit of who asked',
  noLimit: 'no limit',
  budget: 'Whole budget',
  one: { campaign: 'Launch of a campaign', plan: 'Start of a plan', discount: 'Discount by hand' },
  ways: {
    own_limit: 'within the limit of who asked',
    alone: 'above the limit by an owner alone, because nobody else could decide',
    second_person: 'by a second person',
  },
  state: { applied: 'gone ahead', waiting: 'waiting', rejected: 'rejected', expired: 'not answered in time' },
  discount: {
    nobody: 'Not a member',
    branch: 'Branch',
    member: 'For whom',
    why: 'Reason',
    off: 'Taken off by hand',
    offOf: '{{off}} of {{listed}}, that is {{share}}',
    limit: 'May give alone',
    limitIs: 'up to {{share}}',
    total: 'To be paid',
    points: 'Points it earns',
    until: 'Waits until',
    lines: 'In the basket',
    line: '{{n}} × {{name}}',
    means:
      'If you agree, the other system may send this very basket once: the branch takes {{total}} for it and gives ' +
      'away {{off}}. If you refuse, say why; it may ask anew.',
    recorded: 'The sale has been recorded.',
    toSale: 'Receipt',
    yesDone: 'Allowed. The sale goes through when it is sent again.',
    noDone: 'Refused. The sale stays refused.',
  },
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
