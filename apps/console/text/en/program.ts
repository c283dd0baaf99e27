export const program = {
  title: 'Points rule',
  answer: 'Members get {{points}} per {{money}} spent.',
  points_one: '{{n}} point',
  points_other: '{{n}} points',
  change: 'Publish a new version',
  changeNote:
    'Sales already made keep the version they were judged by. A return gives back exactly what its sale gave.',
  form: {
    points: 'Points',
    per: 'for every full',
    publish: 'Publish',
    published: 'Version {{version}} is live.',
    example: 'A sale of {{money}} will give {{points}}.',
  },
  versions: 'Versions',
  column: { version: 'Version', rule: 'Rule', published: 'Published', by: 'By' },
  live: 'live',
}
