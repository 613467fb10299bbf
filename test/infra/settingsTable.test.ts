import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingNames } from '../../infra/config/settings.ts';

const root = join(import.meta.dirname, '../..');

describe('the table of settings in infra/README.md', () => {
  it('has a row for every setting, and for nothing else', () => {
    const text = readFileSync(join(root, 'infra/README.md'), 'utf8');
    const [, table = ''] = /\n\| setting \|[^\n]*\n\|[-| ]+\|\n((?:\|[^\n]*\n)+)/.exec(text) ?? [];

    const named = table.split('\n').flatMap((row) => {
      const [, first = ''] = row.split('|');
      return [...first.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    });

    expect(named.toSorted()).toEqual([...settingNames].toSorted());
  });

  it('is what the deploy guide leads to', () => {
    const guide = readFileSync(join(root, 'docs/operations.md'), 'utf8');

    expect(guide).toContain('All settings: infra/README.md');
    for (const name of ['publicUrl', 'pontoApplicationId', 'returnUrlAllowlist', 'mailFrom']) {
      expect(guide).toContain(name);
    }
  });
});
