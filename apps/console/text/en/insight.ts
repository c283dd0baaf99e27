export const insight = {
  title: 'Insight',
  back: 'Insight',
  members_one: '{{n}} member',
  members_other: '{{n}} members',
  see: 'See the members',
  lens: {
    title: 'As of and window',
    asOf: 'As of',
    latest: 'last day with a sale',
    window: 'Look back',
    months_one: '{{n}} month',
    months_other: '{{n}} months',
    all: 'All records',
  },
  none: {
    title: 'Nothing to look at yet',
    words:
      'As soon as members buy, this page tells who comes often, who spends much and who is drifting ' +
      'away. A file of past sales is the quickest start.',
    import: 'Import past sales',
    elsewhere:
      'Nobody bought anything here in this window. Choose a later day, look further back or at other branches.',
    reset: 'Back to all branches and the last day with a sale',
  },
  how: 'How do we know?',
  home: {
    answer: '{{n}} of your {{all}} members bring {{share}} of the money.',
    rfm: 'Recency, frequency, money',
    rfmAnswer_one: '{{n}} member came lately and comes often: {{share}} of the money.',
    rfmAnswer_other: '{{n}} members came lately and come often: {{share}} of the money.',
    quadrants: 'Four kinds of customers',
    quadrantsAnswer: '{{n}} confidants, {{butterflies}} butterflies to win as regulars.',
    ladder: 'Loyalty ladder',
    ladderAnswer: 'Of 100 first-time buyers {{two}} come twice and {{three}} three times.',
    pareto: 'Who brings the money',
    paretoAnswer: '20% of members bring {{share}} of the money.',
    all: 'All buyers as a list',
  },
  rfm: {
    title: 'Recency, frequency, money',
    answer_one:
      'As of {{day}}, {{n}} member of {{all}} came lately and comes often (both scores 5), and ' +
      'brings {{share}} of the money.',
    answer_other:
      'As of {{day}}, {{n}} members of {{all}} came lately and come often (both scores 5), and bring ' +
      '{{share}} of the money.',
    map: 'Recency and frequency',
    mapNote: 'The number is people, the colour is money. Choose a cell to see who is in it.',
    caption: 'Members and money by recency and frequency score',
    recency: 'Recency',
    frequency: 'Frequency',
    row: 'R {{n}}',
    column: 'F {{n}}',
    cell: 'Recency {{r}}, frequency {{f}}: {{people}}, {{money}}',
    emptyScore: 'Nobody has a frequency score of {{scores}}, because {{share}} of your customers {{bought}}.',
    bought_one: 'bought once',
    bought_other: 'bought {{n}} times',
    emptyWhy:
      'Members with the same history always get the same score; a group this large is never torn apart.',
    meaning: 'What the scores mean here',
    meaningNote: 'A fifth of the members each, cut at your own customers’ values.',
    score: 'Score',
    means: 'Means',
    people: 'Members',
    money: 'Money',
    r: {
      from: '{{from}} days ago or more',
      to: 'at most {{to}} days ago',
      within: '{{from}}–{{to}} days ago',
    },
    f: {
      only_one: '{{n}} purchase day',
      only_other: '{{n}} purchase days',
      from: '{{from}} purchase days or more',
      to_one: '{{n}} purchase day',
      to_other: 'up to {{n}} purchase days',
      within: '{{from}}–{{to}} purchase days',
    },
    m: { from: '{{from}} or more', to: 'up to {{to}}', within: '{{from}} to {{to}}' },
    nobody: 'nobody',
    how: {
      method:
        'Every member who bought in the window is scored 1 to 5 three times: days since the last ' +
        'purchase, number of days with a purchase, and money spent less returns. A cut is the ' +
        'smallest value that a fifth (two, three, four fifths) of the members do not exceed.',
      ties:
        'Equal values always share a score, so the result depends neither on the order of the list ' +
        'nor on the currency. A score can therefore stay empty.',
      limits:
        'Scores compare your members with each other. When all of them buy less, the best fifth is ' +
        'still the best fifth. Members without a purchase in the window get no score.',
    },
  },
  quadrants: {
    title: 'Four kinds of customers',
    answer_one: 'As of {{day}}, {{n}} of {{all}} members is a confidant and brings {{share}} of the money.',
    answer_other: 'As of {{day}}, {{n}} of {{all}} members are confidants and bring {{share}} of the money.',
    picture: 'Purchases and spend of each member',
    pictureNote: 'Drag the two lines. Hollow marks stand close to a line.',
    sampled: 'The picture shows {{n}} members drawn by lot; the counts are of all.',
    label:
      'A mark per member by purchase days and spend, both on logarithmic scales, with the two lines ' +
      'that make four kinds. The numbers are in the table.',
    x: 'Purchase days',
    y: 'Spend',
    countCut: 'Often means',
    spendCut: 'Much means',
    atLeast_one: 'at least {{n}} purchase day',
    atLeast_other: 'at least {{n}} purchase days',
    moreThan_one: 'more than {{n}} purchase day',
    moreThan_other: 'more than {{n}} purchase days',
    atLeastMoney: 'at least {{money}}',
    moreThanMoney: 'more than {{money}}',
    kind: { mean: 'Mean', median: 'Median', fixed: 'Fixed' },
    fixedCount: 'Purchase days from which a member counts as coming often',
    fixedSpend: 'Spend from which a member counts as spending much',
    groups: 'The four kinds',
    group: 'Kind',
    people: 'Members',
    share: 'of members',
    money: 'Money',
    moneyShare: 'of money',
    perHead: 'per member',
    near: 'near a line',
    nearWords_one: '{{n}} stands within a tenth of a line and may be another kind next month.',
    nearWords_other: '{{n}} stand within a tenth of a line and may be another kind next month.',
    todo: {
      confidant:
        'Thank them, know them by name, let them see new things first. Do not buy with discounts ' +
        'what they give freely.',
      butterfly:
        'They spend, but seldom come. Give a reason for the next visit: a reminder at the right ' +
        'time, an invitation.',
      barnacle:
        'They come often for little. Show them what goes with what they buy; keep favours for them cheap.',
      passerby:
        'Most bought once. One friendly message after the first purchase; do not spend more until they come again.',
    },
    how: {
      method:
        'Two lines make four kinds. Often: the mean number of purchase days, rounded up to a whole ' +
        'number. Much: more than the mean spend. Medians and your own numbers are one touch away.',
      limits:
        'A mean is pulled up by a few very good customers, so fewer than half the members lie above ' +
        'it; that is wanted here. A median is useless when half of the members bought once. Members ' +
        'near a line should not be treated differently because of it.',
      source: 'The names 蝴蝶 and 藤壶 come from Reinartz and Kumar, Harvard Business Review, 2002.',
    },
  },
  ladder: {
    title: 'Loyalty ladder',
    answer: 'Of 100 first-time buyers {{two}} come twice and {{three}} three times, as of {{day}}.',
    stairs: 'How far members climb',
    stairsNote: 'Members with at least so many purchase days. Choose a step to see them.',
    caption: 'Members by number of purchase days',
    step_one: '{{n}} purchase',
    step_other: '{{n}} purchases',
    climbed: '{{share}} of the step before',
    after_one: 'usually after {{n}} day',
    after_other: 'usually after {{n}} days',
    purchases: 'Purchase days',
    members: 'Members',
    conversion: 'Climbed on',
    days: 'Median days',
    moves: 'Who climbed',
    since: 'Since',
    movesWords:
      'Since {{day}}, {{one}} members took the step from one purchase to two, and {{two}} from two to three.',
    movesHint: 'Choose a day to see how many climbed since then.',
    how: {
      method:
        'A step counts members with at least so many days with a purchase in the window. “Usually ' +
        'after” is the median number of days from the purchase before, of those who took the step.',
      limits:
        'Members won lately had less time to come again, so the conversion of a young list reads too ' +
        'low. Waiting times are of those who did come; those still to come will have waited longer.',
    },
  },
  movement: {
    title: 'Who moved',
    note: 'From where they stood at the snapshot before (rows) to where they stand now (columns).',
    apart: 'Compare with',
    answer_one:
      'From {{before}} to {{day}}, {{n}} member moved and {{stayed}} stayed; {{came}} came in, {{left}} dropped out.',
    answer_other:
      'From {{before}} to {{day}}, {{n}} members moved and {{stayed}} stayed; {{came}} came in, {{left}} dropped out.',
    held_one:
      'The change of {{n}} member has held since {{before}}. Act on those; who has only just moved may move back.',
    held_other:
      'The changes of {{n}} members have held since {{before}}. Act on those; who has only just moved may move back.',
    caption: 'Members by where they stood before and stand now',
    before: 'Before',
    now: 'Now',
    nowhere: 'none',
    more: '{{n}}+',
    stepOn_one: '{{n}} time or more',
    stepOn_other: '{{n}} times or more',
    cell_one: 'from {{from}} to {{to}}: {{n}} member',
    cell_other: 'from {{from}} to {{to}}: {{n}} members',
    way: '{{from}} → {{to}}',
    from: 'Way',
    members: 'Members now',
    holds: 'Held two snapshots',
  },
  pareto: {
    title: 'Who brings the money',
    answer: '20% of members bring {{share}} of the money; {{few}} bring four fifths of it, as of {{day}}.',
    curve: 'Members and money',
    curveNote: 'The dashed line is what it would look like if everybody spent the same.',
    label: 'Curve of the share of money brought by the best share of members; the numbers are in the table.',
    x: 'Share of members, best first',
    y: 'Share of money',
    mark: '20% of members: {{share}}',
    members: 'Best members',
    money: 'bring',
    best: 'Best customers',
    bestAll: 'All of them, sorted by money',
    how: {
      method:
        'Members who bought in the window are sorted by what they spent less returns. The curve adds ' +
        'up their money from the best down.',
      limits:
        'It looks back. Some of the best customers of the past have left; the recency score tells ' +
        'which. A steep curve is usual in retail and is no fault.',
    },
  },
  audience: {
    title: 'Members',
    answer_one: '{{n}} member, {{money}} in the window, as of {{day}}: {{rule}}.',
    answer_other: '{{n}} members, {{money}} in the window, as of {{day}}: {{rule}}.',
    filters: 'Filters',
    save: 'Save as segment',
    saveWhole: 'A segment is saved for all branches. Choose all branches first.',
    nobody: {
      title: 'Nobody fits',
      words: 'No member meets all of these conditions at once. Take a filter away.',
      clear: 'Show all buyers',
    },
    column: {
      number: 'Number',
      name: 'Name',
      purchases: 'Purchase days',
      spend: 'Spend',
      lastDay: 'Last purchase',
      scores: 'R F M',
      quadrant: 'Kind',
      lifecycle: 'State',
    },
    name: 'Name of the segment',
    nameHint: 'A name you will still understand in a year.',
    frozen_one:
      '{{n}} member is written down as of {{day}}. The list never changes, so that a campaign to it can be judged.',
    frozen_other:
      '{{n}} members are written down as of {{day}}. The list never changes, so that a campaign to ' +
      'it can be judged.',
    saved: 'Segment saved.',
  },
}
