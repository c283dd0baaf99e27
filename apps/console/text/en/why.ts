/** Why a receipt came to what it did. */
export const why = {
  title: 'Why?',
  note: 'By version {{version}} of the program, as the customer stood then.',
  member: 'Bought as a member.',
  tier: 'Bought as a member of tier {{tier}}.',
  stranger: 'Bought without a membership in force: rules for members did not count.',
  counted: 'These rules counted',
  noneCounted: 'None: list prices, and no points.',
  not: 'These did not',
  more_one: 'And {{n}} rule that did not count',
  more_other: 'And {{n}} rules that did not count',
  differs_one:
    'Judged anew it comes to {{money}} and {{points}} point. The receipt stands as it was recorded: goods may have ' +
    'another category today, or came back since.',
  differs_other:
    'Judged anew it comes to {{money}} and {{points}} points. The receipt stands as it was recorded: goods may have ' +
    'another category today, or came back since.',
}
