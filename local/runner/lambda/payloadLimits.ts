/**
 * What a synchronous invocation takes and gives, in bytes of JSON. An answer may be a hundred bytes longer.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const maxEventBytes = 6 * 1024 * 1024;
export const maxAnswerBytes = maxEventBytes + 100;
