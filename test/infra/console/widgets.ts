import * as z from 'zod';

/** One metric of a graph: namespace, name, then dimensions and values in pairs, then how it is shown. */
const shown = z.looseObject({ label: z.string().optional(), yAxis: z.string().optional() });
const metric = z.array(z.union([z.string(), shown])).transform((parts) => {
  const words = parts.filter((part) => typeof part === 'string');
  const options = parts.find((part) => typeof part !== 'string');
  const [namespace = '', name = '', ...dimensions] = words;
  return { namespace, name, dimensions, label: options?.label ?? name, right: options?.yAxis === 'right' };
});

const widget = z.object({
  type: z.enum(['alarm', 'log', 'metric', 'text']),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  properties: z.looseObject({
    title: z.string().default(''),
    markdown: z.string().default(''),
    stacked: z.boolean().default(false),
    metrics: z.array(metric).default([]),
    query: z.string().default(''),
    alarms: z.array(z.string()).default([]),
  }),
});

export type Widget = z.output<typeof widget>;

const join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const reference = z.object({ Ref: z.string() });
const attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

/** A text of a template, with the name of the resource wherever only AWS knows the value. */
export const withoutTokens = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const joined = join.safeParse(value).data?.['Fn::Join'];
  if (joined) return joined[1].map(withoutTokens).join(joined[0]);
  return (
    reference.safeParse(value).data?.Ref ?? attribute.safeParse(value).data?.['Fn::GetAtt'].join('.') ?? 'imported'
  );
};

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/**
 * The widgets of the dashboard in a template.
 *
 * @throws Error when there is none, or when it has a kind of widget that is not drawn
 */
export const widgetsIn = (synthesized: unknown): readonly Widget[] => {
  const dashboard = Object.values(template.parse(synthesized).Resources).find(
    ({ Type }) => Type === 'AWS::CloudWatch::Dashboard',
  );
  if (!dashboard) throw new Error('the template has no dashboard');
  const body: unknown = JSON.parse(withoutTokens(dashboard.Properties['DashboardBody']));
  return z.object({ widgets: z.array(widget) }).parse(body).widgets;
};
