import * as z from 'zod';

/**
 * A rule's pattern as far as ours go: members by name, each with a list of texts of which one must be there. Every other
 * form is refused when the template is read, because a rule that matches differently here would prove nothing.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export interface EventPattern {
  readonly [member: string]: EventPattern | readonly string[];
}

export const eventPattern: z.ZodType<EventPattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(z.string()), eventPattern])),
);

const members = z.record(z.string(), z.unknown());

/** A member that is a list matches by any of its items. */
export const matchesPattern = (pattern: EventPattern, event: unknown): boolean => {
  const parsed = members.safeParse(event);
  if (!parsed.success) return false;
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = parsed.data[name];
    if (!isList(wanted)) return matchesPattern(wanted, value);
    return (Array.isArray(value) ? value : [value]).some((item) => wanted.some((text) => text === item));
  });
};

const isList = (wanted: EventPattern | readonly string[]): wanted is readonly string[] => Array.isArray(wanted);
