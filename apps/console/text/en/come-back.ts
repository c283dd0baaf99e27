export const comeBack = {
  title: 'Who will come back?',
  answer_one:
    'About {{alive}} of {{all}} buyers are customers still; about {{n}} will buy within {{days}} days of {{day}}.',
  answer_other:
    'About {{alive}} of {{all}} buyers are customers still; about {{n}} will buy within {{days}} days of {{day}}.',
  notYet: 'Not worked out yet: it is done every night, or now if you ask for it.',
  none: 'Too little is known yet to say who will come back.',
  noneWords:
    'A forecast from so few purchases would be a guess. Until then recency says most: who came lately.',
  noneLink: 'See who came lately',
  reason: {
    few_buyers: 'Fewer than 200 members have bought; there are {{buyers}}.',
    few_returned: 'Fewer than 50 have come back; {{repeat}} have come twice or more.',
    short_history: 'The history since {{from}} is shorter than three usual gaps between purchases.',
  },
  rough: 'Rough figures: with fewer than 1,000 buyers the total may be off by a quarter.',
  now: 'Work it out now',
  working: 'Working it out …',
  workingWords: 'Five methods are put to the proof, then everybody is scored. You may leave this page.',
  unit: 'steps',
  failed: 'The last run failed. What is shown is from the run before.',
  stale: 'Something was sold since ({{day}}); the coming night takes it in.',
  bands: {
    title: 'How sure a visit is',
    note: 'Chance of a purchase within {{days}} days. Choose a row to see its members.',
    caption: 'Buyers by the chance of a purchase within {{days}} days',
    chance: 'Chance',
    range: '{{from}}–{{to}}',
    members: 'Members',
    expected: 'Purchases to expect',
    value: 'Worth of 12 months',
    line_one: '{{n}} purchase to expect',
    line_other: '{{n}} purchases to expect',
    total: 'All buyers',
  },
  leaving: {
    title: 'Worth a call',
    note: 'May be leaving: a chance of 20–60% to be customers still, the most valuable first.',
    all: 'All of them',
    nobody: 'Nobody stands between staying and leaving just now.',
  },
  column: {
    name: 'Name',
    number: 'Number',
    alive: 'Still a customer',
    buys: 'Buys within {{days}} days',
    expected: 'To expect',
    nextDay: 'Likely back by',
    value: 'Worth of 12 months',
    lastDay: 'Last purchase',
    purchases: 'Purchase days',
  },
  never: 'not within a year',
  proof: {
    title: 'Put to the proof',
    note: '{{from}} to {{to}} was held back and foretold.',
    more: '{{model}} foretold {{expected}} purchases and {{actual}} came: {{share}} too many.',
    fewer: '{{model}} foretold {{expected}} purchases and {{actual}} came: {{share}} too few.',
    exact: '{{model}} foretold {{expected}} purchases, and as many came.',
    recency:
      'Days since the last purchase told as well who comes; how often and what it is worth, only a model tells.',
    caption: 'Methods on days they had not seen',
    method: 'Method',
    expected: 'Foretold',
    miss: 'Miss',
    brier: 'Error of the chances',
    auc: 'Order',
    used: '{{name}} · used',
    came: 'Came',
  },
  recency: 'Days since the last purchase',
  doubts: 'Read with care',
  doubt: {
    impossible_history: 'Some members have more purchase days than days: look at the import.',
    opening_day: 'Many "first" purchases lie on the first day of the records: older history is missing.',
    subscription: 'Most gaps are alike, as with a contract; these methods are made for free choice.',
    season: 'The same month stands out in both of the last two years; no method here sees a season ahead.',
    no_dropout: 'Nobody is seen to leave; everybody counts as a customer still.',
    at_edge: 'A figure of the method ran to the edge of what can be told apart.',
    not_converged: 'The search for the best figures did not end.',
    spend_correlated:
      'Who buys often spends more or less each time; what a purchase is worth is drawn too near the mean.',
    spend_typical: 'Spend varies so widely that a mean does not exist; the usual purchase stands in.',
  },
  how: {
    method:
      'A member who bought often and has been silent for long has probably left; one who buys seldom ' +
      'may be silent as long ' +
      'and be here. The method learns from all members how often they buy and how they leave, from ' +
      'three numbers of each: ' +
      'how often she came back, when last, and how long ago first.',
    proof:
      'BG/NBD, MBG/NBD, Pareto/NBD, MBG/CNBD and the days since the last purchase are fitted to ' +
      'everything but the last ' +
      '{{days}} days and foretell these. The one whose chances came nearest is used (Brier score; ' +
      'within a hundredth of the ' +
      'best, the total that came nearest). Order 0.5 is chance, 1 is perfect.',
    value:
      'Worth is what a purchase of hers is worth (Gamma-Gamma, drawn towards the mean of the shop) ' +
      'times the purchases to ' +
      'expect in twelve months, less 10% a year for waiting. It is what she will pay, not what remains.',
    limits:
      'No method sees a season, a new competitor or a campaign ahead, and of a single member it tells ' +
      'a chance, never a ' +
      'certainty. Members who withdrew are not scored.',
    params: 'Figures of {{model}} in days, fitted to {{buyers}} buyers from {{from}} to {{to}}: {{params}}.',
  },
  list: {
    title: 'Members by forecast',
    answer_one: '{{n}} member; forecast of {{day}} for {{days}} days.',
    answer_other: '{{n}} members; forecast of {{day}} for {{days}} days.',
    buys: 'Chance to buy {{from}}–{{to}}',
    alive: 'Customer still: {{from}}–{{to}}',
    empty: 'Nobody',
    emptyWords: 'No member has such a forecast, or none has been worked out yet.',
    back: 'Who will come back?',
  },
  member: {
    title: 'What to expect',
    still: '{{alive}} likely a customer still; {{buys}} likely to buy within {{days}} days.',
    next: 'Likely back by {{day}}.',
    never: 'Not likely back within a year.',
    value: 'The next twelve months are worth about {{money}}.',
    asOf: 'Forecast of {{day}}',
  },
}
