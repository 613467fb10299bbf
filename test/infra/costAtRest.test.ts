import { readFileSync } from 'node:fs';
import { totalAtRest } from '../../bench/scale/atRest.ts';
import { readStackLimits } from '../../bench/scale/stack.ts';

const guide = readFileSync('infra/README.md', 'utf8');
const section = guide.slice(guide.indexOf('## What it costs at rest')).split(/\n## /)[0] ?? '';

describe('what an installation costs at rest', () => {
  it('is in the guide as the templates of prod have it', () => {
    const { atRest } = readStackLimits();

    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .filter(Boolean),
      )
      .filter(([first]) => first !== 'what' && first !== '---');
    expect(rows).toEqual([
      ...atRest.map(({ what, count, usd }) => [what, String(Math.round(count)), usd.toFixed(2)]),
      ['together', totalAtRest(atRest).toFixed(2)],
    ]);
  });
});
