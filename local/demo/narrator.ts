export interface Narrator {
  /** Begins a step of the tour. */
  readonly step: (title: string) => void;
  readonly text: (text: string) => void;
}

export const createNarrator = (write: (text: string) => void): Narrator => {
  let steps = 0;
  return {
    step: (title) => {
      steps += 1;
      write(`\n${steps}. ${title}\n`);
    },
    text: (text) => write(`${text.replaceAll(/^/gm, '   ')}\n`),
  };
};

const widest = 42;
const short = (text: string): string => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);
const isAmount = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** Columns as wide as their widest cell; amounts to the right. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const cells = [head, ...rows].map((row) => row.map(short));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isAmount(cell) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
