import { median, renderTable } from '../../../bench/report/table.ts';

describe('a table', () => {
  it('has columns as wide as their widest cell, numbers to the right, notes below', () => {
    const text = renderTable({
      title: 'Sizes',
      columns: ['bundle', 'size', 'ratio'],
      rows: [
        ['tenant-api', '688 kB', '2.08'],
        ['least', '9 kB', '10.1'],
      ],
      notes: ['Aim: small.'],
    });

    expect(text.split('\n')).toEqual([
      'Sizes',
      '',
      'bundle        size  ratio',
      '----------  ------  -----',
      'tenant-api  688 kB   2.08',
      'least         9 kB   10.1',
      '  Aim: small.',
      '',
    ]);
  });

  it('leaves missing cells empty, and the column of numbers that they are in to the right', () => {
    const text = renderTable({
      title: 'Requests',
      columns: ['run', 'pages'],
      rows: [['nothing new'], ['new', '100']],
      notes: [],
    });

    expect(text.split('\n').slice(4, 6)).toEqual(['nothing new', 'new            100']);
  });

  it('keeps a column to the left in which one cell is text', () => {
    const text = renderTable({ title: '', columns: ['what'], rows: [['12'], ['twelve']], notes: [] });

    expect(text.split('\n').slice(4, 6)).toEqual(['12', 'twelve']);
  });

  it('without rows is its head', () => {
    const text = renderTable({ title: 'None', columns: ['a', 'bc'], rows: [], notes: [] });

    expect(text.split('\n')).toEqual(['None', '', 'a  bc', '-  --', '']);
  });
});

describe('the median', () => {
  it('is the middle one, by size and not by turn', () => {
    expect(median([9, 1, 10])).toBe(9);
  });

  it('of an even number is between the two in the middle', () => {
    expect(median([4, 1, 10, 2])).toBe(3);
  });

  it('of nothing is an error', () => {
    expect(() => median([])).toThrow('the median of nothing');
  });
});
