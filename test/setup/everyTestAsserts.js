// A test without an assertion cannot fail, so it proves nothing.
beforeEach(() => {
  expect.hasAssertions();
});
