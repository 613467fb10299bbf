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

/** The same as a section of a Markdown document, as prettier would write it. */
export const renderMarkdown = ({ title, notes, columns, rows }: Table): string => {
  const isRight = columns.map((_, column) => column > 0 && numberAtTheRight(rows, column));
  const widths = columns.map((head, column) =>
    Math.max(head.length, isRight[column] === true ? 4 : 3, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${columns
      .map((_, column) => {
        const [cell, width] = [cells[column] ?? '', widths[column] ?? 0];
        return isRight[column] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(' | ')} |`;
  const rule = widths.map((width, column) =>
    isRight[column] === true ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const told = notes.length === 0 ? [] : ['', ...notes];
  return [`### ${title}`, '', line(columns), line(rule), ...rows.map(line), ...told, ''].join('\n');
};

/** The middle one; a single slow round says nothing. Of an even number, the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('the median of nothing');
  return (lower + upper) / 2;
};
