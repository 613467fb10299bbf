import * as z from 'zod';

/** A fault to show on a route, some number of times. */
export const faultRequest = z.strictObject({
  /** An operationId of the OpenAPI description, or `*` for all. */
  route: z.string(),
  /** Answers this status instead of carrying the request out. */
  status: z.int().min(200).max(599).optional(),
  retryAfterSeconds: z.int().min(0).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Answers a page of HTML, as a gateway would. */
  html: z.boolean().optional(),
  /** Carries the request out and answers the first half. */
  truncate: z.boolean().optional(),
  closeBeforeAnswer: z.boolean().optional(),
  closeAfterEffect: z.boolean().optional(),
  times: z.int().min(1).default(1),
});

export type Fault = z.infer<typeof faultRequest>;

/** Faults that wait for requests. They are not saved: a restart begins without. */
export class FaultBoard {
  #faults: Fault[] = [];

  get list(): readonly Fault[] {
    return this.#faults;
  }

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  clear(): void {
    this.#faults = [];
  }

  /** The first fault for a route; counted as shown. */
  take(operationId: string): Fault | undefined {
    const fault = this.#faults.find(({ route }) => route === '*' || route === operationId);
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    return fault;
  }
}
