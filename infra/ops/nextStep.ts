/** What an operator does about an error of AWS or of this terminal, by the name or code that it has. */
const steps: readonly (readonly [RegExp, (stage: string) => string])[] = [
  [
    /^(CredentialsProviderError|TokenProviderError)$/,
    () => 'This terminal has no AWS credentials. Sign in (`aws sso login`), or name a profile in AWS_PROFILE.',
  ],
  [
    /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|InvalidAccessKeyId|SignatureDoesNotMatch)/,
    () =>
      'The AWS credentials of this terminal are wrong or have ended. Sign in again; `aws sts get-caller-identity` shows who you are.',
  ],
  [
    /^(AccessDenied|NotAuthorized|KMS\.AccessDenied)/,
    () =>
      'These credentials may not do that. `aws sts get-caller-identity` shows whose they are; infra/ops/README.md lists the rights.',
  ],
  [
    /^(ResourceNotFoundException|NotFoundException|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/,
    (stage) =>
      `Something of stage ${stage} is not there in this account and region. Is it deployed, is it the right account ` +
      '(`aws sts get-caller-identity`), and is a table that was named on the command line there?',
  ],
  [
    /^(ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|TimeoutError)$/,
    (stage) =>
      stage === 'local'
        ? 'Nobody answers. Does `npm start` run, and is --env the aws.env in its data directory? It plays no user pool, and nothing that status, stop and go look at.'
        : 'AWS does not answer. Is there a network, and is the region of the stage spelt right?',
  ],
  [/^ENOENT$/, () => 'There is no such file. `npm start` leaves its variables in .local/aws.env.'],
];

const textOf = (error: object, member: string): string => {
  const value: unknown = Reflect.get(error, member);
  return typeof value === 'string' ? value : '';
};

/** @returns undefined where the error itself says what to do, or nobody knows */
export const nextStep = (error: unknown, stage: string): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  const names = [textOf(error, 'name'), textOf(error, 'code')];
  return steps.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1](stage);
};
