import * as z from 'zod';
import { onFirstUse } from '../../language/onFirstUse.ts';
import { eventDetail, eventFacts, testDetail, type EventType } from '../events.ts';
import { instant } from './common.ts';

/** What is posted to webhooks: the events of the bus, and the one that a tenant asks for to try an endpoint. */
export type PostedType = EventType | 'Test';

const isType = (name: string): name is EventType => name in eventFacts;
export const postedTypes: readonly PostedType[] = [...Object.keys(eventFacts).filter(isType), 'Test'];

const detailOf = (type: PostedType): z.ZodType => (type === 'Test' ? testDetail() : eventDetail(type));

/** The name of what is posted to a webhook of a type. */
export const eventBodyName = (type: PostedType): string => `${type}Event`;

/** What is posted to webhooks, by its name. */
export const eventBodies: Readonly<Record<string, () => z.ZodType>> = Object.fromEntries(
  postedTypes.map((type) => [
    eventBodyName(type),
    onFirstUse(() => z.strictObject({ type: z.literal(type), timestamp: instant, data: detailOf(type) })),
  ]),
);
