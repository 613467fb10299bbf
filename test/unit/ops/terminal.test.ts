import { PassThrough } from 'node:stream';
import { NoTerminal, openTerminal } from '../../../infra/ops/token/terminal.ts';

const aScreen = () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  return { input, terminal: openTerminal(input, output), seen: () => String(output.read() ?? '') };
};

describe('the terminal on which secrets are asked for', () => {
  it('shows the question for a secret and nothing of the answer', async () => {
    const { input, terminal, seen } = aScreen();

    const answer = terminal.askSecret('Password: ');
    input.write('hunter2 \n');

    expect(await answer).toBe('hunter2 ');
    expect(seen()).toBe('Password: \n');
  });

  it('asks one question after the other', async () => {
    const { input, terminal } = aScreen();

    const first = terminal.askSecret('Password: ');
    input.write('one\n');
    await first;
    const second = terminal.ask('Code: ');
    input.write(' 123456\n');

    expect(await second).toBe('123456');
  });

  it('says so when it is closed before an answer', async () => {
    const { input, terminal } = aScreen();

    const answer = terminal.askSecret('Password: ');
    input.end();

    await expect(answer).rejects.toThrow('closed before the question was answered');
  });

  it('is refused where nobody can type', () => {
    expect(() => openTerminal(new PassThrough(), new PassThrough())).toThrow(NoTerminal);
  });
});
