import { plantedFaults } from './planted.ts';
import type { PolicyVerdict } from './judgePolicies.ts';

const title = '## Policies, as strangers read them';
const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 240);

/** What the readers of policies said, in Markdown; the last section of the report. */
export const policySection = ({ read, findings, planted }: PolicyVerdict): string =>
  [
    title,
    '',
    'parliament holds every action, resource and condition against what AWS documents, and looks for escalation;',
    'policyuniverse looks for what everybody may call. They read the policies of two installations with the profile `prod`,',
    'which between them use both forms of each setting that changes rights.',
    '',
    '| policies of | read |',
    '| --- | ---: |',
    ...Object.entries(read).map(([name, count]) => `| ${name} | ${count} |`),
    '',
    ...(findings.length === 0
      ? ['No finding.']
      : [
          '| finding | resource | in the reader’s words | why it does not count |',
          '| --- | --- | --- | --- |',
          ...findings.map(
            ({ rule, resource, property, words, reason = '**not explained**' }) =>
              `| ${rule} | ${resource} ${property} | ${cell(words)} | ${cell(reason)} |`,
          ),
        ]),
    '',
    `Of ${plantedFaults.length} planted faults, such as ${plantedFaults[1]?.fault ?? ''}, ${planted.filter(({ isFound }) => isFound).length} were found.`,
    '',
  ].join('\n');
