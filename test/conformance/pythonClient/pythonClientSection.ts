import type { PythonClientVerdict } from './judgePythonClient.ts';

/** What became of the client for Python, in Markdown. Without counts, which go by the day of the run. */
export const pythonClientSection = ({ tool, read, wrong }: PythonClientVerdict): string =>
  [
    '## A client for Python',
    '',
    `${tool} made it from \`/v1/openapi.json\` without a warning, and it compiles. With it a program read a whole tenant, page by`,
    `page: ${Object.keys(read).join(', ')}.`,
    'Each is held against what `fetch` gets, item by item and member by member.',
    '',
    ...(wrong.length === 0 ? ['No difference.'] : wrong.map((difference) => `- ${difference}`)),
    '',
  ].join('\n');
