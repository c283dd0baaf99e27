export const campaigns = {
  title: 'Campaigns',
  answer_one: '{{n}} campaign. Each holds some members out, so it can say what it really earned.',
  answer_other: '{{n}} campaigns. Each holds some members out, so it can say what it really earned.',
  back: 'Campaigns',
  add: 'Plan a campaign',
  empty: {
    title: 'No campaign yet',
    words:
      'A campaign reaches a segment and holds a few of its members out, drawn by lot. Only by ' +
      'comparing the two can you tell what the message earned from what would have been bought ' +
      'anyway.',
    segment: 'First save a segment',
  },
  column: {
    name: 'Name',
    segment: 'Segment',
    channel: 'Way',
    state: 'State',
    treated: 'Reached',
    control: 'Held out',
    starts: 'Sales count from',
    ends: 'Last day',
  },
  channel: { email: 'E-mail', sms_file: 'SMS file', record: 'Recorded only' },
  channelMeans: {
    email: 'Zhiji sends it through your mail server.',
    sms_file: 'Zhiji writes a file with numbers and texts for your SMS provider.',
    record: 'You reach them yourself: a call, a letter, a leaflet. Zhiji draws the groups and measures.',
  },
  state: { draft: 'Draft', launched: 'Running', over: 'Ended' },
  steps: { who: 'Who', message: 'Message', control: 'Control group', check: 'Check and launch' },
  copy: 'Use these words for a new one',
  next: 'Continue',
  previous: 'Back',
  who: {
    name: 'Name of the campaign',
    segment: 'Segment',
    segmentHint: 'The list is the one that was saved; it does not change.',
    option: '{{name}} · {{members}}',
    none: 'No segment saved yet',
  },
  message: {
    channel: 'How do you reach them?',
    subject: 'Subject',
    body: 'Text',
    insert: 'Insert',
    variable: { name: 'Name', number: 'Member number', chain: 'Shop name' },
    cost: 'Cost of one message',
    costHint: 'Taken off what the campaign earned. For a coupon, add what it costs you.',
    preview: 'How it will read',
    previewHint: 'The first members of the segment. Conditions and filters are filled in by the next check.',
    nothing: 'Nothing is sent, so there is no text.',
    letters_one: '{{n}} letter',
    letters_other: '{{n}} letters',
  },
  control: {
    why: 'Members held out get nothing. They show what would have been bought anyway.',
    share: 'Share held out',
    split: '{{treated}} get the message, {{control}} are held out.',
    fewest: 'Fewer than 100 in a group cannot be judged. Hold more out, or choose a larger segment.',
    window: 'Sales count for',
    days: 'days',
    windowHint:
      'Fixed when the campaign starts. Long enough for most who would come, short enough to still be caused by it.',
    margin: 'Gross margin',
    marginHint: 'Leave it empty to judge by sales; with it, by margin, which is what you keep.',
    save: 'Save the draft and see what can be learned',
  },
  draft: {
    answer: 'A draft. Nothing has been sent and nobody has been drawn yet.',
    audience: 'In the segment',
    reachable: 'Can be reached',
    reachableNote: 'agreed and have an address',
    treated: 'Get the message',
    control: 'Held out',
    cost: 'Cost',
    learn: 'What can be learned',
    base: 'In the {{days}} days before, {{share}} of these members bought.',
    noBase:
      'There are no sales of these members yet, so nothing can be said in advance about what will be seen.',
    points: 'A change of the share of buyers below {{points}} points cannot be seen.',
    money: 'Nor can a change below {{money}} per member.',
    meaning:
      'A smaller effect may be there, but this campaign alone could not show it: by chance the ' +
      'groups differ that much.',
    sample: 'How it will read',
    noSample: 'Nothing is sent for this campaign.',
    launch: 'Launch',
    launchTitle: 'Launch this campaign?',
    launchWords_one:
      '{{n}} member gets the message, {{control}} are held out. The groups are drawn now and never ' +
      'change; this cannot be undone.',
    launchWords_other:
      '{{n}} members get the message, {{control}} are held out. The groups are drawn now and never ' +
      'change; this cannot be undone.',
    startsOn: 'It began on',
    startsOnHint: 'Leave empty when it begins today.',
    launched: 'Launched.',
    warning: {
      too_small_to_judge:
        'The groups are too small to be judged. It may still be worth doing, but there will be no verdict.',
      nobody_reachable: 'Nobody in this segment agreed to this way and has an address for it.',
      no_mail_server:
        'No mail server is set up, so nothing can be sent. Set SMTP_URL, SMTP_FROM and PUBLIC_URL, ' +
        'or choose another way.',
      few_reachable:
        'Fewer than half of them can be reached. The effect is counted over all, so it will look small.',
    },
  },
  page: {
    answer: 'To segment “{{segment}}” since {{from}}. Sales count up to and including {{to}}.',
    report: 'Show the report',
    treated: 'Treated',
    control: 'Held out',
    controlNote: 'they get nothing',
    file: 'Download the SMS file',
    outbox: 'Messages',
    allStates: 'All states',
    about: 'About this campaign',
    segment: 'Segment',
    channel: 'Way',
    starts: 'First day that counts',
    ends: 'First day that no longer counts',
    share: 'Share held out',
    cost: 'Cost of one message',
    margin: 'Judged by',
    byMargin: 'margin of {{share}}',
    bySales: 'sales',
    salt: 'Seed of the draw',
    subject: 'Subject',
    body: 'Text',
    member: 'Member',
    number: 'Number',
    state: 'State',
    attempts: 'Tries',
    trouble: 'Trouble',
    at: 'At',
    noMessages: 'This campaign sends nothing itself.',
  },
  messageState: {
    queued: 'Waiting',
    sent: 'Sent',
    failed: 'Failed',
    withheld: 'Withheld',
    unreachable: 'Not reachable',
    exported: 'In the file',
  },
  trouble: { no_consent: 'did not agree', no_address: 'no address' },
  report: {
    title: 'Report: {{name}}',
    soFarWords: 'Sales are known up to {{day}}; they count until {{end}}. The picture will still move.',
    soFarNone: 'No sales are known yet.',
    complete: 'The window is complete: sales from {{from}} to {{to}}.',
    total: 'For all treated, after cost',
    totalNote: 'between {{low}} and {{high}}',
    totalUnknown: 'not known',
    buyersNote: '{{treated}} against {{control}}',
    buyers: 'Share of buyers',
    cost: 'Cost',
    picture: 'Difference made',
    pictureNote:
      'The dot is the best guess, the line where the truth may lie. What crosses zero may be nothing.',
    pictureLabel:
      'Differences between treated and held out with their intervals against zero; the numbers are in the table.',
    range: '{{middle}} ({{low}} to {{high}})',
    span: '{{low}} to {{high}}',
    perMember: 'Spend per member',
    raw: 'as sold',
    capped: 'without outliers',
    adjusted: 'adjusted for spend before',
    points: '{{n}} points',
    table: 'Treated against held out',
    row: {
      members: 'Members',
      reached: 'Reached',
      buyers: 'Bought',
      share: 'Share that bought',
      purchases: 'Purchases',
      spend: 'Spend',
      raw: 'Spend per member',
      capped: '… without outliers',
      adjusted: '… adjusted',
      before: 'Spend in the 90 days before',
    },
    head: { what: 'What', treated: 'Treated', control: 'Held out', diff: 'Difference', range: 'Between' },
    relative: 'Per member that is {{ratio}} more than without the campaign ({{low}} to {{high}}).',
    relativeLess: 'Per member that is {{ratio}} less than without the campaign ({{low}} to {{high}}).',
    checks: 'Can the comparison be trusted?',
    split: {
      fine: 'The groups have the sizes that were drawn. Nothing was lost on the way.',
      watch: 'The groups are a little off the sizes that were drawn. Look at the result with care.',
      broken:
        'The groups do not have the sizes that were drawn. Something removed members from one of ' +
        'them, so the result must not be used.',
    },
    noneBought: 'Nobody in either group bought yet, so there is no difference to show.',
    noCompare: 'One of the groups has fewer than two members, so there is nothing to compare.',
    ladder: 'Steps on the ladder',
    ladderNote: 'Members who came again in the window',
    oneToTwo: 'from one purchase to two',
    twoToThree: 'from two purchases to three',
    how: {
      itt:
        'Everybody in the list counts in the group they were drawn into, whether or not the message ' +
        'reached them. That is the only fair comparison, and it makes effects look smaller rather ' +
        'than larger.',
      interval:
        'The intervals in the picture hold the truth 19 times out of 20. The sentence on top uses a ' +
        'slightly wider one (24 times out of 25), and while the window is open a much wider one, so ' +
        'that looking every day does no harm.',
      capped:
        'Without outliers: spend above {{cap}} counts as {{cap}}, so that a single large order cannot decide.',
      adjusted:
        'Adjusted: the difference is corrected by what each member spent in the 90 days before. Here ' +
        'that takes away {{share}} of the chance variation.',
      limits:
        'Only sales with a member number count. Members who talk to each other, and other campaigns ' +
        'at the same time, blur the difference.',
    },
  },
}
