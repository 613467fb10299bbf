/** The report with this section, which begins with its title, in place of the one that it has, or after all others. */
export const withSection = (report: string, section: string): string => {
  const [title = ''] = section.split('\n', 1);
  const start = report.indexOf(`${title}\n`);
  if (start === -1) return `${report.trimEnd()}\n\n${section}`;
  const next = report.indexOf('\n## ', start);
  return `${report.slice(0, start).trimEnd()}\n\n${section}${next === -1 ? '' : report.slice(next)}`;
};
