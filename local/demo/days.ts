const dayMs = 86_400_000;

/** A calendar day some days after another one. */
export const dayAfter = (day: string, count = 1): string =>
  new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);

export const dayBefore = (day: string): string => dayAfter(day, -1);
