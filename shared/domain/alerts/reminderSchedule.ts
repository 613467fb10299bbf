/** Days before the end of an authorization on which people are warned (promise 6). */
export const reminderSchedule = [30, 14, 7, 3, 1, 0] as const;

export type ReminderStep = (typeof reminderSchedule)[number];

/**
 * The tightest step that is reached: after missed runs it is the one that fits now. After the end the last step stays
 * reached.
 *
 * @param daysLeft calendar days, negative after the end
 */
export const reminderStepFor = (daysLeft: number): ReminderStep | undefined =>
  reminderSchedule.findLast((step) => step >= daysLeft);
