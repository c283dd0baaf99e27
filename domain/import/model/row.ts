/** A row as it stands in the file: number 1 is the header. Cells are trimmed text. */
export type Row = Readonly<{ no: number; cells: string[] }>
