/**
 * What stands where a connection would in the encryption context of a kept answer. The policies tell answers from tokens
 * by it, so what was sealed under it opens under it only.
 *
 * @see infra/constructs/grants.ts
 */
export const answerOwnerPrefix = 'answer:';
