/** The budget of the program against what it came to (C79). */
export const budget = {
  title: 'Is the program within its budget?',
  short: 'Budget and actual',
  shortNote: 'What was planned, what it came to, and the difference',
  until: { now: 'So far', past: 'Over the year' },
  answer: {
    cost: {
      above: 'No. {{until}}, {{actual}} was spent, {{by}} more than the plan for these days.',
      below: 'Yes. {{until}}, {{actual}} was spent, {{by}} less than the plan for these days.',
      even: 'Yes. {{until}}, {{actual}} was spent, exactly as planned.',
    },
    recovery: {
      above: '{{until}}, {{actual}} came in, {{by}} more than planned.',
      below: '{{until}}, {{actual}} came in, {{by}} less than planned.',
      even: '{{until}}, {{actual}} came in, exactly as planned.',
    },
    future: '{{year}} has not begun. Planned to be spent: {{cost}}; planned to come in: {{recovery}}.',
    none: 'Nothing is planned, so there is nothing to hold against it.',
  },
  year: 'Year',
  before: 'The year before',
  after: 'The year after',
  empty: 'No budget yet',
  emptyWords:
    'Say in the program, under “Aim and budget”, what it may cost in a year and what it should bring in. Here it ' +
    'then stands beside what sales, points, gifts and coupons came to.',
  write: 'Write the budget',
  table: {
    title: 'Head by head',
    item: 'Head',
    plan: 'Plan of the year',
    toDate: 'Plan to date',
    monthPlan: 'Plan',
    actual: 'Actual',
    deviation: 'Deviation',
    from: 'From: {{source}}',
    used: '{{share}} of the year’s plan',
    cost: 'Cost in all',
    recovery: 'Brought in, in all',
    net: 'Net: brought in less cost',
    shared:
      '{{names}} are counted from the same: {{source}}. Each shows all of it; in all it counts only once.',
  },
  kind: { cost: 'Cost', recovery: 'Brings in' },
  way: {
    cost: { above: 'over', below: 'saved', even: 'as planned' },
    recovery: { above: 'more', below: 'short', even: 'as planned' },
    net: { above: 'better', below: 'worse', even: 'as planned' },
  },
  months: {
    title: 'Month by month',
    note: 'The plan falls on the months evenly by days.',
    choose: 'Which head',
    month: 'Month',
    running: 'not over yet',
    total: 'Year',
  },
  entries: {
    title: 'Entered by hand',
    note: 'What no till and no ledger knows, such as rent or commission.',
    none: 'Nothing entered for this year',
    noneWords: 'Enter what a head cost or brought in, with the day it belongs to.',
    noneCan: 'Every head of this budget is counted by itself: there is nothing to enter.',
    add: 'Enter an amount',
    correct: 'Correct',
    correctTitle: 'Correct an entry',
    correctNote: 'Corrects the entry of {{day}}',
    means: 'An entry stays as it is. If it was wrong, enter what was too much as a reduction.',
    item: 'Head of the budget',
    day: 'Day it belongs to',
    way: 'What it does',
    more: 'Adds to the actual',
    less: 'Reduces it (a correction)',
    amount: 'Amount',
    remark: 'Note',
    by: 'Entered by',
    done: 'Entered.',
  },
  unplanned: 'Entered under heads that the live program has not, or does not count by hand. In no sum:',
  unknownCosts: 'These goods were collected but have no cost in the catalogue, so they count as nothing:',
  how: {
    plan:
      'The plan is that of version {{version}} of the program, which is live, spread evenly over the days of the ' +
      'year.',
    counted:
      'Gifts count at their cost less the money paid on top; member prices, add-ons and coupons by what they took ' +
      'off; points by what they paid; benefits at the cost the program gives them; goods of birthdays and occasions ' +
      'at what they cost today; sales to members less what came back.',
    leftOut: 'Returns by an amount without lines take no discount back.',
  },
}
