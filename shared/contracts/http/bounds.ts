/** How long each list of an answer may be: Lambda hands over 6 MB at most. Longer ones have pages, or say how many there are. */
export const bounds = {
  /** A page of a list. */
  page: 200,
  /** Pending lines stand before the first page of booked ones. */
  pending: 300,
  versions: 100,
  /** Lines of a statement in one item of the tenant's feed. */
  assignedLines: 100,
  /** Members of one line. */
  members: 50,
  /** Examples, where a list elsewhere has them all. */
  examples: 20,
  /** Accounts of a certificate: as many as one stored item holds. */
  certificate: 100,
  /** Accounts that one call links: each takes some ten requests to the table, and the gateway waits half a minute. */
  links: 50,
  /** Accounts in the summary of a connection. */
  summary: 50,
  /** What a call says once about a whole connection or tenant. */
  report: 1_000,
} as const;
