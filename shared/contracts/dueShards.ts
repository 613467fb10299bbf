/** Parts that what the schedules visit is kept in: enough that a run over 100,000 tenants reads and writes no hot one. */
export const dueShardCount = 32;
