export interface Table {
  readonly title: string;
  /** What somebody must know to read the numbers. */
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const isNumeric = (cell: string): boolean => /^[-+]?\d[\d ,.]*( ?(%|kB|MB|ms|B|x))?$/.test(cell);
const numberAtTheRight = (rows: Table['rows'], column: number): boolean =>
  rows.length > 0 && rows.every((row) => row[column] === undefined || row[column] === '' || isNumeric(row[column]));

/** Plain text: columns as wide as their widest cell, columns of numbers to the right. */
export const renderTable = ({ title, notes, columns, rows }: Table): string => {
  const widths = columns.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)));
  const isRight = columns.map((_, column) => numberAtTheRight(rows, column));
  const line = (cells: readonly string[]): string =>
    columns
      .map((_, column) => {
        const cell = cells[column] ?? '';
        const width = widths[column] ?? 0;
        return isRight[column] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [title, '', line(columns), rule, ...rows.map(line), ...notes.map((note) => `  ${note}`), ''].join('\n');
};
