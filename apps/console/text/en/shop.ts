import { shopBaskets } from './shop-baskets.ts'
import { shopMembers } from './shop-members.ts'
import { shopSigns } from './shop-signs.ts'
import { shopTrends } from './shop-trends.ts'

export const shop = {
  home: 'Questions about the shop',
  homeNote: 'One page each: the answer first, then picture, numbers and method.',
  report: 'Rows, files and letters of this report',
  groups: {
    sells: 'What sells',
    when: 'When',
    much: 'How much and where',
    who: 'Who',
    back: 'Do they come back',
  },
  questions: {
    products: 'Which products sell?',
    sold: 'What was sold on any day?',
    baskets: 'What is bought together?',
    next: 'What to offer whom next?',
    hours: 'At which hours do people buy?',
    months: 'Do sales rise or fall?',
    trends: 'Which branches and products rise or fall?',
    bills: 'How large are bills?',
    places: 'Where do people buy?',
    people: 'Who are our members?',
    birthdays: 'Whose birthday comes?',
    stale: 'Whose details are out of date?',
    activity: 'How many members are active?',
    recency: 'When did members last come?',
    repeat: 'How many buyers come back?',
    loyalty: 'How loyal are members?',
    dead: 'Who gives no sign of life?',
    funnel: 'At which visit do newcomers buy?',
  },
  place: {
    title: 'Days and place',
    where: 'Place',
    chain: 'Whole chain',
    mine: 'All my branches',
    regions: 'Regions',
    branches: 'Branches',
    span: 'Span',
    today: 'Today',
    days_one: 'Last {{n}} day',
    days_other: 'Last {{n}} days',
    own: 'Days of my choice',
    from: 'From',
    to: 'To',
  },
  span: { today: 'Today', day: 'On {{day}}', days: 'From {{from}} to {{to}}' },
  before: 'The days before: {{from}} – {{to}}',
  against: 'against the days before',
  now: 'These days',
  earlier: 'The days before',
  nothing: {
    title: 'Nothing was sold in these days',
    ever: 'As soon as the first sale is rung up or imported, it is seen here.',
    last: 'The last sale was on {{day}}.',
    go: 'Look at that day',
  },
  figure: {
    amount: 'Sales',
    bills: 'Bills',
    average: 'Average bill',
    members: 'From members',
    membersNote: 'of the money',
  },
  column: {
    product: 'Product',
    code: 'Code',
    amount: 'Money',
    before: 'Before',
    yearBefore: 'A year before',
    change: 'Change',
    units: 'Units',
    bills: 'Bills',
    members: 'From members',
    key: 'Key',
    share: 'Share',
    band: 'Bill',
    branch: 'Branch',
    region: 'Region',
    joined: 'Members joined here',
    people: 'Members',
    number: 'Number',
    name: 'Name',
    tier: 'Tier',
    day: 'Day',
    month: 'Month',
  },
  products: {
    none: '{{when}}, nothing was sold.',
    answer: {
      amount: '{{when}}, {{name}} brings the most money: {{money}}, {{share}} of all.',
      units: '{{when}}, {{name}} sells the most units: {{units}}, {{share}} of all.',
      bills: '{{when}}, {{name}} is on the most bills: {{bills}}.',
    },
    ranking: 'Ranking',
    note: 'Brought up to date every two seconds. Choose a product to see who bought it.',
    label: 'The ten best products and what they brought in the days before; the numbers are in the table.',
    by: { amount: 'By money', units: 'By units', bills: 'By bills' },
    keyOnly: 'Key products only',
    search: 'Product or code',
    noneFits: 'Nothing sold fits',
    noKeys: 'No key product yet: mark the products you want to watch with the star in the list.',
    keys_one: '{{n}} key product: {{today}} today, {{month}} this month.',
    keys_other: '{{n}} key products: {{today}} today, {{month}} this month.',
    mark: 'Watch {{name}} as a key product',
    unmark: 'Watch {{name}} no longer',
    marked: '{{name}} is a key product now.',
    unmarked: '{{name}} is no key product any more.',
    how: {
      method:
        'Every line of every bill counts as soon as the sale is recorded; money and units are net of what ' +
        'came back. “Before” is the same number of days just before these.',
      limits:
        'A bill with two products counts once for each, so the bills of products do not add up to those of ' +
        'the shop. What a till without a network has not sent yet is not in here.',
    },
  },
  sold: {
    answer: '{{when}}: {{bills}} bills, {{units}} units, {{money}}',
    named: ' · product: {{product}}',
    sized: ' · bills from {{from}} to below {{to}}',
    bill: 'Bills {{from}} – {{to}}',
    list: 'What was sold',
    by: { day: 'Day', branch: 'Branch', product: 'Product', amount: 'Size of bill', member: 'Member' },
    note: {
      day: 'Choose a day to see its receipts.',
      branch: 'Choose a branch to see what it sold.',
      product: 'Choose a product to see who bought it.',
      amount: 'Choose a size to see who paid such bills.',
      member: 'Choose a member to open the page. At most a quarter at a time.',
    },
    strangers: 'Without a card',
    how: {
      method:
        'The same sales as in the list of receipts, added up by day, branch, product, size of the bill or ' +
        'member; what came back is taken off.',
      limits:
        'By member, the receipts themselves are read, so a look holds at most 92 days. Members who were ' +
        'merged count as the one who stayed.',
    },
  },
  hours: {
    answer: '{{when}}, more hands are needed at {{above}}; fewer will do at {{below}}.',
    busy: '{{when}}, more hands are needed at {{above}}.',
    slack: '{{when}}, fewer hands will do at {{below}}.',
    even: '{{when}}, no hour is busier than another by more than chance.',
    little:
      '{{when}}: too little to plan shifts by. There are {{bills}} bills on {{days}} days; ' +
      'it takes {{leastBills}} bills on {{leastDays}} days.',
    and: ', ',
    map: 'Weekday and hour',
    mapNote: 'Bills on an average day of that kind. The darker, the busier.',
    caption: 'Bills on an average day by weekday and hour',
    weekday: 'Weekday',
    hour: 'Hour',
    cell: '{{weekday}}, {{hour}}: {{bills}} bills on an average day, {{money}} in all',
    byHour: 'By hour; an open hour has {{n}} bills a day on average',
    perDay: 'Bills a day',
    hint: 'Shift hint',
    more: '▲ more hands',
    fewer: '▼ fewer hands',
    same: '= as usual',
    days: 'By weekday',
    daysSold: 'Days with sales',
    how: {
      method:
        'Bills are counted by the hour on the branch’s own clock. An hour surely above the average of ' +
        'the open hours needs more hands, one surely below it fewer: off by more than two standard errors of ' +
        'its count. It is customers who need somebody at the counter, not money. An hour without any sale is ' +
        'a closed one and not part of the average.',
      limits:
        'Below {{leastDays}} days or {{leastBills}} bills no hint is given. It tells when people paid, not ' +
        'how long they queued, and knows nothing of holidays to come.',
    },
  },
  months: {
    answer: {
      rising:
        'Sales rise by about {{slope}} a month (between {{low}} and {{high}}); the line goes on ' +
        'to {{next}} next month.',
      falling:
        'Sales fall by about {{slope}} a month (between {{low}} and {{high}}); the line goes on ' +
        'to {{next}} next month.',
      flat: 'Sales are flat: about {{next}} a month.',
      unsure:
        'No clear direction in {{n}} months: the slope may be anything between {{low}} and {{high}} a month.',
    },
    named: '{{product}}: ',
    little: 'Too little to speak of a trend: it takes three whole months with sales.',
    picture: 'Sales by month',
    note: 'Choose a month to see its receipts.',
    label:
      'Sales by month, those of a year before beside them, and a straight line; the numbers are in the table.',
    now: 'Sales',
    yearBefore: 'A year before',
    line: 'Straight line',
    unfinished: '{{month}}, not over yet',
    between: '{{low}} to {{high}}',
    trend: {
      title: 'The straight line in numbers',
      what: 'Figure',
      value: 'Value',
      slope: 'Change a month (least squares)',
      interval: '95% interval of it',
      share: 'as a share of an average month',
      robust: 'Change a month (Theil–Sen, not pulled by single months)',
      next: 'The line next month',
      periods: 'Whole months looked at',
    },
    how: {
      method:
        'Sales of each month, net of what came back; they add up to the receipts. Beside each month stands ' +
        'the same month a year before.',
      trend:
        'A straight line is laid through the whole months by least squares; its interval allows for months ' +
        'that resemble their neighbours (Newey–West). “Rising” and “falling” are said only when the ' +
        'interval leaves zero out. From 24 months on the season is taken out first.',
      limits:
        'A month that is not over is drawn but not part of the line; the month of the first sale is, although the ' +
        'shop may have opened in the midst of it. A straight line is no forecast: it knows ' +
        'nothing of holidays, new branches and competitors.',
    },
  },
  bills: {
    answer:
      '{{when}}, the average bill is {{average}}; {{share}} of bills are below {{under}}. Bills of {{band}} bring ' +
      'the most: {{money}} of the money.',
    little: '{{when}}: {{n}} bills, too few to tell how large bills are. It takes {{least}}.',
    picture: 'Bills by size',
    note: 'Choose a size to see who paid such bills.',
    label: 'Number of bills by size, those of the days before beside them; the numbers are in the table.',
    band: '{{from}} – {{to}}',
    free: 'nothing to pay',
    returned: 'came back',
    how: {
      method:
        'Every bill falls in one band by what was rung up, in steps of 1, 2 and 5 of any power of ten. The ' +
        'last amount of a band belongs to the next one.',
      limits:
        'A bill keeps its band whatever comes back of it; what came back is a row of its own, so that the rows ' +
        'add up to the sales. Below {{least}} bills nothing is said.',
    },
  },
  places: {
    answer: '{{when}}, {{name}} sells the most: {{money}}, {{share}} of all.',
    one: '{{when}}, {{name}} sold {{money}}.',
    branches: 'By branch',
    regions: 'By region',
    noRegion: 'without a region',
    note: 'Choose a branch to see who bought there.',
    label: 'Sales by branch, those of the days before beside them; the numbers are in the table.',
    how: {
      method:
        'Sales of each branch net of what came back; what is returned elsewhere counts where it was returned. ' +
        'Regions are those named on the pages of the branches.',
      limits:
        'Members are counted where they joined, not where they live. Branches that were closed before ' +
        'these days and sold nothing are left out.',
    },
  },
  ...shopBaskets,
  ...shopMembers,
  ...shopSigns,
  ...shopTrends,
}
