/** Why nobody was signed in: codes of Cognito and of ours, each with what to do next. */
const sentences = {
  NotAuthorizedException:
    'User name or password is not right, or the person is disabled, or the time to answer is over (three minutes). A first password is good for seven days: `admin-set-user-password` gives a new one.',
  UserNotFoundException:
    'There is no such person in the user pool: enter them first (docs/operations.md, "Who may call").',
  PasswordResetRequiredException: 'The password must be reset first: `admin-set-user-password`.',
  InvalidPasswordException:
    'The password does not fit: at least 12 characters, with small and capital letters, digits and signs.',
  passwords_differ: 'The two are not the same.',
  CodeMismatchException: 'This code is not right. Does the clock of the phone go right? Wait for the next code.',
  EnableSoftwareTokenMFAException:
    'This code is not right. Does the clock of the phone go right? Wait for the next code.',
  ExpiredCodeException: 'This code was used or is too old: wait for the next one.',
  TooManyRequestsException: 'Cognito was asked too often: wait a few minutes.',
  LimitExceededException: 'Cognito was asked too often: wait a few minutes.',
  UserLambdaValidationException:
    'The function token-claims failed: docs/runbooks/api-errors.md, "Nobody gets a token".',
  UnexpectedLambdaException: 'The function token-claims failed: docs/runbooks/api-errors.md, "Nobody gets a token".',
  NetworkError: 'Cognito does not answer from here: look at the region and the network.',
  unknown_challenge:
    'Cognito asks for something that this command does not know. The user pool has been changed by hand.',
  too_many_steps: 'Cognito asks for one thing after the other. The user pool has been changed by hand.',
} as const;

type Code = keyof typeof sentences;

const mistyped: ReadonlySet<string> = new Set<Code>([
  'InvalidPasswordException',
  'passwords_differ',
  'CodeMismatchException',
  'EnableSoftwareTokenMFAException',
  'ExpiredCodeException',
]);

const isKnown = (name: string): name is Code => Object.hasOwn(sentences, name);

/** Nobody was signed in. The message never quotes what was typed. */
export class SignInRefused extends Error {
  readonly code: string;

  constructor(code: string, about?: string) {
    super(`${isKnown(code) ? sentences[code] : 'Cognito refuses.'} (${[code, about].filter(Boolean).join(', ')})`);
    this.name = 'SignInRefused';
    this.code = code;
  }

  /** Typing again helps. */
  get isMistyped(): boolean {
    return mistyped.has(this.code);
  }

  static from(error: unknown): SignInRefused {
    if (error instanceof SignInRefused) return error;
    return new SignInRefused(error instanceof Error ? error.name : 'unknown');
  }
}
