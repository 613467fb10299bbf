import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, billOfMaterials } from './npm.ts';
import { rules } from './rules.ts';
import { supplies } from './supplies.ts';
import { vendoredFindings, viewer } from './vendored.ts';

/** `npm run supply-chain`: what comes in, looked at; see docs/supply-chain.md. Fails on any finding. */
const project = join(import.meta.dirname, '..');
let findings = 0;

const report = (question: string, found: readonly string[]): void => {
  findings += found.length;
  console.log(`${question.padEnd(28)} ${found.length === 0 ? 'fine' : `${found.length} found`}`);
  for (const line of found) console.log(`  ${line}`);
};

const scopes: Readonly<Record<string, readonly string[]>> = {
  'known holes, deployed': ['--omit=dev'],
  'known holes, with tools': [],
};

for (const [name, supply] of Object.entries(supplies(project))) {
  const { folder, lock } = supply;
  console.log(
    `${name}: ${lock.length} packages, ${lock.filter(({ dev }) => !dev).length} of them deployed or optional`,
  );
  for (const [question, rule] of Object.entries(rules)) report(question, rule(supply));
  for (const [question, scope] of Object.entries(scopes)) {
    const answer = audit(folder, scope);
    if (answer.kind === 'no-answer') {
      console.log(`${question.padEnd(28)} NOT CHECKED: the registry of this machine does not answer npm audit`);
    } else report(question, answer.bad === 0 ? [] : [`${answer.bad} high or critical: npm audit ${scope.join(' ')}`]);
  }
}
console.log(`in the repository: ${viewer.name} ${viewer.version}`);
report('version, checksum, licence', vendoredFindings(project, viewer));

mkdirSync(join(project, 'dist'), { recursive: true });
writeFileSync(join(project, 'dist/sbom.cdx.json'), billOfMaterials(project));
console.log(`${'bill of materials'.padEnd(28)} dist/sbom.cdx.json (CycloneDX)`);
process.exitCode = findings === 0 ? 0 : 1;
