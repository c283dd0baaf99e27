import { reportCentre } from './report-centre.ts'

export const reports = {
  ...reportCentre,
  back: 'Reports',
  asOf: 'As of',
  comma: ', ',
  save: { title: 'Save', csv: 'CSV, for any program', xlsx: 'Excel (XLSX)', pdf: 'PDF, to print' },
  span: {
    label: 'Days',
    from: 'First day',
    to: 'Last day',
    days_one: 'today',
    days_other: 'last {{n}} days',
  },
  place: { label: 'Where', all: 'The whole chain', regions: 'Regions', branches: 'Branches' },
  weekday: { '1': 'Mon', '2': 'Tue', '3': 'Wed', '4': 'Thu', '5': 'Fri', '6': 'Sat', '7': 'Sun' },
  layout: 'Laid out by',
  by: 'By {{what}}',
}
