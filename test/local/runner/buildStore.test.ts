import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildStore } from '../../../local/runner/buildStore.ts';
import { aDataDir } from './aRunner.ts';

describe('what was built before', () => {
  let folder: string;
  let store: BuildStore;

  beforeEach(() => {
    folder = aDataDir();
    store = new BuildStore(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is kept by name', async () => {
    const made = await store.take('a', async (empty) => writeFileSync(join(empty, 'text'), 'once'));

    const again = await store.take('a', () => Promise.reject(new Error('made twice')));

    expect(again).toBe(made);
    expect(readFileSync(join(again, 'text'), 'utf8')).toBe('once');
  });

  it('is not there when the making failed half-way', async () => {
    const making = store.take('a', async (empty) => {
      writeFileSync(join(empty, 'text'), 'half');
      throw new Error('no more');
    });

    await expect(making).rejects.toThrow('no more');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is forgotten when a dozen others were used since and nobody can be reading it', async () => {
    const longAgo = new Date(Date.now() - 3_600_000);
    for (let index = 0; index < 15; index += 1) {
      const path = join(folder, `old-${String(index).padStart(2, '0')}`);
      mkdirSync(path);
      const usedAt = new Date(longAgo.getTime() + index * 1000);
      utimesSync(path, usedAt, usedAt);
    }
    utimesSync(join(folder, 'old-00'), new Date(), new Date());

    await store.take('new', async () => undefined);

    expect(readdirSync(folder).toSorted()).toEqual([
      'new',
      'old-00',
      ...Array.from({ length: 10 }, (_, index) => `old-${String(index + 5).padStart(2, '0')}`),
    ]);
  });
});
