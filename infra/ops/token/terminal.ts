import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Whoever sits in front of it. */
export interface Terminal {
  readonly ask: (question: string) => Promise<string>;
  /** What is typed is not shown. */
  readonly askSecret: (question: string) => Promise<string>;
  readonly tell: (line: string) => void;
}

/** Secrets are typed by a person: they come neither from an argument nor from a pipe. */
export class NoTerminal extends Error {
  constructor() {
    super('Passwords and codes are asked for on a terminal, and this is none: run the command where you can type.');
    this.name = 'NoTerminal';
  }
}

/** What came was the end of the input. */
export class Interrupted extends Error {
  constructor() {
    super('The terminal was closed before the question was answered.');
    this.name = 'Interrupted';
  }
}

type Typed = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/**
 * Asks on one stream and tells on another, so that what the command prints can be sent on.
 *
 * @throws NoTerminal where nobody can type
 */
export const openTerminal = (input: Typed, output: NodeJS.WritableStream): Terminal => {
  if (input.isTTY !== true) throw new NoTerminal();
  const answer = (question: string, isShown: boolean): Promise<string> => {
    output.write(question);
    // The line editor writes what is typed to its own output, which for a secret leads nowhere.
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input, output: isShown ? output : nowhere, terminal: true, prompt: '' });
    return new Promise<string>((resolve, reject) => {
      lines.once('line', (line) => {
        resolve(line);
        lines.close();
        if (!isShown) output.write('\n');
      });
      lines.once('SIGINT', () => lines.close());
      lines.once('close', () => reject(new Interrupted()));
    });
  };
  return {
    ask: async (question) => (await answer(question, true)).trim(),
    askSecret: (question) => answer(question, false),
    tell: (line) => void output.write(`${line}\n`),
  };
};
