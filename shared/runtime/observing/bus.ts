import type { EventBus } from '../../ports/events.ts';
import type { Counters } from '../metrics.ts';

/** A bus whose facts are counted once it has taken them: connections won and lost, statements, mismatches. */
export const countingBus = (bus: EventBus, counters: Counters): EventBus => ({
  publish: async (events) => {
    await bus.publish(events);
    for (const { event } of events) counters.countBy('EventsPublished', event.type);
  },
});
