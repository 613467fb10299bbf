/**
 * One client per service and function; connections are kept alive by the SDK. A call that hangs must not use up the time
 * that a request has: it is given up and tried again.
 */
export const patience = {
  maxAttempts: 4,
  // Without `throwOnRequestTimeout` the SDK only warns, and waits on.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};
