import { differences } from '../../conformance/pythonClient/differences.ts';
import { withSection } from '../../conformance/tools/section.ts';

describe('what a foreign client has read', () => {
  const told = { lines: [{ id: 'a', at: '2026-11-30T08:00:00.000Z', amount: '1.00' }, { id: 'b' }] };

  it('is right where a moment is written in another way', () => {
    const read = { lines: [{ id: 'a', at: '2026-11-30T08:00:00+00:00', amount: '1.00' }, { id: 'b' }] };

    expect(differences(read, told)).toEqual([]);
  });

  it('is wrong by a line, a member, a value or a list', () => {
    expect(differences({ lines: told.lines.slice(1) }, told)).toEqual(['1 of 2 lines were read']);
    expect(differences({}, told)).toEqual(['0 of 2 lines were read']);
    const [first, second] = told.lines;
    expect(differences({ lines: [{ ...first, amount: '1.0' }, second] }, told)).toEqual([
      'lines.0.amount: "1.00" was read as "1.0"',
    ]);
    expect(differences({ lines: [first, {}] }, told)).toEqual(['lines.1.id: "b" was read as nothing']);
    expect(differences({ lines: [first, null] }, told)).toEqual(['lines.1.id: "b" was read as nothing']);
    expect(differences({ lines: [first, 'b'] }, told)).toEqual(['lines.1: {"id":"b"} was read as "b"']);
  });

  it('proves nothing where there was nothing to read', () => {
    expect(differences({ lines: [] }, { lines: [] })).toEqual(['no lines are there to be read']);
  });
});

describe('a section of the report', () => {
  const report = '# Report\n\n## One\n\nold\n\n## Two\n\nstays\n';

  it('that is written alone leaves the others as they are', () => {
    expect(withSection(report, '## One\n\nnew\n')).toBe('# Report\n\n## One\n\nnew\n\n## Two\n\nstays\n');
    expect(withSection(report, '## Two\n\nnew\n')).toBe('# Report\n\n## One\n\nold\n\n## Two\n\nnew\n');
  });

  it('that is new comes last', () => {
    expect(withSection(report, '## Three\n\nnew\n')).toBe(`${report}\n## Three\n\nnew\n`);
  });
});
