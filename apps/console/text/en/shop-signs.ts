/** Questions about members who have fallen silent, a part of the shop's questions. */
export const shopSigns = {
  dead: {
    known_one:
      'As of {{day}}, {{n}} of {{all}} members ({{share}}) has given no sign of life for {{months}} months: ' +
      'no purchase, no points earned or redeemed, no visit. {{reachable}} of them can still be reached.',
    known_other:
      'As of {{day}}, {{n}} of {{all}} members ({{share}}) have given no sign of life for {{months}} months: ' +
      'no purchase, no points earned or redeemed, no visit. {{reachable}} of them can still be reached.',
    none: 'As of {{day}}, each of {{all}} members has given a sign of life within {{months}} months.',
    little: 'As of {{day}} there are {{all}} members: too few for a share. It takes {{least}}.',
    months: 'Silent for',
    month_one: '{{n}} month or more',
    month_other: '{{n}} months or more',
    members: 'No sign of life',
    reachable: 'Can be reached',
    points: 'Points they hold',
    stored: 'Stored value they hold',
    picture: 'When they were last heard of',
    label: 'Silent members by their last sign of life; the numbers are in the table.',
    note: 'Choose a row to see who is in it, or to write to them.',
    last: 'Last sign of life',
    never: 'never since they joined',
    between: '{{from}}–{{to}} months ago',
    over: 'over {{n}} months ago',
    all: 'All together',
    how: {
      method:
        'A sign of life is a purchase, a top-up, points or a gift earned or redeemed, a benefit used, a reward ' +
        'collected, a pack code, or a visit that staff wrote down. Whoever joined less than so many months ago is ' +
        'given the same time. Points, stored value and ways to reach somebody are those of now.',
      limits:
        'Somebody who buys without showing a card looks dead here. A message or a coupon that was merely received ' +
        'is no sign. Members who have left or were archived are not in here. Before you let them go, write once ' +
        'and hold back a control group: what comes of it is the only proof that they are gone.',
    },
  },
  funnel: {
    known:
      'Of {{n}} members who joined since {{from}}, {{first}} bought at the first visit; of those who came at least ' +
      '{{visit}} times, {{share}} had bought by then.',
    once:
      'Of {{n}} members who joined since {{from}}, {{first}} bought at the first visit. Nobody is known to have ' +
      'come again.',
    purchases_only:
      'Too little to tell: of {{n}} members who joined since {{from}} hardly any visit is known but purchases ' +
      '({{without}} without one; it takes {{least}}). Who came and left again is not on record.',
    too_little:
      'Too little to tell: {{n}} members who joined since {{from}} are known to have come. It takes {{least}}.',
    months: 'Joined within',
    month_one: '{{n}} month',
    month_other: '{{n}} months',
    joined: 'Joined',
    bought: 'Have bought',
    boughtNote: '{{share}} of those who joined',
    without: 'Visits without a purchase',
    withoutNote: 'of {{n}} visits',
    picture: 'Bought by the visit',
    note: 'Of those who came at least so often, how many had bought by then.',
    label: 'Share that had bought by each visit; the numbers are in the table.',
    step: 'By visit {{n}}',
    visit: 'Visit',
    visitors: 'Came at least so often',
    buyers: 'Had bought',
    how: {
      method:
        'A visit is a day on which the member was certainly there: enrolled at a branch, a purchase, a top-up, a ' +
        'gift or a reward collected, a benefit used, or a visit that staff wrote down on the member’s page. ' +
        'Several on a day are one.',
      limits:
        'Whoever came in and was asked nothing is not on record, so the true share is lower. Have staff write down ' +
        'visits for a few weeks to see it. Those who came often are few and keen: their share is not what a second ' +
        'visit would do to everybody.',
    },
  },
  stale: {
    known_one:
      '{{n}} of {{all}} profiles ({{share}}) has been neither changed nor confirmed since {{day}}: ask when ' +
      'they next come in.',
    known_other:
      '{{n}} of {{all}} profiles ({{share}}) have been neither changed nor confirmed since {{day}}: ask when ' +
      'they next come in.',
    none: 'All {{all}} profiles have been written or confirmed since {{day}}.',
    nobody: 'There are no members yet.',
    months: 'Untouched for',
    month: '{{n}} months or more',
    picture: 'How old profiles are',
    note: 'By the day on which the profile was last written or confirmed.',
    label: 'Profiles by the time since they were last touched; the numbers are in the table.',
    age: 'Last written or confirmed',
    within: 'within {{n}} months',
    between: '{{from}}–{{to}} months ago',
    over: 'over {{n}} months ago',
    list: 'Profiles to ask about',
    listNote: 'The longest untouched first. Open a member to change the profile or confirm it as it stands.',
    touched: 'Last touched',
    score: 'Complete',
    missing: 'Missing',
    nothing: 'nothing',
    empty: 'No profile is that old',
    emptyWords: 'Look for a shorter time, or come back later.',
    how: {
      method:
        'A profile is fresh from the day on which it was written, changed or confirmed by somebody who asked. ' +
        'Addresses and numbers of two years ago reach fewer and fewer people.',
      limits:
        'Organisations and members who have left are not in here. A profile that was imported counts as written on ' +
        'the day of the import, however old it was elsewhere.',
    },
  },
}
