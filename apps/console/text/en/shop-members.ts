/** Questions about members, a part of the shop's questions. */
export const shopMembers = {
  people: {
    answer_one: '{{n}} member. ',
    answer_other: '{{n}} members. ',
    little_one: '{{n}} member: too few to tell who members are.',
    little_other: '{{n}} members: too few to tell who members are.',
    age: 'Of the {{known}} who told their age, the mean is {{mean}} and half are {{median}} or younger. ',
    noAge: 'Too few have told their age. ',
    women: 'Of the {{known}} who told their gender, {{share}} are women.',
    noGender: 'Too few have told their gender.',
    ages: 'Ages',
    agesNote: '{{known}} of {{all}} have told it.',
    age_band: 'Age',
    label: 'Members by age; the numbers are in the table.',
    between: '{{from}}–{{to}}',
    from: '{{from}} and over',
    genders: 'Gender',
    unknown: 'not told',
    stores: 'Where they buy most',
    storesNote: 'Of all buyers, wherever they joined.',
    how: {
      method:
        'Living members by the age they have today: from the day of birth, else from the age told when they ' +
        'joined. Each buyer counts for the branch of most of the purchases; equal ones go by money.',
      limits:
        'Whoever has not told an age or a gender is in no share of it; if mostly the young tell it, the mean is ' +
        'too low. The list behind an age holds those with a day of birth.',
    },
  },
  birthdays: {
    answer_one: 'From {{from}} to {{to}}, {{n}} member has a birthday; {{first}} on the first day.',
    answer_other: 'From {{from}} to {{to}}, {{n}} members have a birthday; {{first}} on the first day.',
    unknown: 'No member has told a birthday yet.',
    known: '{{known}} of {{all}} members have told theirs.',
    picture: 'Birthdays by day',
    label: 'Birthdays by day; the numbers are in the table.',
    list: 'Whose birthday it is',
    day: 'Birthday',
    turns: 'Turns',
    mobile: 'Mobile',
    from: 'From which day',
    ahead_one: '{{n}} day ahead',
    ahead_other: '{{n}} days ahead',
    none: 'Nobody in these days',
    noneWords: 'Look further ahead, or ask members for their birthday at the till.',
    how: {
      method:
        'By the day of birth on the member’s page. Whoever was born on 29 February celebrates on the 28th in ' +
        'other years.',
      limits:
        'Members who have left are not in here. Whether someone may be written to is a question of consent.',
    },
  },
  quiet: {
    now: 'Now',
    before: 'A month before',
    against: 'against {{day}}',
    last: 'Last purchase',
    within_one: 'within {{n}} month',
    within_other: 'within {{n}} months',
    between: '{{from}}–{{to}} months ago',
    over: 'over {{n}} months ago',
    never: 'never bought',
    note: 'Choose a row to see who is in it.',
    label:
      'Members by the time since their last purchase, a month before beside it; the numbers are in the table.',
  },
  activity: {
    same:
      'As of {{day}}, {{share}} of {{n}} members are active: {{active}} bought within three ' +
      'months, as many as a month before.',
    more:
      'As of {{day}}, {{share}} of {{n}} members are active: {{active}} bought within three ' +
      'months, up from {{before}} a month before.',
    fewer:
      'As of {{day}}, {{share}} of {{n}} members are active: {{active}} bought within three ' +
      'months, down from {{before}} a month before.',
    little: 'As of {{day}} there are {{n}} members: too few for a share. It takes {{least}}.',
    active: 'Active: bought within three months',
    all: 'Members',
    picture: 'How long members have been quiet',
    how: {
      method:
        'A member is active with a purchase in the last three months. Bands are whole months back from the day; ' +
        'whoever brought everything of a day back did not buy on it.',
      limits:
        'Three months fit a grocer better than an optician: the lifecycle on the page of members uses your own ' +
        'customers’ rhythm. Of a branch or region these are the members who joined there, wherever they buy.',
    },
  },
  recency: {
    healthy:
      'Healthy: {{now}} members bought within the month to {{day}}, {{before}} within the month before.',
    warning:
      'Warning: only {{now}} members bought within the month to {{day}}, {{before}} within the month before.',
    too_little:
      'Too little to tell: {{now}} members bought within the month to {{day}}, {{before}} within the month ' +
      'before. It takes {{least}}.',
    months: 'Members who bought within a month',
    monthsNote: 'At the end of each of the last twelve months.',
    label: 'Members who bought within a month, month by month; the numbers are in the table.',
    within: 'Bought within the month',
    until: 'Month to',
    bands: 'When members last came',
    how: {
      method:
        'Members who bought within the last month are compared with those of the month before: as many or more ' +
        'is healthy, fewer is a warning. The bands are half years since the last purchase.',
      limits:
        'One month against another knows no season: look at the twelve months above before you worry. Of ' +
        'a branch or region these are the members who joined there, wherever they buy.',
    },
  },
  loyalty: {
    known:
      'As of {{day}}, half of {{n}} buyers score {{median}} or less out of 100; {{best}} score {{high}} or more and ' +
      'bring {{share}} of the money.',
    too_little: 'As of {{day}} there are {{n}} buyers: too few to compare them with one another.',
    picture: 'Members by loyalty score',
    note: 'Choose a band to see who is in it.',
    label: 'Members by loyalty score; the numbers are in the table.',
    score: 'Score',
    formula: 'The formula',
    formulaNote: 'The score is the weighted mean of four places among all buyers, times 100.',
    part: 'Part',
    compares: 'What is compared',
    weight: 'Weight',
    parts: { recency: 'Recency', frequency: 'Frequency', money: 'Money', steadiness: 'Steadiness' },
    means: {
      recency: 'days since the last purchase; fewer is better',
      frequency: 'days with a purchase; more is better',
      money: 'money less returns; more is better',
      steadiness: 'the longest silence, up to the day looked at; shorter is better',
    },
    list: 'Members and their parts',
    band: 'Score {{from}}–{{to}}',
    nobody: 'Nobody has such a score',
    how: {
      method:
        'In each part a buyer’s place is the share of the other buyers who are not ahead, ties counted half: 100% is ' +
        'the best, 50% the middle. Equal histories score equally, and neither the currency nor one very large ' +
        'customer matters.',
      limits:
        'The score compares your members with one another and looks back; it is no forecast. The weights are a ' +
        'convention, not a finding: look at the parts before you act on a sum. Who bought nothing in the window ' +
        'has no score, not a low one.',
    },
  },
  repeat: {
    above:
      'As of {{day}}, {{rate}} of {{n}} buyers came back ({{repeaters}}), above the line of ' +
      '{{good}}; a month before it was {{before}}.',
    below:
      'As of {{day}}, {{rate}} of {{n}} buyers came back ({{repeaters}}), below the line of ' +
      '{{good}}; a month before it was {{before}}.',
    too_little: 'As of {{day}} there are {{n}} buyers: too few for a rate.',
    times: 'On how many days they bought',
    note: 'Choose a row to see who is in it.',
    label: 'Buyers by the number of days they bought on; the numbers are in the table.',
    orMore: '{{n}} or more',
    portraits: 'Who comes back, and who does not',
    back: 'Came back',
    once: 'Bought on one day',
    portrait: {
      who: 'Buyers',
      people: 'Members',
      perHead: 'Money a member',
      perDay: 'Money a day',
      visits: 'Purchase days',
      age: 'Mean age',
      women: 'Women',
    },
    how: {
      method:
        'Of those who bought in the window, the share with a second purchase day. The line of four in five is what ' +
        'the trade calls good.',
      limits:
        'Whoever bought for the first time last week had no time to come back, so a growing shop reads too low. ' +
        'Ages and genders are of those who told them, from a sample where there are many.',
    },
  },
}
