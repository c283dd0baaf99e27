import { reportCentre } from './report-centre.ts'

export const reports = {
  ...reportCentre,
  back: 'Reports',
  than: 'than the time before',
  thanYear: 'than a year before',
  before: 'The time before',
  yearBefore: 'A year before',
  monthBefore: 'A month before',
  total: 'All together',
  asOf: 'As of',
  latest: 'last day with a sale',
  comma: ', ',
  month: '{{year}}-{{n}}',
  save: { title: 'Save', csv: 'CSV, for any program', xlsx: 'Excel (XLSX)', pdf: 'PDF, to print' },
  none: {
    title: 'Nothing to show yet',
    words: 'As soon as members buy, this report has something to say.',
    span: 'Nothing was sold in this span. Choose other days or another branch.',
  },
  span: {
    label: 'Days',
    from: 'First day',
    to: 'Last day',
    days_one: 'today',
    days_other: 'last {{n}} days',
  },
  place: { label: 'Where', all: 'The whole chain', regions: 'Regions', branches: 'Branches' },
  by: { amount: 'Money', units: 'Units', bills: 'Receipts' },
  measure: {
    amount: 'Sales',
    bills: 'Receipts',
    perBill: 'Per receipt',
    members: 'From members',
    membersNote: 'of the money, with a card shown',
  },
  weekday: { '1': 'Mon', '2': 'Tue', '3': 'Wed', '4': 'Thu', '5': 'Fri', '6': 'Sat', '7': 'Sun' },
  gender: { female: 'Women', male: 'Men', other: 'Other', unknown: 'Not told' },
  column: {
    product: 'Product',
    units: 'Units',
    amount: 'Money',
    bills: 'Receipts',
    change: 'Change',
    changeYear: 'On a year before',
    key: 'Key product',
    hour: 'Hour',
    weekday: 'Day',
    billsPerDay: 'Receipts a day',
    against: 'Against the average',
    month: 'Month',
    members: 'Members’ share',
    band: 'Receipt of',
    share: 'Share',
    region: 'Region',
    branch: 'Branch',
    joined: 'Joined here',
    number: 'Card number',
    tier: 'Tier',
    name: 'Name',
    day: 'Birthday',
    turns: 'Turns',
    mobile: 'Mobile',
    age: 'Age',
    gender: 'Gender',
    people: 'Members',
    lastBought: 'Last purchase',
    asOf: 'On {{day}}',
    until: 'Month up to',
    days: 'Days with a purchase',
  },
  products: {
    title: 'What sells',
    answerToday: '{{name}} leads today with {{money}} of {{all}}.',
    answer: '{{name}} leads with {{money}} of {{all}}.',
    ranking: 'Ranking',
    rankingNote: 'Choose a product to see its days.',
    search: 'Code or name',
    keyOnly: 'Key products only',
    none: 'Nothing of this was sold in the span.',
    keys_one:
      'The key product sold {{today}} today ({{todayUnits}} units), {{month}} this month ({{monthUnits}} units).',
    keys_other:
      'The {{n}} key products sold {{today}} today ({{todayUnits}} units), ' +
      '{{month}} this month ({{monthUnits}} units).',
    noKeys: 'Mark products with the star to see here what they sell today and this month.',
    mark: 'Watch {{name}} as a key product',
    unmark: 'Watch {{name}} no longer',
    marked: '{{name}} is a key product',
    method:
      'Every sale and return is counted the moment it is recorded; a page that shows today looks again every other ' +
      'second. Money is what was charged, less what came back; the ranking takes money, units or receipts.',
    limits:
      'The diamond is the same number of days just before. Products are told apart by their code; the name is the ' +
      'last one sold under it.',
  },
  hours: {
    title: 'When people buy',
    answer: 'Busier than the average hour: {{busy}}. Quieter: {{slack}}.',
    even: 'No hour is clearly busier or quieter than the average.',
    tooLittle_one:
      'Too little to advise on shifts: {{n}} day with sales so far. A week and fifty receipts are the least.',
    tooLittle_other:
      'Too little to advise on shifts: {{n}} days with sales so far. A week and fifty receipts are the least.',
    span: '{{from}}–{{to}} h',
    cell: '{{day}}, {{hour}} h: {{n}} receipts a day, {{money}} in all',
    week: 'A usual week',
    weekNote: 'Receipts in that hour of a usual such day; darker is busier.',
    byHour: 'Hour by hour',
    byHourNote:
      'Dark hours are above the average open hour: plan an extra hand there, breaks and stock in the light ones.',
    average: 'average',
    above: 'above',
    below: 'below',
    method:
      'Receipts per day with sales, by the hour on the branch’s own clock, of the last four weeks unless you choose ' +
      'other days. The average is over hours with at least one sale. Customers are counted, not money, because it is ' +
      'customers who need somebody at the counter.',
    limits:
      'It says when people pay, not when they come in. Below a week or fifty receipts it gives no advice.',
  },
  months: {
    title: 'Sales by month',
    count: 'Months',
    byMonth: 'Month by month',
    note: 'Choose a month to see its days. The light bar is not over yet.',
    soFar: '{{month}}, so far',
    more: '{{month}} brought {{money}}, {{change}} more than the month before.',
    less: '{{month}} brought {{money}}, {{change}} less than the month before.',
    same: '{{month}} brought {{money}}, as much as the month before.',
    tooLittle: 'Two whole months with sales are needed to tell a trend.',
    method:
      'Money charged less what came back, by the business day of the receipt. It equals the sum of all receipts.',
    limits: 'A month that is not over is never compared. The diamond is the same month a year before.',
  },
  bills: {
    title: 'How large receipts are',
    answer: 'Most receipts are of {{band}}: {{share}} of all.',
    returned: 'Came back',
    free: 'Nothing to pay',
    band: '{{from}} to {{to}}',
    bands: 'Receipts by amount',
    note: 'Each band begins at its first amount and ends below its second.',
    method:
      'A receipt stands in the band of what was rung up, whatever came back of it later; what came back is a row of ' +
      'its own. So the rows sum to the sales, to the last cent.',
    limits: 'Bands grow in steps of 1, 2 and 5, so that small and large receipts are both seen.',
  },
  places: {
    title: 'Where people buy',
    answer: '{{name}} brings {{share}} of the money.',
    one: 'All of it was sold at {{name}}.',
    regions: 'By region',
    branches: 'By branch',
    note: 'Choose a place to see what sells there.',
    method:
      'Money charged less what came back, by the branch on the receipt; regions are sums of their branches.',
    limits: 'Members joined are those with us today who enrolled at the branch, wherever they buy.',
  },
  sold: {
    title: 'Query any day',
    answerDay: '{{units}} units for {{money}} on {{day}}.',
    answer: '{{units}} units for {{money}} from {{from}} to {{to}}.',
    rows: 'What was sold',
    by: { day: 'Day', branch: 'Place', product: 'Product', amount: 'Amount', member: 'Member' },
    sort: 'Sort by',
    sortBy: {
      key: 'Name, first to last',
      number: 'Card number',
      units: 'Units',
      amount: 'Money',
      bills: 'Receipts',
      tier: 'Tier, highest first',
    },
    billFrom: 'Single receipt from',
    strangers: 'Without a card',
    method:
      'Days, places, products and amounts come from what is counted as each sale is recorded; members from the ' +
      'receipts themselves, at most a quarter at a time. Money is net of what came back.',
    limits:
      'A receipt with three products counts once in its day and once for each product. With “single receipt from” ' +
      'what came back is left out.',
  },
  demographics: {
    title: 'Who members are',
    answer:
      'Members are {{age}} years old on average, and {{share}} of those who told are women (ages of {{n}} known).',
    few: 'Only {{n}} ages are known, too few to go by: {{age}} on average, {{share}} women.',
    unknown: 'Of {{n}} members hardly anybody told age or gender yet.',
    ages: 'Ages',
    missing_one: 'The age of {{n}} member is not known.',
    missing_other: 'The age of {{n}} members is not known.',
    from: '{{from}} and over',
    years: '{{from}}–{{to}}',
    genders: 'Gender',
    stores: 'Preferred branch',
    storesNote: 'Where each member bought most often, of all who ever bought.',
    method:
      'Of persons who are members today. The birth date tells the age, else what was told at enrolment. A member’s ' +
      'preferred branch is the one with most receipts; where two are equal, the one with more money.',
    limits:
      'A branch or region narrows ages and gender to those who joined there. Averages are of those who told.',
  },
  birthdays: {
    title: 'Birthday calendar',
    answer_one:
      '{{n}} member has a birthday in the next {{days}} days; the birthday of {{known}} of members is known.',
    answer_other:
      '{{n}} members have a birthday in the next {{days}} days; the birthday of {{known}} of members is known.',
    days: 'Days ahead',
    next_one: 'next {{n}} day',
    next_other: 'next {{n}} days',
    none: 'Nobody has a birthday in these days. Of {{all}} members the birthday of {{n}} is known.',
    list: 'Whose birthday it is',
    method: 'Members with us today by the birth date in their profile, today included.',
    limits:
      'Who was born on 29 February is listed on 28 February in other years. Lunar birthdays are not computed.',
  },
  quiet: {
    note: 'The diamond is a month before. Choose a row to see its members.',
    never: 'never bought',
    over_one: 'over {{n}} month ago',
    over_other: 'over {{n}} months ago',
    within_one: 'within {{n}} month',
    within_other: 'within {{n}} months',
    between: '{{from}}–{{to}} months ago',
  },
  activity: {
    title: 'How active members are',
    answer: 'As of {{day}}, {{n}} of {{all}} members bought in the last three months: {{share}}.',
    few: 'Only {{all}} members so far, too few for a share to go by; {{n}} bought in the three months up to {{day}}.',
    bands: 'Members by their last purchase',
    method:
      'Members with us today by the last day on which they bought something that they did not bring back whole.',
    limits: 'A member who shows no card is not seen. Merged members count once.',
  },
  recency: {
    title: 'How recently members came',
    healthy: 'Healthy: {{n}} members bought within a month, {{before}} a month ago.',
    warning: 'Warning: only {{n}} members bought within a month, {{before}} a month ago.',
    too_little:
      'Too few to judge: {{n}} members bought within a month, {{before}} a month ago. Twenty are the least.',
    bands: 'Buyers by half years',
    months: 'Members who bought within a month',
    monthsNote: 'At the end of each of the last twelve months.',
    method:
      'Half years since the last purchase, and how many members bought within a month, now and a month ago.',
    limits: 'A season moves these numbers too: compare with the same month of the year before.',
  },
  repeat: {
    title: 'Who comes back',
    above: '{{rate}} of buyers come back ({{n}} of {{all}}): at or above the line of {{good}}.',
    below: '{{rate}} of buyers come back ({{n}} of {{all}}): below the line of {{good}}.',
    too_little: '{{n}} of {{all}} buyers came back. Too few for a rate to go by.',
    times: 'Buyers by days with a purchase',
    days_one: '{{n}} day',
    days_other: '{{n}} days',
    daysOrMore_one: '{{n}} day or more',
    daysOrMore_other: '{{n}} days or more',
    was: 'A month before it was {{rate}}.',
    who: 'What tells them apart',
    whoNote: 'It describes; it does not say why.',
    what: 'On average',
    again: 'Came back',
    once: 'Came once',
    portrait: {
      members: 'Members',
      spend: 'Money each',
      perDay: 'Money a purchase day',
      times: 'Purchase days',
      age: 'Age',
      women: 'Women',
    },
    method:
      'Buyers of the window with purchases on two days or more, of all buyers. 80% is what retailers call good.',
    limits:
      'Whoever bought first a short while ago had little time to come back. Ages are of a sample of 20,000.',
  },
}
