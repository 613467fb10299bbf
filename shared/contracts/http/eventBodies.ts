import * as z from 'zod';
import { onFirstUse } from '../../language/onFirstUse.ts';
import { eventDetail, eventFacts, type EventType } from '../events.ts';
import { instant } from './common.ts';

const isType = (name: string): name is EventType => name in eventFacts;
export const eventTypes: readonly EventType[] = Object.keys(eventFacts).filter(isType);

/** The name of what is posted to a webhook of a type. */
export const eventBodyName = (type: EventType): string => `${type}Event`;

/** What is posted to webhooks, by its name. */
export const eventBodies: Readonly<Record<string, () => z.ZodType>> = Object.fromEntries(
  eventTypes.map((type) => [
    eventBodyName(type),
    onFirstUse(() => z.strictObject({ type: z.literal(type), timestamp: instant, data: eventDetail(type) })),
  ]),
);
