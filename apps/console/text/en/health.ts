/** The health check of the program (C78). Questions and answers are the host's; here is what they mean. */
export const health = {
  title: 'Is the program in good health?',
  short: 'Health check',
  shortNote: 'Eleven questions a program should ask itself',
  none: 'Too little is known to say. Record or import sales, and the answers come by themselves.',
  lead: { bad: 'Not quite', look: 'Mostly', good: 'Yes' },
  count: {
    bad: '{{n}} to put right',
    look: '{{n}} worth a look',
    good: '{{n}} in good shape',
    unknown: '{{n}} not judged, for too little is known',
  },
  and: ', ',
  stop: '.',
  verdict: {
    bad: 'To put right',
    look: 'Worth a look',
    unknown: 'Too little is known',
    good: 'In good shape',
  },
  unknownNote: 'No figure is neither good nor bad.',
  still: 'The last sale was on {{day}}. Months and years of buying are counted back from there.',
  least: 'Good from {{good}}, to put right below {{look}}.',
  most: 'Good up to {{good}}, to put right above {{look}}.',
  means: {
    active_members:
      'Members who bought in three months, of all. With half of them moving, a program is alive.',
    card_shown:
      'Sales of three months in which the till knew the member. Unknown buyers earn nothing and teach nothing.',
    readable: 'How many plain sentences a customer would have to read. The fewer, the more is remembered.',
    year_value:
      'What points and rewards of a year are worth to the middle buyer, as a share of what was spent. A little is ' +
      'not felt.',
    benefits: 'Points, member prices, coupons and the like count one a kind, each service counts one.',
    events: 'Campaigns sent from here in a year. One a quarter is the least that is remembered.',
    greetings:
      'Occasions a year on which the program has something for a member: birthdays, festivals, life events.',
    family: 'A household with one account gets further sooner, and brings more people.',
    cross_store: 'What a member got in one branch counts in all of them.',
    dead_members:
      'Members who neither earned nor used points or value in a year. They make the list look longer than it is.',
    top_fifth:
      'How many of the fifth that spent most get the best discount. Whoever brings most should have the best.',
  },
  todo: {
    active_members: 'Pick out those who stayed away and invite them back with something that ends soon.',
    card_shown: 'Ask for the phone number before ringing up, and make the share of known buyers a goal.',
    readable: 'Drop rules that few use, and put offers together that are nearly alike.',
    year_value: 'Let points buy more, or add a reward of the period; rehearse first what it costs.',
    benefits: 'Add one or two that cost little: priority, something for members only, a birthday gift.',
    events: 'Plan one campaign a quarter.',
    greetings: 'Begin with a birthday gift: it is felt the most.',
    family: 'Offer a shared account at the till; it is opened on the page of a member.',
    dead_members:
      'Try once to wake them with a campaign. Whoever does not answer needs no money spent on them.',
    top_fifth: 'Set the ways into the tiers so that the best buyers reach the one with the best discount.',
  },
  lacking: {
    sales: 'It is answered once sales are recorded or imported.',
    worth:
      'Say in the program what a point buys: money or gifts. With that and sales of a year there is an answer.',
    tiers: 'Give the program tiers with discounts; with sales of members there is an answer.',
  },
  door: {
    campaign: 'Plan a campaign',
    sales: 'See sales',
    program: 'To the program',
    rehearse: 'Rehearse',
    members: 'To the members',
    record: 'Import sales',
  },
  tiers: {
    title: 'Who stands where',
    note: 'Members by tier, and where the fifth stands that spent most in a year.',
    tier: 'Tier',
    members: 'Members',
    share: 'Of all',
    topFifth: 'Of the best fifth',
    best: 'Best discount',
  },
  how: {
    asked: 'Asked on {{on}} of version {{version}} of the program; sales are read up to {{to}}.',
    unread: 'Asked on {{on}} of version {{version}} of the program; no sales are read yet.',
    spans:
      'Buying is counted back from the last day with a sale, so that a shop that stood still learns something too. ' +
      'Campaigns, and points and value that moved, are counted back from today. Who was merged counts once.',
    bounds:
      'Where good begins is a rule of thumb of the trade, written beside each figure. It says where to look, and is ' +
      'no mark at school.',
    leftOut:
      'Left out: greetings and campaigns made elsewhere, and what services are worth to a member. A year is valued ' +
      'by points and rewards of the period alone.',
  },
}
