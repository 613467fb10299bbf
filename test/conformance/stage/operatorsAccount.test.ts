import { checkAccount } from '../../../infra/ops/checkAccount.ts';

/** The one that the emulator gives to whoever asks. */
const emulated = '000000000000';

describe("The account of the operator's credentials on the deployed stage", () => {
  it('is told by STS: the one of the stage is let pass, another one is not', async () => {
    await expect(checkAccount({ stage: 'dev', account: emulated })).resolves.toBeUndefined();
    await expect(checkAccount({ stage: 'dev', account: '123456789012' })).rejects.toThrow(`of account ${emulated}`);
  });
});
