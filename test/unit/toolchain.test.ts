describe('toolchain', () => {
  it('runs on the Node.js line that the Lambdas run on', () => {
    expect(process.version).toMatch(/^v24\./);
  });
});
