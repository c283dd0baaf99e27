/** What a campaign earned, and how sure that is. */
export const report = {
  title: 'Report: {{name}}',
  soFarWords: 'Sales are known up to {{day}}; they count until {{end}}. The picture will still move.',
  soFarNone: 'No sales are known yet.',
  complete: 'The window is complete: sales from {{from}} to {{to}}.',
  noSign: 'no sign of an effect',
  causedSales: 'Sales caused',
  causedProfit: 'Profit caused: margin less cost',
  reach: 'Reach and answers',
  reachNote: 'Counted, not compared: what members did in the time the sales count.',
  nothingSent: 'Zhiji sent nothing itself, so it knows nothing of how it was received.',
  delivery: {
    handed: 'Handed over',
    arrived: 'Arrived, by the provider',
    lost: 'Did not arrive, by the provider',
    failed: 'Failed',
    withheld: 'Withheld: consent, cap, hold-out',
    unreachable: 'Not reachable',
    waiting: 'Waiting',
  },
  newMembers: 'Joined by the campaign’s forms',
  answers: {
    replied: 'Wrote back',
    stopped: 'Said no to something',
    couponUsers: 'Used the coupon {{code}}',
    couponUses: 'Uses of {{code}}',
  },
  causedTitle: 'Caused, and only counted',
  causedNote: 'Caused is treated less held out, over all treated. What was only counted proves nothing.',
  causedBuyers: 'Buyers caused',
  causedPurchases: 'Purchases caused',
  anyway: 'Of the treated who bought, would have bought anyway',
  attributed: 'Used the coupon {{code}} (counted)',
  detectable: 'Smallest difference per member that would probably show',
  unmeasured:
    'Nobody was held out, by choice. So it cannot be said what this campaign caused; everything here is only counted.',
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
  heldOut_one:
    '{{n}} member of the segment is held out of everything the chain does and stands in neither group.',
  heldOut_other:
    '{{n}} members of the segment are held out of everything the chain does and stand in neither group.',
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
}
