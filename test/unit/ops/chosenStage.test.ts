import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenStage, knownStages } from '../../../infra/ops/chosenStage.ts';
import { UsageError } from '../../../infra/ops/command.ts';

describe('the stage of a command of the terminal', () => {
  const given = { inVariable: undefined, byDefault: () => 'dev', known: () => ['dev', 'prod', 'staging'] };

  it('is the one that is named, else that of the variable', () => {
    expect(chosenStage({ command: 'stop', stage: 'prod' }, { ...given, inVariable: 'staging' })).toBe('prod');
    expect(chosenStage({ command: 'stop' }, { ...given, inVariable: 'staging' })).toBe('staging');
    expect(() => chosenStage({ command: 'stale' }, { ...given, inVariable: 'No Stage' })).toThrow(UsageError);
  });

  it('is that of cdk.json for what only looks, or concerns one tenant', () => {
    for (const command of ['stale', 'status', 'connection', 'pause'] as const) {
      expect(chosenStage({ command }, given)).toBe('dev');
    }
  });

  it.each(['redrive', 'stop', 'go'] as const)('must be named for %s, and the answer lists them', (command) => {
    const choose = () => chosenStage({ command }, given);

    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(`${command} needs --stage: dev, prod, staging`);
  });

  it('is one of those that have a file, or that need none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bank-sync-stages-'));
    for (const name of ['example.json', 'staging.json', 'prod.json', 'notes.md']) writeFileSync(join(folder, name), '');

    const known = knownStages(folder);
    rmSync(folder, { recursive: true });

    expect(known).toEqual(['dev', 'prod', 'staging']);
  });
});
