import { parseLock, parseManifest, parseSettings } from '../../../supply-chain/documents.ts';
import { isAllowed } from '../../../supply-chain/licence.ts';
import { rules } from '../../../supply-chain/rules.ts';
import { supplies } from '../../../supply-chain/supplies.ts';
import { vendoredFindings, viewer } from '../../../supply-chain/vendored.ts';

const good = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };

const find = (
  question: string,
  packages: Record<string, object>,
  manifest: object = {},
  npmrc = 'ignore-scripts = true',
): readonly string[] =>
  rules[question]?.({
    manifest: parseManifest(JSON.stringify(manifest)),
    lock: parseLock(JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } })),
    settings: parseSettings(npmrc),
  }) ?? ['there is no such rule'];

describe('what comes in', () => {
  it.each(Object.entries(supplies('.')))('is in order now, for %s', (_name, supply) => {
    expect(supply.lock.length).toBeGreaterThan(100);
    expect(Object.values(rules).flatMap((rule) => rule(supply))).toEqual([]);
  });

  it('is in order where it lies in the repository', () => {
    expect(vendoredFindings('.', viewer)).toEqual([]);
    expect(vendoredFindings('.', { ...viewer, version: '9.3.9' })).toEqual([
      `${viewer.folder} has no rapidoc-9.3.9.js.br`,
    ]);
    expect(vendoredFindings('.', { ...viewer, sha256: '0', licence: 'GPL-3.0' })).toEqual([
      'rapidoc-9.3.8.js.br unpacks to something else than rapidoc 9.3.8',
      'rapidoc has the licence GPL-3.0, which is not allowed',
      `${viewer.folder} has no text of the licence GPL-3.0 of rapidoc 9.3.8`,
    ]);
  });

  it('is asked for in one version, in overrides too', () => {
    const manifest = {
      dependencies: { fine: '1.2.3', caret: '^1.2.3' },
      devDependencies: { repository: 'github:somebody/something', beta: '1.0.0-beta.1' },
      optionalDependencies: { platform: '24' },
      overrides: { star: '*' },
    };

    expect(find('exact versions', {}, manifest).map((finding) => finding.split(' ')[1])).toEqual([
      'caret',
      'repository',
      'platform',
      'star',
    ]);
  });

  it('has a checksum, itself or the archive that it lies in', () => {
    const packages = {
      'node_modules/fine': good,
      'node_modules/fine/node_modules/inside': { version: '1.0.0', inBundle: true },
      'node_modules/none': { version: '1.0.0' },
      'node_modules/weak': { ...good, integrity: 'sha1-x' },
    };

    expect(find('checksums in the lock', packages)).toEqual([
      'the lock has no SHA-512 of node_modules/none',
      'the lock has no SHA-512 of node_modules/weak',
    ]);
  });

  it('comes from the registry of the machine, never from an address in the lock', () => {
    const packages = {
      'node_modules/fine': good,
      'node_modules/git': { ...good, resolved: 'git+ssh://git@example.com/a.git#abc' },
      'node_modules/linked': { link: true },
    };

    expect(find('no addresses in the lock', packages)).toHaveLength(2);
  });

  it('runs no script at installation, was seen to work without, and decides on nothing that has none', () => {
    const packages = {
      'node_modules/a/node_modules/@scope/known': { ...good, hasInstallScript: true },
      'node_modules/fetches': { ...good, hasInstallScript: true },
      'node_modules/new': { ...good, hasInstallScript: true },
    };
    const manifest = { allowScripts: { '@scope/known': false, fetches: true, gone: false } };

    expect(find('scripts at installation', packages, manifest)).toEqual([
      expect.stringMatching(/^new has a script/),
      expect.stringMatching(/gone, which has no script/),
      expect.stringMatching(/^the script of fetches may run/),
    ]);
  });

  it('runs no script on an npm either that does not know allowScripts', () => {
    expect(find('scripts at installation', {}, {}, 'save-exact=true')).toEqual([
      expect.stringMatching(/^\.npmrc does not say ignore-scripts=true/),
    ]);
  });

  it('has a licence that is allowed, for tools a few more', () => {
    const packages = {
      'node_modules/tool': { ...good, dev: true, license: 'BlueOak-1.0.0' },
      'node_modules/deployed': { ...good, license: 'BlueOak-1.0.0' },
      'node_modules/copyleft': { ...good, dev: true, license: 'AGPL-3.0-only' },
      'node_modules/silent': { version: '1.0.0' },
    };

    expect(find('licences', packages)).toEqual([
      'node_modules/deployed has the licence BlueOak-1.0.0, which is not allowed for what is deployed',
      'node_modules/copyleft has the licence AGPL-3.0-only, which is not allowed for tools',
      'the licence of node_modules/silent is not known',
    ]);
  });

  it('is read from a lock of the known format only', () => {
    expect(() => parseLock('{"lockfileVersion":1,"packages":{}}')).toThrow('format 1');
  });
});

describe('an expression of licences', () => {
  const allowed = new Set(['MIT', 'ISC']);

  it.each([
    ['MIT', true],
    ['GPL-3.0-only', false],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT AND ISC)', true],
    ['(GPL-2.0-only OR MIT) AND ISC', true],
    ['(GPL-2.0-only) OR (GPL-3.0-only)', false],
    ['SEE LICENSE IN LICENSE', false],
  ])('%s is allowed: %s', (expression, expected) => {
    expect(isAllowed(expression, allowed)).toBe(expected);
  });
});
