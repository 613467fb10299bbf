import type { ShownMetric, Widget } from './definition.ts';
import { sampleSeries } from './sampleSeries.ts';

/** Pixels of one unit of the console's grid of 24 columns. */
const unit = { width: 56, height: 40 };
const gap = 8;
const top = 44;
const points = 56;
/** Colours of CloudWatch's own graphs, in its order. */
const colours = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f', '#bcbd22'];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const text = (x: number, y: number, content: string, size = 11, fill = '#414d5c', more = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${more}>${escaped(content)}</text>`;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxOf = ({ x, y, width, height }: Widget): Box => ({
  x: x * unit.width + gap,
  y: top + y * unit.height,
  width: width * unit.width - gap,
  height: height * unit.height - gap,
});

/** A picture of the dashboard as CloudWatch lays it out, with invented numbers that say so. */
export const renderDashboard = (widgets: readonly Widget[], title: string): string => {
  const columns = Math.max(...widgets.map(({ x, width }) => x + width));
  const rows = Math.max(...widgets.map(({ y, height }) => y + height));
  const width = columns * unit.width + gap;
  const height = top + rows * unit.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif">`,
    `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
    text(gap, 28, title, 18, '#16191f', ' font-weight="bold"'),
    text(width - gap, 28, 'sample data: every number in this picture is invented', 13, '#d13212', ' text-anchor="end"'),
    ...widgets.map(drawn),
    '</svg>',
    '',
  ].join('\n');
};

const drawn = (widget: Widget): string => {
  const box = boxOf(widget);
  const { title, markdown, alarms, metrics, query, stacked } = widget.properties;
  if (widget.type === 'text')
    return text(box.x, box.y + 22, markdown.replace(/^#+ /, ''), 16, '#16191f', ' font-weight="bold"');
  const frame = [
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6" fill="#fff" stroke="#d5dbdb"/>`,
    text(box.x + 10, box.y + 18, title, 12, '#16191f', ' font-weight="bold"'),
  ];
  switch (widget.type) {
    case 'alarm':
      return [...frame, ...alarms.map((alarm, index) => alarmTile(box, alarm, index))].join('\n');
    case 'log':
      return [...frame, ...table(box, query)].join('\n');
    case 'metric':
      return [...frame, ...graph(box, metrics, stacked)].join('\n');
  }
};

/** `FeedAlarmsJobsFailAlarmFDC2880A.Arn`: what the construct is called. */
const alarmName = (arn: string): string =>
  arn
    .replace(/Alarm[0-9A-F]{8}\.Arn$/, '')
    .replace(/^FeedAlarms/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2');

const alarmTile = ({ x, y, width }: Box, alarm: string, index: number): string => {
  const perRow = 6;
  const tile = (width - 20) / perRow;
  const left = x + 10 + (index % perRow) * tile;
  const upper = y + 28 + Math.floor(index / perRow) * 38;
  return [
    `<rect x="${left}" y="${upper}" width="${tile - 6}" height="32" rx="4" fill="#f2fcf3" stroke="#1d8102"/>`,
    text(left + 8, upper + 20, alarmName(alarm), 11, '#1d8102'),
  ].join('\n');
};

const graph = (box: Box, metrics: readonly ShownMetric[], stacked: boolean): readonly string[] => {
  const legend = legendOf(box, metrics);
  const area: Box = { x: box.x + 34, y: box.y + 30, width: box.width - 44, height: box.height - 48 - legend.height };
  const series = metrics.map(({ name, label }) => sampleSeries(name, label, points));
  const curves = stacked ? stack(series) : series;
  const highest = Math.max(1, ...curves.flat());
  const lines = curves.map((values, index) => {
    const path = values
      .map((value, point) => {
        const x = area.x + (point / (points - 1)) * area.width;
        const y = area.y + area.height * (1 - value / highest);
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      })
      .join(' ');
    const colour = colours[index % colours.length] ?? '#000';
    const dash = metrics[index]?.right === true ? ' stroke-dasharray="4 3"' : '';
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"${dash}/>`;
  });
  const bottom = area.y + area.height;
  return [
    `<path d="M${area.x} ${area.y}V${bottom}H${area.x + area.width}" fill="none" stroke="#aab7b8"/>`,
    text(area.x - 4, area.y + 8, String(Math.round(highest)), 9, '#687078', ' text-anchor="end"'),
    text(area.x - 4, bottom, '0', 9, '#687078', ' text-anchor="end"'),
    text(area.x + area.width, bottom + 11, 'a week of sample data', 9, '#687078', ' text-anchor="end"'),
    ...lines,
    ...legend.parts,
  ];
};

const stack = (series: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  series.map((values, index) =>
    values.map((value, point) => series.slice(0, index).reduce((sum, below) => sum + (below[point] ?? 0), value)),
  );

/** Names below a graph, as many in a row as fit. */
const legendOf = ({ x, y, width, height }: Box, metrics: readonly ShownMetric[]) => {
  const places: { readonly left: number; readonly row: number }[] = [];
  let left = 0;
  let row = 0;
  for (const { label } of metrics) {
    const wide = 24 + label.length * 5.6;
    if (left > 0 && left + wide > width - 20) {
      left = 0;
      row += 1;
    }
    places.push({ left, row });
    left += wide;
  }
  const rows = row + 1;
  const parts = metrics.flatMap(({ label }, index) => {
    const place = places[index] ?? { left: 0, row: 0 };
    const at = { x: x + 12 + place.left, y: y + height - 10 - (rows - 1 - place.row) * 14 };
    const colour = colours[index % colours.length] ?? '#000';
    return [
      `<rect x="${at.x.toFixed(1)}" y="${at.y - 8}" width="8" height="8" fill="${colour}"/>`,
      text(Number((at.x + 12).toFixed(1)), at.y, label, 10),
    ];
  });
  return { height: rows * 14, parts };
};

/** Three rows for what a query counts, under the names of its columns. */
const table = ({ x, y, width }: Box, query: string): readonly string[] => {
  const by = /\bby ([\w, ]+)/.exec(query)?.[1]?.split(', ') ?? [];
  const columns = [...by, 'runs'];
  const rows = [
    columns,
    ['bank A (sample)', 'bank_unavailable', '31'],
    ['bank B (sample)', 'authorization_expired', '12'],
    ['bank C (sample)', 'ponto_unavailable', '3'],
  ];
  return rows.flatMap((cells, row) =>
    cells.map((cell, column) =>
      text(
        x + 14 + (column * (width - 28)) / columns.length,
        y + 46 + row * 26,
        cell,
        12,
        row === 0 ? '#16191f' : '#414d5c',
      ),
    ),
  );
};
