import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';

/** Prints what Spectral (`spectral:oas`) and Redocly (`recommended`) find in a description, as JSON. */
const file = process.argv[2];
const source = readFileSync(file, 'utf8');

const judge = new spectral.Spectral();
judge.setRuleset({ extends: [[rulesets.oas, 'recommended']] });
const bySpectral = await judge.run(JSON.parse(source));

const config = await createConfig({ extends: ['recommended'] });
const byRedocly = await lintFromString({ source, config, absoluteRef: file });

const findings = [
  ...bySpectral.map(({ code, path, message }) => `Spectral ${code} at ${path.join('.')}: ${message}`),
  ...byRedocly.map(({ ruleId, location, message }) => `Redocly ${ruleId} at ${location[0]?.pointer}: ${message}`),
];
process.stdout.write(JSON.stringify(findings));
