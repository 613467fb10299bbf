/** What a story needs beside the stage: `npm run conformance` says it. */
const needed = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: this story is run by \`npm run conformance\``);
  return value;
};

export const surroundings = () => ({
  stage: needed('CONFORMANCE_STAGE'),
  emulatorUrl: needed('AWS_ENDPOINT_URL'),
  apiUrl: needed('CONFORMANCE_API_URL'),
  sandboxUrl: needed('CONFORMANCE_SANDBOX_URL'),
  tokens: JSON.parse(needed('CONFORMANCE_TOKENS')),
});
